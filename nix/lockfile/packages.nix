# The packages of a document of a lockfile: [ { key; resolution; os; cpu; libc; } … ]. What takes time is how often regular
# expressions go over the text: one takes all that most packages have.
{ fail, yaml }:
section:
let
  inherit (builtins)
    all
    concatStringsSep
    elemAt
    filter
    length
    ;
  inherit (import ../text.nix) countOf hasPrefix unquote;

  # As pnpm writes them: resolution, engines, cpu, os and libc, in this order and on a line each.
  line = field: "(\n    ${field}:( [^\n]*))?";
  usual = "(    resolution: [{]integrity: ([^,}\n]+)[}]${line "engines"}${line "cpu"}${line "os"}${line "libc"})?";
  groupOf = {
    lines = 2;
    integrity = 3;
    cpu = 7;
    os = 9;
    libc = 11;
  };
  found = yaml.membersWith usual "packages" section;

  taken = part: name: elemAt part.groups groupOf.${name};
  listOf = key: value: if value == null then [ ] else yaml.listOf key value;

  byUsual = part: {
    key = part.head;
    resolution.integrity = unquote (taken part "integrity");
    cpu = listOf part.head (taken part "cpu");
    os = listOf part.head (taken part "os");
    libc = listOf part.head (taken part "libc");
  };

  byFields =
    part:
    let
      lines = taken part "lines";
      fields = yaml.fieldsOf part.head ((if lines == null then "" else lines) + part.body);
      resolution = fields.resolution or (fail "${part.head}: has no resolution");
    in
    {
      key = part.head;
      resolution = yaml.mapOf part.head resolution;
      cpu = listOf part.head (fields.cpu or null);
      os = listOf part.head (fields.os or null);
      libc = listOf part.head (fields.libc or null);
    };

  isUsual = part: taken part "lines" != null && (part.body == "" || hasPrefix "\n" part.body);
  usualParts = filter isUsual found;

  # Whether these fields are nowhere else in a package that has the usual lines.
  rest = concatStringsSep "" (map (part: part.body) usualParts);
  isAllTaken = all (field: countOf "\n    ${field}:" rest == 0) [
    "cpu"
    "os"
    "libc"
  ];

  resolutions = countOf "\n    resolution:" section;
in
if length found == resolutions then
  map (part: if isAllTaken && isUsual part then byUsual part else byFields part) found
else
  fail "has ${toString resolutions} resolutions, but ${toString (length found)} packages could be read"
