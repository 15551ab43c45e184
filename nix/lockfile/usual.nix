# The lines that most packages of a lockfile begin with, as pnpm writes them: resolution, engines, cpu, os and libc, in
# this order and on a line each. Each pass of a regular expression over the text takes time, so one matches all of them.
let
  inherit (builtins) elemAt;
  # The 88 characters of a sha512 are counted, which takes less time than a search for the end.
  integrity = "sha512-[^,}\n]{88}|sha[^5,}\n][^,}\n]*";
  line = field: "(\n    ${field}: [^\n]*)?";
  platforms = "${line "cpu"}${line "os"}${line "libc"}";
in
rec {
  # Follows the pattern for the line of a member's key, which has three groups.
  pattern = "(    resolution: [{]integrity: (${integrity})[}]${line "engines"}(${platforms}))?";

  groups = {
    lines = 3;
    integrity = 4;
    limits = 6; # cpu, os and libc
  };

  # What the pattern matched, or "".
  linesOf =
    matched:
    let
      lines = elemAt matched groups.lines;
    in
    if lines == null then "" else lines;
}
