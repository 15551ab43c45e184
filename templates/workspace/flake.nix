{
  description = "A project whose dependencies come from a pnpm store by cafs";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";
  # Write here where you have cafs from, like "path:/home/me/cafs" or "git+https://host/cafs"; or leave it, and say so each
  # time: nix build --override-flake cafs URL. (Inputs know nothing of `nix registry add` since Nix 2.26.)
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
        "x86_64-darwin"
        "aarch64-darwin"
      ];
    in
    {
      packages = eachSystem (system: {
        default = (nixpkgs.legacyPackages.${system}.extend cafs.overlays.default).callPackage ./package.nix { };
      });
    };
}
