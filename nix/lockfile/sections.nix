# The sections of a lockfile, which begin with a key without indentation, or with the line between two documents:
# { list = [ { key; text; members; } … ]; hasIds; }. The key of the latter is "---". The members are indented by two:
# [ { head = KEY; body; groups; rest; } … ]: `groups` has the parts of the usual lines at the beginning of the body (see
# ./usual.nix), `rest` is the text after those.
{ yaml, lines }:
let
  inherit (builtins)
    all
    concatStringsSep
    elemAt
    filter
    genList
    head
    isList
    length
    replaceStrings
    split
    substring
    tail
    ;
  inherit (import ../text.nix) countOf hasSuffix;
  usual = import ./usual.nix;

  # A key of more than 1024 characters is written as `? KEY`, and its value on the next line after a colon.
  withPlainKeys = concatStringsSep "" (
    map (part: if isList part then "\n  ${head part}:\n    " else part) (
      split "\n  [?] ([^\n]+)\n  : ?" lines
    )
  );

  # Marks begin with a line break, and the first line has none before it. (To copy the whole text with one takes time.)
  splitLines =
    pattern: lines:
    let
      parts = split pattern lines;
    in
    split pattern ("\n" + head parts) ++ tail parts;

  # The text up to the first mark, the groups of the mark, the text up to the next, … A pass over the text takes time,
  # so one pass looks for all marks: of sections, of their members, and of rare forms.
  section = "---|[a-zA-Z]+:";
  member = "  ${yaml.aKey}:( [{][}])?\n";
  found = splitLines "\n(${section}|${member}|  [?] |    id: )${usual.pattern}" lines;
  isSection = groups: substring 0 1 (head groups) != " ";

  # Whether this mark is of no rare form, and no mark was missed after a key's line, which has taken the line break
  # before that mark.
  isRight =
    i:
    let
      groups = elemAt found (2 * i + 1);
      start = substring 0 8 (elemAt found (2 * i + 2));
    in
    if elemAt groups 1 == null then
      isSection groups && elemAt groups usual.groups.lines == null
    else
      start == ""
      || substring 0 1 start == "\n"
      || substring 0 4 start == "    " && start != "    id: ";
  areRight = hasSuffix "\n" lines && all isRight (genList (i: i) (length found / 2));

  # Else the members are looked for in each section.
  parts =
    if areRight then
      found
    else
      splitLines "\n(${section})" (if countOf "\n  ? " lines > 0 then withPlainKeys else lines);
  markAt = i: elemAt parts (2 * i + 1);
  textAt = i: elemAt parts (2 * i + 2);
  count = length parts / 2;
  starts = filter (i: isSection (markAt i)) (genList (i: i) count);

  # `count` members from the member `first` on, out of such parts.
  membersOf =
    what: parts: first: count:
    let
      before = elemAt parts (2 * first);
      memberAt =
        i:
        let
          groups = elemAt parts (2 * (first + i) + 1);
          rest = elemAt parts (2 * (first + i) + 2);
        in
        {
          inherit groups rest;
          head = yaml.keyOf (elemAt groups 1);
          body = usual.linesOf groups + rest;
        };
    in
    if yaml.isEmpty before then genList memberAt count else yaml.cannotRead what before;

  sectionAt =
    n:
    let
      start = elemAt starts n;
      first = start + 1;
      end = if n + 1 < length starts then elemAt starts (n + 1) else count;
      withMark = i: "\n" + head (markAt i) + usual.linesOf (markAt i) + textAt i;
      key = replaceStrings [ ":" ] [ "" ] (head (markAt start));
      text = concatStringsSep "" ([ (textAt start) ] ++ genList (i: withMark (first + i)) (end - first));
      byText = split "\n(${member})${usual.pattern}" (text + "\n");
    in
    {
      inherit key text;
      members =
        if areRight then
          membersOf key parts first (end - first)
        else
          membersOf key byText 0 (length byText / 2);
    };
in
{
  list = genList sectionAt (length starts);
  hasIds = !areRight && countOf "\n    id: " lines > 0;
}
