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
    list == [ "any" ]
    || value == null
    || (!(elem "!${value}" list) && (all isNot list || elem value list));

  # As Node names them.
  known = {
    os = [ "aix" "android" "darwin" "freebsd" "linux" "netbsd" "openbsd" "openharmony" "sunos" "win32" ];
    cpu = [ "arm" "arm64" "ia32" "loong64" "mips" "mips64el" "mipsel" "ppc" "ppc64" "riscv64" "s390" "s390x" "wasm32" "x64" ];
    libc = [ "glibc" "musl" null ];
  };
  isKnown =
    platform: elem platform.os known.os && elem platform.cpu known.cpu && elem platform.libc known.libc;
in
rec {
  isFor =
    platform: package:
    admits platform.os package.os
    && admits platform.cpu package.cpu
    && admits (platform.libc or null) package.libc;

  # "linux-x64-glibc", a Nix system, or a platform as it is.
  parse =
    platform:
    let
      found = match "([a-z0-9]+)-([a-z0-9]+)(-([a-z]+))?" platform;
      named = {
        os = elemAt found 0;
        cpu = elemAt found 1;
        libc = elemAt found 3;
      };
    in
    if builtins.isAttrs platform then
      platform
    else if found != null && isKnown named then
      named
    else if isKnown (ofSystem platform) then
      ofSystem platform
    else
      throw "not a platform, like linux-x64-glibc or a Nix system: ${platform}";

  # The platform that a Nix system runs, with glibc where that is Linux.
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
