{
  description = "cafs, the native assembler of pnpm stores: from a pnpm-lock.yaml to a store by pure evaluation";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      eachSystem =
        value:
        builtins.listToAttrs (
          map (system: {
            name = system;
            value = value nixpkgs.legacyPackages.${system};
          }) systems
        );
      own = pkgs: pkgs.extend self.overlays.default;
      templateFor =
        template:
        (import "${template.path}/flake.nix").outputs {
          inherit nixpkgs;
          cafs = self;
          self = template.path;
        };
    in
    {
      overlays.default = import ./nix/overlay.nix;

      packages = eachSystem (pkgs: {
        inherit (own pkgs) cafs cafsConfigHook cafsModulesHook;
        default = (own pkgs).cafs;
      });

      # nix run cafs#prefetch -- pnpm-lock.yaml, nix run cafs#hash -- pnpm-lock.yaml: both use the bash, curl, coreutils
      # and awk of the machine.
      apps = eachSystem (pkgs: {
        prefetch = {
          type = "app";
          program = "${self}/nix/prefetch/cafs-prefetch";
          meta.description = "Brings the tarballs of a pnpm-lock.yaml into the Nix store";
        };
        hash = {
          type = "app";
          program = "${pkgs.writeShellScript "cafs-hash" ''
            CAFS=${(own pkgs).cafs}/bin/cafs exec ${self}/nix/prefetch/cafs-hash "$@"
          ''}";
          meta.description = "Prints the hash that mkPnpmStore wants for a pnpm-lock.yaml";
        };
      });

      # Functions that need no nixpkgs. mkLib makes the library for an executable: lib.mkLib { cafs = …; system = …; }.
      lib = import ./nix/pure.nix // {
        mkLib = import ./nix;
      };

      templates = {
        default = self.templates.app;
        app = {
          path = ./templates/app;
          description = "A project with a pnpm-lock.yaml, built with node_modules that are made once, and a shell with these";
          # The commands are a code block, because Nix wraps all other text, which could then not be pasted.
          welcomeText = ''
            In flake.nix, replace flake:cafs by the URL from which you have cafs. Then:

                echo "registry=$(npm config get registry)" > .npmrc
                git init --quiet
                git add -N .
                nix build
          '';
        };
        workspace = {
          path = ./templates/workspace;
          description = "One package of a pnpm workspace, built with its dependencies from a store of cafs";
          welcomeText = self.templates.app.welcomeText;
        };
      };

      checks = eachSystem (pkgs: {
        inherit (own pkgs) cafs;
        unit = (own pkgs).cafs.tests.unit;
        # Checks that the templates evaluate. A build of them would need a registry.
        templates = pkgs.writeText "cafs-templates" (
          builtins.concatStringsSep "\n" (
            map
              (
                name:
                builtins.unsafeDiscardStringContext
                  ((templateFor self.templates.${name}).packages.${pkgs.stdenv.hostPlatform.system}.default.override {
                    registry = "https://registry.invalid/";
                  }).drvPath
              )
              [
                "app"
                "workspace"
              ]
          )
        );
      });

      formatter = eachSystem (pkgs: pkgs.nixfmt-tree or pkgs.nixfmt-rfc-style);
    };
}
