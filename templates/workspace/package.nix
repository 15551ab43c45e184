{
  lib,
  stdenv,
  nodejs,
  pnpm_10,
  makeWrapper,
  cafs,
  cafsConfigHook,
  registry ? null, # else the one of .npmrc
}:
stdenv.mkDerivation {
  pname = "greet";
  version = "1.0.0";
  src = lib.cleanSource ./.;

  # What greet needs, and the packages of the workspace that it depends on: of other packages nothing is fetched.
  pnpmDeps = cafs.mkPnpmStore {
    lockfile = ./pnpm-lock.yaml;
    importers = [ "greet" ];
    inherit registry;
  };
  pnpmWorkspaces = [ "greet..." ];
  nativeBuildInputs = [
    nodejs
    pnpm_10
    cafsConfigHook
    makeWrapper
  ];

  dontBuild = true;

  installPhase = ''
    runHook preInstall
    mkdir -p $out/lib
    cp -r . $out/lib/workspace
    makeWrapper ${nodejs}/bin/node $out/bin/greet --add-flags $out/lib/workspace/packages/greet/main.js
    runHook postInstall
  '';
}
