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
    list == [ ]
    || value == null
    || (
      !(elem "!${value}" list)
      && (all isNot list || elem value list || elem "any" list)
    );
in
rec {
  isFor =
    platform: package:
    admits platform.os package.os
    && admits platform.cpu package.cpu
    && admits (platform.libc or null) package.libc;

  # "linux-x64-glibc", or a platform as it is.
  parse =
    platform:
    let
      found = match "([a-z0-9]+)-([a-z0-9]+)(-([a-z]+))?" platform;
    in
    if builtins.isAttrs platform then
      platform
    else if found == null then
      throw "not a platform, like linux-x64-glibc: ${platform}"
    else
      {
        os = elemAt found 0;
        cpu = elemAt found 1;
        libc = elemAt found 3;
      };

  # The platform that a Nix system runs, with glibc where that is Linux.
  ofSystem =
    system:
    let
      found = match "([a-z0-9_]+)-([a-z]+)" system;
      cpu = elemAt found 0;
      os = elemAt found 1;
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
