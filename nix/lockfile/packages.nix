# The packages of a document of a lockfile, from the members of its section (see ./sections.nix): [ { key; resolution;
# os; cpu; libc; } … ].
{ fail, yaml }:
found:
let
  inherit (builtins)
    concatStringsSep
    elemAt
    filter
    head
    length
    replaceStrings
    split
    ;
  inherit (import ../text.nix) countOf hasPrefix;
  usual = import ./usual.nix;

  withVariations = import ./variations.nix { inherit fail yaml; };

  packageOf = key: resolution: fields: {
    inherit key resolution;
    cpu = if fields ? cpu then yaml.listOf key fields.cpu else [ ];
    os = if fields ? os then yaml.listOf key fields.os else [ ];
    libc = if fields ? libc then yaml.listOf key fields.libc else [ ];
  };

  byUsual =
    { head, groups, ... }:
    let
      limits = elemAt groups usual.groups.limits;
    in
    packageOf head { integrity = elemAt groups usual.groups.integrity; } (
      if limits == "" then { } else yaml.fieldsOf head limits
    );

  byFields =
    { head, body, ... }:
    let
      fields = yaml.fieldsOf head body;
    in
    packageOf head (withVariations head (
      yaml.mapOf head (fields.resolution or (fail "${head}: has no resolution"))
    )) fields;

  hasUsual = part: elemAt part.groups usual.groups.lines != null;
  isUsual = part: hasUsual part && (part.rest == "" || hasPrefix "\n" part.rest);
  restOf = parts: concatStringsSep "" (map (part: part.rest) parts);

  # Whether packages that begin with the usual lines have none of these fields after them, in any spelling of the keys.
  usualRest = restOf (filter isUsual found);
  marks = map (start: "\n    ${start}") [
    "cpu"
    "os"
    "libc"
    "'"
    "\""
    "?"
    "!"
    "&"
    "*"
    "<"
  ];
  isAllTaken = replaceStrings marks (map (mark: "") marks) usualRest == usualRest;

  # The usual lines contain one resolution each. The text after any other key begins behind its line break.
  others = filter (part: !hasUsual part) found;
  rest = restOf (filter hasUsual found) + concatStringsSep "" (map (part: "\n" + part.rest) others);
  resolutions = length found - length others + countOf "\n    resolution:" rest;

  # A line that belongs to no package.
  stray = split "\n  ? ?([^ \n][^\n]*)" rest;
in
if countOf "\n  " rest != countOf "\n    " rest then
  yaml.cannotRead "packages" (if length stray > 1 then head (elemAt stray 1) else "a line of blanks")
else if length found == resolutions then
  map (part: if isAllTaken && isUsual part then byUsual part else byFields part) found
else
  fail "has ${toString resolutions} resolutions, but ${toString (length found)} packages could be read"
