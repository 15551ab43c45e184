# cafs itself, and with it the library that builds stores by it: cafs.mkPnpmStore { lockfile = ./pnpm-lock.yaml; }.
# The path of the executable is part of every fragment's path. So only sources of the executable count: a change of a
# test or a page of documentation builds no package again.
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
  # What an archive of libarchive needs; the tests need zlib, too.
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
      # What runs in builds is made for the machine that builds.
      cafs = "${if isCross then buildPackages.cafs else finalAttrs.finalPackage}/bin/cafs";
      inherit (stdenv.buildPlatform) system;
      target = stdenv.hostPlatform.system;
      curl = "${buildPackages.curl}/bin/curl";
      certificates = "${buildPackages.cacert}/etc/ssl/certs/ca-bundle.crt";
      # Scripts of packages run on the machine that builds, and so make nothing for another.
      ${if isCross then null else "stdenv"} = buildPackages.stdenv;
      ${if isCross then null else "nodejs"} = buildPackages.nodejs;
      ${if isCross then null else "python3"} = buildPackages.python3;
    }
    // {
      # The same with the tests, which have to be built with what they test.
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
