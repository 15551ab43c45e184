# pkgs.cafs, one static executable with the library as its attributes, and pkgs.cafsConfigHook.
final: prev: {
  cafs = prev.pkgsStatic.callPackage ./package.nix { };
  cafsConfigHook = final.callPackage ./hook.nix { };
}
