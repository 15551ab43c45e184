# cafs for Nix: a pnpm store from a pnpm-lock.yaml by pure evaluation, in derivations of some packages each. No import
# from a derivation, no generated file, no hash to update; a changed line of the lockfile builds what it changed. It
# needs no nixpkgs:
#
#   let cafs = import ./nix { cafs = /path/to/static/cafs; system = "x86_64-linux"; };
#   in cafs.mkPnpmStore { lockfile = ./pnpm-lock.yaml; }
{
  cafs, # the executable: a path, or a string like "${package}/bin/cafs"
  system ? builtins.currentSystem, # that runs it
  target ? system, # that packages are for, unless mkPnpmStore is told which platforms
}:
let
  cafsAsBuilder = {
    builder = "${cafs}";
    inherit system;
  };
in
rec {
  fetchTarball = import ./fetchTarball.nix;
  makePkgStore = import ./makePkgStore.nix cafsAsBuilder;
  makeBatch = import ./makeBatch.nix cafsAsBuilder;
  mergeStores = import ./mergeStores.nix cafsAsBuilder;
  mkPnpmStore = import ./mkPnpmStore.nix {
    inherit
      target
      fetchTarball
      makePkgStore
      makeBatch
      mergeStores
      ;
  };

  # What pnpm is to be called with, as functions for bash: see hook/install.sh.
  hook = ./hook;
}
