# Which packages pnpm wants on a platform { os; cpu; libc; }, named as Node names them; libc may be left out.
let
  inherit (builtins)
    all
    elem
    match
    elemAt
    ;
  isNot = name: builtins.substring 0 1 name == "!";

  # pnpm's rule for one of the lists os, cpu and libc.
  admits =
    value: list:
    value == null
    || list == [ ]
    || list == [ "any" ]
    || (!(elem "!${value}" list) && (all isNot list || elem value list));

  # The names that Node has for them.
  known = {
    os = [ "aix" "android" "darwin" "freebsd" "linux" "netbsd" "openbsd" "openharmony" "sunos" "win32" ];
    cpu = [
      "arm" "arm64" "ia32" "loong64" "mips" "mips64el" "mipsel" "ppc" "ppc64" "riscv64" "s390" "s390x" "wasm32" "x64"
    ];
    libc = [ "glibc" "musl" null ];
  };
  isKnown =
    platform:
    elem platform.os known.os && elem platform.cpu known.cpu && elem (platform.libc or null) known.libc;
in
rec {
  # The first variant of a runtime that is for a platform, by the rule of pnpm 11 and 12: a variant names its libc only
  # if that is not glibc.
  variantFor =
    id: variants: platform:
    let
      libc = platform.libc or null;
      stated = if libc == "glibc" then null else libc;
      isFor =
        target: target.os or "" == platform.os && target.cpu or "" == platform.cpu && target.libc or null == stated;
      found = builtins.filter (variant: builtins.any isFor variant.targets) variants;
      targets = builtins.concatMap (variant: map nameOf variant.targets) variants;
    in
    if found == [ ] then
      throw (
        "pnpm-lock.yaml: ${id} has no archive for ${nameOf platform}, "
        + "only for ${builtins.concatStringsSep ", " targets}"
      )
    else
      builtins.head found;

  # "linux-x64-musl", or without a libc
  nameOf =
    platform:
    let
      libc = platform.libc or null;
    in
    "${platform.os or ""}-${platform.cpu or ""}" + (if libc == null then "" else "-${libc}");

  isFor =
    platform: package:
    admits platform.os package.os
    && admits platform.cpu package.cpu
    && admits (platform.libc or null) package.libc;

  # The platform that "linux-x64-glibc", a Nix system, or a set { os; cpu; libc; } stands for; null for anything else.
  parse =
    platform:
    if builtins.isAttrs platform then
      (if isPlatform platform then platform else null)
    else if builtins.isString platform then
      named platform
    else
      null;

  # Whether a set has os, cpu and maybe libc, by names that Node has, and nothing else.
  isPlatform =
    platform:
    platform ? os
    && platform ? cpu
    &&
      removeAttrs platform [
        "os"
        "cpu"
        "libc"
      ] == { }
    && isKnown platform;

  named =
    name:
    let
      found = match "([a-z0-9]+)-([a-z0-9]+)(-([a-z]+))?" name;
      byNode = {
        os = elemAt found 0;
        cpu = elemAt found 1;
        libc = elemAt found 3;
      };
    in
    if found != null && isKnown byNode then
      byNode
    else if isKnown (ofSystem name) then
      ofSystem name
    else
      null;

  # Whether it has the form of a Nix system, and Node knows its operating system.
  isSystem =
    name: builtins.isString name && match "[a-z0-9_]+-[a-z]+" name != null && elem (ofSystem name).os known.os;

  # The platform of a Nix system; the libc of Linux is taken to be glibc.
  ofSystem =
    system:
    let
      found = match "([a-z0-9_]+)-([a-z]+)" system;
      cpu = if found == null then "" else elemAt found 0;
      os = if found == null then "" else elemAt found 1;
      cpus = {
        x86_64 = "x64";
        aarch64 = "arm64";
        i686 = "ia32";
        armv7l = "arm";
        armv6l = "arm";
        powerpc64le = "ppc64";
        riscv64 = "riscv64";
        s390x = "s390x";
        loongarch64 = "loong64";
      };
    in
    {
      inherit os;
      cpu = cpus.${cpu} or cpu;
      libc = if os == "linux" then "glibc" else null;
    };
}
