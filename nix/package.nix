# cafs itself, and with it the library that builds stores by it: cafs.mkPnpmStore { lockfile = ./pnpm-lock.yaml; }.
# Every fragment's path depends on the path of the executable. So the source has only the files of the executable: a
# change of a test or a page of documentation builds no package again.
{
  lib,
  stdenv,
  buildPackages,
  cmake,
  ninja,
  boost,
  bzip2,
  cli11,
  doctest,
  fmt,
  libarchive,
  libdeflate,
  libyaml,
  openssl,
  simdjson,
  sqlite,
  zstd,
  # A static archive of libarchive needs these; the tests need zlib, too.
  xz,
  zlib,
}:
let
  version = builtins.elemAt (builtins.match ".*project[(]cafs VERSION ([0-9.]+).*" (
    builtins.readFile ../CMakeLists.txt
  )) 0;
  isCross = stdenv.buildPlatform.system != stdenv.hostPlatform.system;
  isStatic = stdenv.hostPlatform.isStatic or false;

  sourcesWith =
    more:
    lib.fileset.toSource {
      root = ../.;
      fileset = lib.fileset.unions (
        [
          ../CMakeLists.txt
          ../CMakePresets.json
          ../cafs
          ../cmake
          ../tools
        ]
        ++ more
      );
    };
  cmakeFlagsWith = testing: [
    (lib.cmakeBool "CAFS_STATIC" isStatic)
    (lib.cmakeBool "BUILD_TESTING" testing)
  ];
in
stdenv.mkDerivation (finalAttrs: {
  pname = "cafs";
  inherit version;

  src = sourcesWith [ ];

  strictDeps = true;
  nativeBuildInputs = [
    cmake
    ninja
  ];
  buildInputs = [
    boost
    bzip2
    cli11
    fmt
    libarchive
    libdeflate
    libyaml
    openssl
    simdjson
    sqlite
    zstd
  ]
  ++ lib.optionals isStatic [
    xz
    zlib
  ];
  cmakeFlags = cmakeFlagsWith false;

  passthru =
    import ./. {
      # The cafs that runs in builds is the one for the machine that builds.
      cafs = "${if isCross then buildPackages.cafs else finalAttrs.finalPackage}/bin/cafs";
      inherit (stdenv.buildPlatform) system;
      target = stdenv.hostPlatform.system;
      curl = "${buildPackages.curl}/bin/curl";
      certificates = "${buildPackages.cacert}/etc/ssl/certs/ca-bundle.crt";
      # The scripts of packages run on the machine that builds, so they cannot build for another one.
      ${if isCross then null else "stdenv"} = buildPackages.stdenv;
      ${if isCross then null else "nodejs"} = buildPackages.nodejs;
      ${if isCross then null else "python3"} = buildPackages.python3;
    }
    // {
      # The package with its tests, which have to be built together with the code that they test.
      tests.unit = finalAttrs.finalPackage.overrideAttrs (previous: {
        pname = "cafs-tests";
        src = sourcesWith [
          ../COMPATIBILITY.md
          ../tests
        ];
        buildInputs = previous.buildInputs ++ [
          doctest
          zlib
        ];
        cmakeFlags = cmakeFlagsWith true;
        doCheck = true;
        checkPhase = "./tests/cafs_tests && ./tests/cafs_thread_tests && ./tests/cafs_golden_test";
      });
    };

  meta = {
    description = "Native assembler of pnpm stores";
    license = lib.licenses.mit;
    mainProgram = "cafs";
    platforms = lib.platforms.linux ++ lib.platforms.darwin;
  };
})
