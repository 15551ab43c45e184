# cafs for Nix: a pnpm store from a pnpm-lock.yaml by pure evaluation, in derivations of some packages each. No import
# from a derivation, no generated file, no hash to update; a changed line of the lockfile builds its package again. It
# needs no nixpkgs:
#
#   let cafs = import ./nix { cafs = /path/to/static/cafs; system = "x86_64-linux"; };
#   in cafs.mkPnpmStore { lockfile = ./pnpm-lock.yaml; }
let
  checked = import ./checked.nix;
  missing = "want a Nix system like \"x86_64-linux\" (pure evaluation has no current one)";
  mkLib =
    {
      cafs, # the executable: a path, or a string like "${package}/bin/cafs"
      # The system that runs it.
      system ? builtins.currentSystem or (throw "mkLib: system is missing: ${missing}"),
      target ? system, # that packages are for, unless mkPnpmStore is told which platforms
      # What fetches for mkPnpmStore { hash = …; … }, like "${pkgs.curl}/bin/curl", and the certificates that it trusts,
      # like "${pkgs.cacert}/etc/ssl/certs/ca-bundle.crt".
      curl ? null,
      certificates ? null,
      # What builds packages for mkNodeModules { build = …; … }, of nixpkgs.
      stdenv ? null,
      nodejs ? null,
      python3 ? null,
    }:
    checked (
      removeAttrs (import ./library.nix {
        inherit
          cafs
          system
          target
          curl
          certificates
          stdenv
          nodejs
          python3
          ;
      })
        [
          "buildModules"
          "nodePackage"
        ]
    )
    // {
      # Functions for bash that call pnpm with the right options: see hook/install.sh.
      hook = ./hook;
    };
in
(checked { inherit mkLib; }).mkLib
