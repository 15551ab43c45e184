# What most packages of a lockfile begin with, as pnpm writes it: resolution, engines, cpu, os and libc, in this order
# and on a line each. What takes time is how often regular expressions go over the text: one takes all of it.
let
  inherit (builtins) elemAt;
  # That of sha512 is counted, which takes less time than to look for its end.
  integrity = "sha512-[^,}\n]{88}|sha[^5,}\n][^,}\n]*";
  line = field: "(\n    ${field}: [^\n]*)?";
  platforms = "${line "cpu"}${line "os"}${line "libc"}";
in
rec {
  # To follow the line of a member's key, after three groups.
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
