# The functions that build with cafs, the executable.
{
  cafs, # a path, or a string like "${package}/bin/cafs"
  system, # that runs it
  target, # that packages are for, unless mkPnpmStore is told which platforms
  curl, # the executable that fetches by `hash`, or null
  certificates, # that it trusts, or null
  stdenv, # of nixpkgs, with nodejs and python3 what builds packages; or null
  nodejs,
  python3,
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
  hashedStore = import ./hashedStore.nix (
    cafsAsBuilder // { inherit curl certificates makeBatch; }
  );
  dynamicShards = import ./dynamicShards.nix cafsAsBuilder;
  fragmentsOfPlan = import ./fragmentsOfPlan.nix { inherit fetchTarball makePkgStore makeBatch; };
  mkPnpmStore = import ./mkPnpmStore.nix {
    inherit
      target
      fragmentsOfPlan
      mergeStores
      hashedStore
      dynamicShards
      ;
  };
  buildModules = import ./buildModules.nix { inherit stdenv nodejs python3; };
  mkNodeModules = import ./mkNodeModules.nix (
    cafsAsBuilder // { inherit target mkPnpmStore buildModules; }
  );
  nodePackage = import ./nodePackage.nix (
    cafsAsBuilder // { inherit mkPnpmStore buildModules stdenv; }
  );
  mkNodePackages = import ./mkNodePackages.nix {
    inherit
      target
      nodePackage
      nodejs
      stdenv
      ;
  };
}
