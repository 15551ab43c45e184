{
  description = "A project whose dependencies come from a pnpm store by cafs";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
  # Where you have cafs from; or leave it, and say so once: nix registry add cafs URL.
  inputs.cafs.url = "flake:cafs";
  inputs.cafs.inputs.nixpkgs.follows = "nixpkgs";

  outputs =
    {
      self,
      nixpkgs,
      cafs,
    }:
    let
      eachSystem = nixpkgs.lib.genAttrs [
        "x86_64-linux"
        "aarch64-linux"
      ];
    in
    {
      packages = eachSystem (system: {
        default = (nixpkgs.legacyPackages.${system}.extend cafs.overlays.default).callPackage ./package.nix { };
      });
    };
}
