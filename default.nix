# The entry point for users without flakes. It takes nixpkgs and gives { cafs; cafsConfigHook; cafsModulesHook;
# mkPnpmStore; mkNodeModules; mkNodePackages; makePkgStore; fetchTarball; }. A user who has a static cafs needs no
# nixpkgs: import ./nix { cafs = /path/to/cafs; system = "x86_64-linux"; }.
let
  fromNixpkgs =
    {
      pkgs ? import <nixpkgs> { },
    }:
    let
      inherit (pkgs.extend (import ./nix/overlay.nix)) cafs cafsConfigHook cafsModulesHook;
    in
    {
      inherit cafs cafsConfigHook cafsModulesHook;
      inherit (cafs)
        mkPnpmStore
        mkNodeModules
        mkNodePackages
        makePkgStore
        fetchTarball
        ;
    };
in
(import ./nix/checked.nix { "default.nix" = fromNixpkgs; })."default.nix"
