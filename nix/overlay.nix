# pkgs.cafs, one executable with the library as its attributes, pkgs.cafsConfigHook and pkgs.cafsModulesHook. The
# executable is static, except on macOS, where the system's own library is always shared.
let
  inherit (import ./kinds.nix) nixpkgs;
  packagesOf = pkgs: if pkgs.stdenv.hostPlatform.isDarwin or false then pkgs else pkgs.pkgsStatic;
in
final: prev: {
  cafs = (packagesOf (nixpkgs.take "overlay.nix: prev" prev)).callPackage ./package.nix { };
  cafsConfigHook = (nixpkgs.take "overlay.nix: final" final).callPackage ./hook.nix { };
  cafsModulesHook = (nixpkgs.take "overlay.nix: final" final).callPackage ./modulesHook.nix { };
}
