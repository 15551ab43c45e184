# Reads a pnpm-lock.yaml (lockfileVersion 9.0, pnpm 9 to 12) by pure evaluation. pnpm writes one canonical
# form, and this reads that form only; anything else is an error that names where it is, and the packages are
# counted against the number of resolutions, so that none is lost in silence.
#
#   readLockfile "name of the file, for errors" (builtins.readFile ./pnpm-lock.yaml)
#
# gives { packages = { KEY = { resolution; os; cpu; libc; optional; id; }; … }; integrityTarget; }, KEY as in the lockfile.
# `resolution` is an attribute set of strings; os, cpu and libc are lists, empty where there is none; `optional`
# tells whether only optional dependencies want the package.
let
  text = import ./text.nix;
  inherit (builtins)
    all
    attrNames
    elemAt
    filter
    foldl'
    groupBy
    head
    isList
    length
    listToAttrs
    mapAttrs
    match
    replaceStrings
    split
    stringLength
    substring
    ;
  inherit (text)
    hasPrefix
    sections
    splitBy
    toAttrs
    trim
    unquote
    ;
in
name: content:
let
  fail = what: throw "${name}: ${what}";

  # The documents of the file, each by its keys without indentation: { packages = "…"; snapshots = "…"; … }. pnpm 11
  # and later put what the configuration needs into one of its own.
  documents = map (document: toAttrs (sections "\n([a-zA-Z]+):" "\n${document}").list) (
    splitBy "\n---\n" (text.removePrefix "---\n" (replaceStrings [ "\r\n" ] [ "\n" ] content))
  );

  # What a map without members has in place of them.
  isEmpty = text: builtins.elem (trim text) [ "" "{}" ];

  # A key of more than 1024 characters is written as `? KEY`, and its value on the next line after a colon.
  withPlainKeys =
    body:
    let
      parts = split "\n  [?] ([^\n]+)\n  : ?" body;
    in
    if length parts == 1 then
      body
    else
      builtins.concatStringsSep "" (
        map (part: if isList part then "\n  ${head part}:\n    " else part) parts
      );

  # The members of a map that is indented by two: [ { head = KEY; body; } ].
  members =
    what: body:
    let
      found = sections "\n  ('[^\n]+'|\"[^\n]+\"|[^ '\"\n][^\n]*):( [{][}])?\n" (withPlainKeys body + "\n");
    in
    if !(isEmpty found.before) then
      fail "${what}: cannot read ‘${short found.before}’"
    else
      map (part: part // { head = unquote part.head; }) found.list;

  # { FIELD = "value"; … } of a member, whose fields are indented by four.
  fieldsOf =
    key: body:
    let
      found = sections "\n    ([a-zA-Z]+):" ("\n" + body);
    in
    if !(isEmpty found.before) then
      fail "${key}: cannot read ‘${short found.before}’"
    else
      toAttrs found.list;

  short =
    value:
    let
      line = head (splitBy "\n" (trim value));
    in
    if stringLength line > 60 then substring 0 60 line + "…" else line;

  # { integrity = "…"; … } of `{integrity: …, tarball: …}` or of lines below the field.
  mapOf =
    key: value:
    let
      line = match " [{](.*)[}]\n*" value;
      found = sections "\n      ([a-zA-Z]+):" value;
      pairs =
        if line != null then
          inlinePairs (elemAt line 0)
        else
          map (part: {
            name = part.head;
            value = unquote (trim part.body);
          }) found.list;
    in
    if line == null && trim found.before != "" || pairs == [ ] then
      fail "${key}: cannot read ‘${short value}’"
    else
      listToAttrs pairs;

  inlinePairs =
    line:
    let
      parts = split "(, |^)([a-zA-Z]+): " line;
    in
    builtins.genList (i: {
      name = elemAt (elemAt parts (2 * i + 1)) 1;
      value = unquote (elemAt parts (2 * i + 2));
    }) (length parts / 2);

  # [ "linux" "!win32" ] of `[linux, '!win32']`, of one name, or of lines below the field.
  listOf =
    key: value:
    let
      inline = match " [[](.*)[]]\n*" value;
      one = match " ([^ \n]+)\n*" value;
      lines = sections "\n      - ([^\n]+)" value;
    in
    if inline != null then
      map unquote (filter (item: item != "") (splitBy ", " (elemAt inline 0)))
    else if one != null then
      [ (unquote (elemAt one 0)) ]
    else if trim lines.before == "" && lines.list != [ ] then
      map (part: unquote part.head) lines.list
    else
      fail "${key}: cannot read ‘${short value}’";

  # The package of a snapshot `name@1.0.0(peer@2.0.0)`: the key without what is in parentheses at its end. (A path or
  # URL may have parentheses of its own.)
  packageKey =
    packages: key:
    let
      parts = splitBy "[(]" key;
      starts = builtins.genList (n: builtins.concatStringsSep "(" (take (n + 1) parts)) (length parts);
      found = filter (start: packages ? ${start}) starts;
    in
    if packages ? ${key} then
      key
    else if found == [ ] then
      fail "${short key}: is among the snapshots, but not among the packages"
    else
      head found;

  take = count: list: builtins.genList (elemAt list) count;

  # What snapshots say of each package: { KEY = { optional; id; }; … }. Most are never asked for more than being there,
  # and a lockfile seldom has an id.
  snapshotsOf =
    packages: section:
    let
      byKey = groupBy (snapshot: packageKey packages snapshot.head) (members "snapshots" section);
      hasIds = length (split "\n    id: " section) > 1;
    in
    mapAttrs (
      key: snapshots:
      let
        fields = map (snapshot: fieldsOf key snapshot.body) snapshots;
        ids = if hasIds then filter (field: field ? id) fields else [ ];
      in
      {
        optional = all (field: trim (field.optional or "") == "true") fields;
        id = if ids == [ ] then null else unquote (trim (head ids).id);
      }
    ) byKey;

  packageOf =
    snapshots: key: body:
    let
      fields = fieldsOf key body;
      snapshot = snapshots.${key} or (fail "${key}: is not among the snapshots");
      list = field: if fields ? ${field} then listOf key fields.${field} else [ ];
    in
    {
      resolution = mapOf key (fields.resolution or (fail "${key}: has no resolution"));
      os = list "os";
      cpu = list "cpu";
      libc = list "libc";
      inherit (snapshot) optional id;
    };

  packagesOf =
    parts:
    let
      version = unquote (trim (parts.lockfileVersion or ""));
      snapshots = snapshotsOf packages (parts.snapshots or "");
      found = members "packages" (parts.packages or "");
      resolutions = length (filter isList (split "\n    resolution:" (parts.packages or "")));
      packages = listToAttrs (
        map (part: {
          name = part.head;
          value = packageOf snapshots part.head part.body;
        }) found
      );
    in
    if version == "" then
      fail "has no lockfileVersion: is it a pnpm-lock.yaml?"
    else if version != "9.0" then
      fail "lockfileVersion ${version} is not supported: want 9.0, as pnpm 9 to 12 write it"
    else if length found != resolutions || length (attrNames packages) != resolutions then
      fail "has ${toString resolutions} resolutions, but ${toString (length (attrNames packages))} packages could be read"
    else if found == [ ] && snapshots != { } then
      fail "has snapshots, but no packages: it is cut off"
    else if !(parts ? importers) then
      fail "has no importers: it is cut off"
    else
      packages;

  integrityTargetOf =
    settings: otherwise:
    let
      told = match ".*\n  integrityTarget: ([a-z]+)\n.*" settings;
    in
    if told == null then otherwise else head told;
in
{
  packages = foldl' (all': document: all' // packagesOf document) { } documents;

  # What integrities are of: "tgz", or "tar", as pnpm 12 may be told.
  integrityTarget = foldl' (
    target: document: integrityTargetOf (document.settings or "") target
  ) "tgz" documents;
}
