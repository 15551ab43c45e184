# The documents of a lockfile, each by its keys without indentation: { documents = [ { packages = "…"; snapshots = "…"; … }
# … ]; hasIds; }. pnpm 11 and later put what the configuration needs into one of its own. hasIds: whether a snapshot says
# what the package is called in a store.
content:
let
  inherit (builtins)
    any
    concatStringsSep
    elemAt
    filter
    foldl'
    genList
    head
    isList
    length
    replaceStrings
    split
    substring
    ;
  text = import ../text.nix;

  # As on Windows, if the first line is.
  isCrlf = text.countOf "\r\n" (substring 0 80 content) > 0;
  lines = "\n" + (if isCrlf then replaceStrings [ "\r\n" ] [ "\n" ] content else content);

  # A key of more than 1024 characters is written as `? KEY`, and its value on the next line after a colon.
  withPlainKeys = concatStringsSep "" (
    map (part: if isList part then "\n  ${head part}:\n    " else part) (
      split "\n  [?] ([^\n]+)\n  : ?" lines
    )
  );

  # To go over the text takes time, so what is rare is looked for at the same time as the keys.
  found = split "\n(---|[a-zA-Z]+:|  [?] |    id: )" lines;
  has = mark: any (part: isList part && head part == mark) found;
  hasIds = has "    id: ";
  hasLongKeys = has "  ? ";
  parts =
    if hasIds || hasLongKeys then
      split "\n(---|[a-zA-Z]+:)" (if hasLongKeys then withPlainKeys else lines)
    else
      found;

  sections = genList (i: {
    key = head (elemAt parts (2 * i + 1));
    body = elemAt parts (2 * i + 2);
  }) (length parts / 2);

  withSection =
    { done, open }:
    { key, body }:
    if key == "---" then
      {
        done = done ++ [ open ];
        open = { };
      }
    else
      {
        inherit done;
        open = open // {
          ${replaceStrings [ ":" ] [ "" ] key} = body;
        };
      };
  all = foldl' withSection {
    done = [ ];
    open = { };
  } sections;
in
{
  inherit hasIds;
  documents = filter (document: document != { }) all.done ++ [ all.open ];
}
