# pkgs.cafs, one static executable with the library as its attributes, pkgs.cafsConfigHook and pkgs.cafsModulesHook.
let
  inherit (import ./kinds.nix) nixpkgs;
in
final: prev: {
  cafs = (nixpkgs.take "overlay.nix: prev" prev).pkgsStatic.callPackage ./package.nix { };
  cafsConfigHook = (nixpkgs.take "overlay.nix: final" final).callPackage ./hook.nix { };
  cafsModulesHook = (nixpkgs.take "overlay.nix: final" final).callPackage ./modulesHook.nix { };
}
