# A stand-in for nixpkgs: the little of it that this project's flake, hook and templates use, on what the test has put
# beside this file: tools (bash and busybox, static), libraries (of node and native modules), node, node-24, pnpm-9 to
# pnpm-12, and prebuilt, the executables that pkgsStatic "builds".
{ system ? builtins.currentSystem }:
let
  lib = {
    cleanSource = source: source;
    optionals = condition: list: if condition then list else [ ];
    cmakeBool = name: value: "-D${name}=${if value then "ON" else "OFF"}";
    genAttrs =
      names: value:
      builtins.listToAttrs (
        map (name: {
          inherit name;
          value = value name;
        }) names
      );
    fileset = {
      unions = files: map (file: assert builtins.pathExists file; file) files;
      toSource = { root, fileset }: builtins.deepSeq fileset (builtins.path { path = root + "/cafs"; });
    };
    licenses.mit = "MIT";
    platforms = {
      linux = [ system ];
      darwin = [ ];
    };
  };

  bash = "${./tools}/bin/bash";
  hasToolchain = builtins.pathExists ./cc;
  tools = ./tools;

  run =
    name: attributes: script:
    derivation (
      {
        inherit name system tools;
        builder = bash;
        args = [
          "-euc"
          "export PATH=$tools/bin; ${script}"
        ];
      }
      // attributes
    );

  # mkDerivation, with the result of `build` for the attributes.
  mkDerivationBy =
    build: argument:
    let
      given = if builtins.isFunction argument then argument final else argument;
      final = given // {
        finalPackage = package;
      };
      package =
        build (removeAttrs given [
          "passthru"
          "meta"
        ])
        // (given.passthru or { })
        // {
          overrideAttrs =
            change: mkDerivationBy build (self: given // change given);
        };
    in
    package;

  nameOf = attributes: attributes.name or "${attributes.pname}-${attributes.version}";

  platform = rec {
    inherit system;
    isDarwin = builtins.match ".*-darwin" system != null;
    node = {
      arch = if builtins.match "aarch64-.*" system == null then "x64" else "arm64";
      platform = if isDarwin then "darwin" else "linux";
    };
  };

  stdenv = {
    shell = bash;
    hostPlatform = platform;
    buildPlatform = platform;
    targetPlatform = platform;
    mkDerivation = mkDerivationBy (
      attributes:
      derivation (
        {
          inherit system tools;
          libraries = ./libraries;
          ${if hasToolchain then "cc" else null} = ./cc;
          builder = bash;
          args = [ ./stdenv.sh ];
        }
        // attributes
        // {
          name = nameOf attributes;
        }
      )
    );
  };

  staticStdenv = stdenv // {
    hostPlatform = platform // {
      isStatic = true;
    };
    mkDerivation = mkDerivationBy (
      attributes:
      run (nameOf attributes) {
        prebuilt = ./prebuilt;
      } "mkdir -p $out/bin; cp $prebuilt/* $out/bin"
    );
  };

  libraries = lib.genAttrs [
    "boost"
    "bzip2"
    "cli11"
    "cmake"
    "doctest"
    "fmt"
    "libarchive"
    "libdeflate"
    "libyaml"
    "ninja"
    "nixfmt-tree"
    "openssl"
    "simdjson"
    "sqlite"
    "xz"
    "zlib"
    "zstd"
  ] (name: run name { } "mkdir $out");

  # Depends on the libraries, which its program needs.
  nodeOf = node: run "nodejs" {
    inherit node;
    libraries = ./libraries;
  } "mkdir -p $out/bin; ln -s $node/bin/node $out/bin/node; echo $libraries >$out/libraries";

  # With headers and node-gyp.
  wholeNode = run "nodejs" {
    node = ./node;
    headers = ./headers;
    libraries = ./libraries;
  } "mkdir -p $out/bin; ln -s $node/bin/node $out/bin/node; ln -s $headers/include $headers/lib $out/; echo $libraries >$out/libraries";

  pnpmOf =
    command:
    run "pnpm" { inherit bash command; } ''
      mkdir -p $out/bin
      printf '#!%s\nexec %s "$@"\n' $bash "$command" >$out/bin/pnpm
      chmod +x $out/bin/pnpm
    '';

  base =
    pkgs:
    libraries
    // {
      inherit lib stdenv;
      buildPackages = pkgs;

      callPackage =
        function: arguments:
        let
          called = if builtins.isFunction function then function else import function;
        in
        called (builtins.intersectAttrs (builtins.functionArgs called) pkgs // arguments)
        // {
          override = more: pkgs.callPackage function (arguments // more);
        };

      writeText = name: text: run name { inherit text; } "printf %s \"$text\" >$out";

      writeShellScript =
        name: text: run name { inherit bash text; } "printf '#!%s\n%s' $bash \"$text\" >$out; chmod +x $out";

      makeSetupHook =
        { name, substitutions }:
        script:
        let
          sed = builtins.concatStringsSep ";" (
            builtins.attrValues (builtins.mapAttrs (key: value: "s|@${key}@|${value}|g") substitutions)
          );
        in
        run name { inherit script sed; } "mkdir -p $out/nix-support; sed \"$sed\" $script >$out/nix-support/setup-hook";

      mkShell = given: stdenv.mkDerivation (given // { name = "shell"; packages = toString given.packages; });

      makeWrapper = run "make-wrapper" { script = ./make-wrapper.sh; inherit bash; } ''
        mkdir -p $out/nix-support; sed "s|@bash@|$bash|" $script >$out/nix-support/setup-hook
      '';

      nodejs = if hasToolchain then wholeNode else nodeOf ./node;
      python3 = run "python3" {
        ${if hasToolchain then "python" else null} = ./python;
      } "mkdir -p $out/bin; ln -s \${python-/none}/usr/bin/python3 $out/bin/python3";
      nodejs_24 = nodeOf ./node-24;

      pnpm_9 = pnpmOf "${pkgs.nodejs}/bin/node ${./pnpm-9}/bin/pnpm.cjs";
      pnpm_10 = pnpmOf "${pkgs.nodejs}/bin/node ${./pnpm-10}/bin/pnpm.cjs";
      pnpm_11 = pnpmOf "${pkgs.nodejs_24}/bin/node ${./pnpm-11}/bin/pnpm.mjs";
      pnpm_12 = pnpmOf "${./pnpm-12}/pnpm";

      pkgsStatic = base pkgs.pkgsStatic // {
        stdenv = staticStdenv;
        buildPackages = pkgs;
      };
    };

  withOverlays =
    overlays:
    let
      all = builtins.foldl' (before: overlay: before // overlay all before) (base all) overlays // {
        extend = overlay: withOverlays (overlays ++ [ overlay ]);
      };
    in
    all;
in
withOverlays [ ]
