# For those without flakes: { cafs; cafsConfigHook; cafsModulesHook; mkPnpmStore; mkNodeModules; mkNodePackages; makePkgStore; }, with
# nixpkgs. Without nixpkgs, and with a static cafs at hand: import ./nix { cafs = /path/to/cafs; system = "x86_64-linux"; }.
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
