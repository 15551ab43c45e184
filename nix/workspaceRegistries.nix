# The registries that a pnpm-workspace.yaml names, as pnpm 11 and 12 read it: { registries; serverTypes; }.
#
# registries   { default = URL; "@scope" = URL; "name:" = URL; … }, the last for a registry with a name. No URL is
# checked. serverTypes  { URL = TYPE; … }
#
# Only the settings registry, registries and namedRegistries are read, and only where each entry has a line of its own.
# Any other form of them is an error.
content:
let
  inherit (builtins)
    all
    concatMap
    elem
    elemAt
    filter
    foldl'
    genList
    head
    listToAttrs
    map
    mapAttrs
    match
    stringLength
    tail
    ;
  text = import ./text.nix;
  inherit (text) splitBy;

  fail =
    written:
    throw (
      "pnpm-workspace.yaml: cannot read ‘${withoutSpace written}’ among the registries: "
      + "give `registry` and `registries` as arguments"
    );

  withoutSpace = written: elemAt (match "[ \t]*((.*[^ \t])?)[ \t]*" written) 0;
  withoutComment = line: head (splitBy "(^|[ \t])#" line);
  indentOf = line: stringLength (head (match "( *).*" line));
  isItem = line: match " *- .*" line != null;

  pair = name: value: { inherit name value; };
  toSet = valueOf: entries: listToAttrs (map (entry: pair entry.key (valueOf entry)) entries);

  # A scalar in quotes or plain: its text is one of three groups, after the group of the whole.
  scalar = "(\"([^\"\\]*)\"|'([^']*)'|([^][{}&*!|>'\"%@`#?:, -][^ ]*))";
  scalarIn = groups: head (filter (group: group != null) (genList (i: elemAt groups (i + 1)) 3));

  # A scalar on one line; null for nothing.
  scalarOf =
    written:
    let
      found = match " *${scalar} *" written;
    in
    if match " *" written != null then
      null
    else if found == null then
      fail written
    else
      scalarIn found;

  # The scalar of an entry.
  only = { value, below, ... }: if below == [ ] then scalarOf value else fail (head below);

  entryOf =
    line:
    let
      found = match " *${scalar}:( .*)?" line;
      value = elemAt found 4;
    in
    if found == null then
      fail line
    else
      {
        key = scalarIn found;
        value = if value == null then "" else withoutSpace value;
        below = [ ];
      };

  # The entries of a map, each with the lines below it: [ { key; value; below; } … ].
  entriesOf =
    lines:
    let
      indent = indentOf (head lines);
      isBelow = line: indentOf line > indent || indentOf line == indent && isItem line;
      withLine =
        { done, last }:
        line:
        if isBelow line then
          {
            inherit done;
            last = last // {
              below = last.below ++ [ line ];
            };
          }
        else if indentOf line < indent then
          fail line
        else
          {
            done = done ++ [ last ];
            last = entryOf line;
          };
      found = foldl' withLine {
        done = [ ];
        last = entryOf (head lines);
      } (tail lines);
    in
    if lines == [ ] then [ ] else found.done ++ [ found.last ];

  isEmpty =
    value:
    elem value [
      ""
      "{}"
    ];

  mapOf = { value, below, ... }: if isEmpty value then entriesOf below else fail value;

  # A list on one line, or an item on each line below.
  listOf =
    { value, below, ... }:
    let
      inline = match "[[](.*)[]]" value;
      items = if inline == null then map itemOf below else splitBy "," (head inline);
      itemOf = line: if isItem line then head (match " *- (.*)" line) else fail line;
    in
    if inline == null && value != "" then
      fail value
    else
      filter (item: item != null) (map scalarOf items);

  # The fields below the URL of a registry.
  declarationOf =
    entry:
    let
      fields = toSet (field: field) (mapOf entry);
      scalarAt = name: if fields ? ${name} then only fields.${name} else null;
    in
    {
      url = entry.key;
      serverType = scalarAt "serverType";
      prefix = scalarAt "prefix";
      scopes = if fields ? scopes then listOf fields.scopes else [ ];
    };

  routesOf =
    {
      url,
      prefix,
      scopes,
      ...
    }:
    map (scope: pair (if scope == "@" then "default" else scope) url) scopes
    ++ (if prefix == null then [ ] else [ (pair "${prefix}:" url) ]);

  typesOf =
    { url, serverType, ... }: if serverType == null then [ ] else [ (pair url serverType) ];

  # The three settings: { NAME = { value; below; }; … }.
  yaml = "\n" + builtins.replaceStrings [ "\r\n" ] [ "\n" ] (text.withoutMark content);
  found = text.sections "\n['\"]?(registry|registries|namedRegistries)['\"]?:" yaml;
  settingOf =
    body:
    let
      lines = map withoutComment (splitBy "\n" (head (splitBy "\n[^ \t\n#-]" body)));
    in
    {
      value = withoutSpace (head lines);
      below = filter (line: withoutSpace line != "") (tail lines);
    };
  settings = mapAttrs (name: settingOf) (text.toAttrs found.list);
  entriesAt = name: if settings ? ${name} then mapOf settings.${name} else [ ];

  registry = if settings ? registry then only settings.registry else null;
  named = map (entry: pair "${entry.key}:" (only entry)) (entriesAt "namedRegistries");
  # Either each entry is `scope: URL`, or each is a URL with fields below it.
  entries = entriesAt "registries";
  areScopes = all (entry: !(isEmpty entry.value)) entries;
  declarations = if areScopes then [ ] else map declarationOf entries;

  read = {
    registries =
      listToAttrs named
      // (if areScopes then toSet only entries else { })
      // listToAttrs (concatMap routesOf declarations)
      // (if registry == null then { } else { default = registry; });
    serverTypes = listToAttrs (concatMap typesOf declarations);
  };
  isOnOneLine = match "[ \n]*[{].*" yaml != null && text.countOf "egistr" yaml > 0;
in
if isOnOneLine then fail "{" else builtins.deepSeq read read
