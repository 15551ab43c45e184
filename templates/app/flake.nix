{
  description = "A project whose node_modules are made by cafs";

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
      pkgsFor = system: nixpkgs.legacyPackages.${system}.extend cafs.overlays.default;
    in
    {
      packages = eachSystem (system: {
        default = (pkgsFor system).callPackage ./package.nix { };
      });

      # nix develop: the same node_modules in the working directory.
      devShells = eachSystem (system: {
        default = (pkgsFor system).mkShell {
          packages = [
            (pkgsFor system).nodejs
            (pkgsFor system).pnpm_10
          ];
          inherit (self.packages.${system}.default.nodeModules) shellHook;
        };
      });

      # nix run .#node.esbuild: what the project depends on, one by one.
      legacyPackages = eachSystem (system: {
        node = (pkgsFor system).cafs.mkNodePackages { lockfile = ./pnpm-lock.yaml; };
      });
    };
}
