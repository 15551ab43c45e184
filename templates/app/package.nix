{
  lib,
  stdenv,
  nodejs,
  pnpm_10,
  makeWrapper,
  cafs,
  cafsModulesHook,
  registry ? null, # else the one of .npmrc
}:
stdenv.mkDerivation {
  pname = "app";
  version = "1.0.0";
  src = lib.cleanSource ./.;

  # Made once for a lockfile, with the packages built that pnpm-workspace.yaml allows: a change in src waits for no install.
  nodeModules = cafs.mkNodeModules {
    lockfile = ./pnpm-lock.yaml;
    inherit registry nodejs;
  };
  nativeBuildInputs = [
    nodejs
    pnpm_10
    cafsModulesHook
    makeWrapper
  ];

  buildPhase = ''
    runHook preBuild
    pnpm run build
    runHook postBuild
  '';

  # The bundle has what it needs of node_modules.
  installPhase = ''
    runHook preInstall
    install -Dm644 dist/main.js $out/lib/app/main.js
    makeWrapper ${nodejs}/bin/node $out/bin/app --add-flags $out/lib/app/main.js
    runHook postInstall
  '';
}
