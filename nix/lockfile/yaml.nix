# The form in which pnpm writes YAML, and that form only: maps indented by two, then four and six, each entry on a line
# or below it. Anything else is an error by `fail`, which names where it is.
fail:
let
  text = import ../text.nix;
  inherit (builtins)
    concatMap
    elem
    elemAt
    filter
    genList
    head
    isList
    isString
    length
    listToAttrs
    match
    split
    stringLength
    substring
    ;
  inherit (text)
    sections
    splitBy
    toAttrs
    trim
    unquote
    ;

  # What a map without members has in place of them.
  isEmpty = text: elem (trim text) [ "" "{}" ];

  short =
    value:
    let
      line = head (splitBy "\n" (trim value));
    in
    if stringLength line > 60 then substring 0 60 line + "…" else line;

  cannotRead =
    key: value:
    fail "${key}: cannot read ‘${short value}’: want the form in which pnpm writes it, without comments (`pnpm install --lockfile-only --fix-lockfile` writes it again; keep formatters away from it)";

  # A scalar on one line, plain or in quotes, and no comment behind it.
  scalar =
    key: value:
    let
      written = trim value;
      first = substring 0 1 written;
      isOne =
        if first == "'" then
          match "'([^']|'')*'" written != null
        else if first == "\"" then
          match "\"([^\"\\]|\\\\[\"\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*\"" written != null
        else
          match "(.*[ \t])?#.*" written == null;
    in
    if isOne then unquote written else cannotRead key value;

  inlinePairs =
    key: line:
    let
      parts = split "(, |^)([a-zA-Z]+): " line;
    in
    genList (i: {
      name = elemAt (elemAt parts (2 * i + 1)) 1;
      value = scalar key (elemAt parts (2 * i + 2));
    }) (length parts / 2);

  # A name of a package as a key.
  aName = "('[^'\n]+'|\"[^\"\n]+\"|[^ '\":\n][^:\n]*)";

  # What the matches of a pattern with two groups name, between which there may be nothing: [ { name; version; } … ].
  versionsBy =
    pattern: key: body:
    let
      parts = split pattern body;
      rest = filter (part: isString part && !(isEmpty part)) parts;
      versionOf = part: {
        name = unquote (elemAt part 0);
        version = scalar key (elemAt part 1);
      };
    in
    if rest == [ ] then map versionOf (filter isList parts) else cannotRead key (head rest);
in
rec {
  inherit
    cannotRead
    isEmpty
    scalar
    short
    ;

  # A key of a map, in a group.
  aKey = "('[^\n]+'|\"[^\n]+\"|[^ '\"\n][^\n]*)";

  # { FIELD = "value"; … } of a member, whose fields are indented by four.
  fieldsOf =
    key: body:
    let
      found = sections "\n    ([a-zA-Z]+):" ("\n" + body);
    in
    if isEmpty found.before then toAttrs found.list else cannotRead key found.before;

  # { integrity = "…"; … } of `{integrity: …, tarball: …}` or of lines below the field.
  mapOf =
    key: value:
    let
      line = match " [{](.*)[}]\n*" value;
      found = sections "\n      ([a-zA-Z]+):" value;
      pairs =
        if line != null then
          inlinePairs key (elemAt line 0)
        else
          map (part: {
            name = part.head;
            value = scalar key part.body;
          }) found.list;
    in
    if line == null && trim found.before != "" || pairs == [ ] then
      cannotRead key value
    else
      listToAttrs pairs;

  # [ "linux" "!win32" ] of `[linux, '!win32']`, of one name, or of lines below the field.
  listOf =
    key: value:
    let
      inline = match " [[](.*)[]]\n*" value;
      one = match " ([^ \n]+)\n*" value;
      lines = sections "\n      - ([^\n]+)" value;
    in
    if inline != null then
      map (scalar key) (filter (item: item != "") (splitBy ", " (elemAt inline 0)))
    else if one != null then
      [ (scalar key (elemAt one 0)) ]
    else if trim lines.before == "" && lines.list != [ ] then
      map (part: scalar key part.head) lines.list
    else
      cannotRead key value;

  # [ { name; version; } … ] of some of the fields, which have lines `NAME: VERSION`.
  versionsOf =
    names: key: fields:
    concatMap (
      name: if fields ? ${name} then versionsBy "\n      ${aName}: ([^\n]+)" key fields.${name} else [ ]
    ) names;

  # The same where the version is below a name, after what was asked for.
  specifiedVersionsOf =
    names: key: fields:
    concatMap (
      name:
      if fields ? ${name} then
        versionsBy "\n      ${aName}:\n        specifier: [^\n]+\n        version: ([^\n]+)" key fields.${name}
      else
        [ ]
    ) names;
}
