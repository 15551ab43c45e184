# The form in which pnpm writes YAML, and that form only: maps indented by two, then four and six, each entry on a line
# or below it. Anything else is an error by `fail`, which names where it is.
fail:
let
  text = import ../text.nix;
  inherit (builtins)
    all
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
    hasSuffix
    sections
    splitBy
    trim
    unquote
    ;

  # Whether a map has no members.
  isEmpty = text: elem (trim text) [ "" "{}" ];

  short =
    value:
    let
      line = head (splitBy "\n" (trim value));
    in
    if stringLength line > 60 then substring 0 60 line + "…" else line;

  cannotRead =
    key: value:
    fail (
      "${key}: cannot read ‘${short value}’: want the form in which pnpm writes it, without comments "
      + "(`pnpm install --lockfile-only --fix-lockfile` writes it again; keep formatters away from it)"
    );

  isInQuotes = written: elem (substring 0 1 written) [ "'" "\"" ];

  # Whether it is text in quotes on one line. In double quotes the escapes of JSON may occur.
  isQuoted =
    written:
    if substring 0 1 written == "'" then
      match "'[^'\n\r\t]*'" written != null || match "'([^'\n\r\t]|'')*'" written != null
    else
      match "\"([] !#-[^-~]|\\\\[\"\\/bfnrt]|\\\\u${codePoint})*\"" written != null;

  # The four digits of a \u escape, but for NUL and for halves of surrogate pairs.
  codePoint =
    let
      digit = "[0-9a-fA-F]";
      other = "[1-9a-fA-F]";
    in
    "([1-9a-cefA-CEF]${digit}{3}|[dD][0-7]${digit}{2}|0${other}${digit}{2}|00${other}${digit}|000${other})";

  # Most plain scalars have neither blanks nor colons.
  isPlain =
    written:
    match "[^] \n\r\t[#&*!|>'\"%@`{},?:-][^ \n\r\t:]*" written != null
    || (
      match "([^] \n\r\t[#&*!|>'\"%@`{},?:-]|[?:-][^ \n\r\t])[^\n\r\t]*" written != null
      && match ".* #.*|.*: .*|.*:" written == null
    );

  isScalar =
    written: written == "" || (if isInQuotes written then isQuoted written else isPlain written);

  # A scalar on one line, plain or in quotes, without a comment behind it.
  scalar =
    key: value:
    let
      written = trim value;
    in
    if isScalar written then unquote written else cannotRead key value;

  # The same between braces or brackets.
  inlineScalar =
    key: value:
    if isInQuotes value || match "[^],{}[]*" value != null then scalar key value else cannotRead key value;

  # Whether a field is true. Text in quotes is refused, because pnpm would take any for true.
  flag =
    key: value:
    let
      written = trim value;
    in
    if elem written [ "true" "false" "" ] then written == "true" else cannotRead key value;

  # A field of a resolution.
  fieldBy =
    scalar: key: name: value:
    if name == "gitHosted" && flag key value then "true" else scalar key value;

  # A full regular expression for each key would take time. This checks only what a match of aKey does not rule out.
  isPlainKey =
    written:
    let
      start = substring 0 1 written;
      isMark = elem start [ "?" ":" "-" ] && elem (substring 1 1 written) [ "" " " "\t" ];
    in
    !(special ? ${start}) && !isMark && !hasSuffix " " written;

  # Characters that no plain scalar begins with.
  special = listToAttrs (
    map (name: { inherit name; value = true; }) [ "[" "]" "{" "}" "," "#" "&" "*" "!" "|" ">" "%" "@" "`" "'" "\"" ]
  );

  # The text of a key, as a match of aKey has it.
  keyOf =
    written:
    if (if isInQuotes written then isQuoted written else isPlainKey written) then
      unquote written
    else
      cannotRead "a key" written;

  inlinePairs =
    key: line:
    let
      parts = split "(, |^)([a-zA-Z]+): " line;
      pairAt =
        i:
        let
          name = elemAt (elemAt parts (2 * i + 1)) 1;
        in
        {
          inherit name;
          value = fieldBy inlineScalar key name (elemAt parts (2 * i + 2));
        };
    in
    if head parts == "" then genList pairAt (length parts / 2) else cannotRead key line;

  # A name of a package as a key.
  aName = "('[^'\n]+'|\"[^\"\n]+\"|[^ '\":\n][^:\n]*)";

  # The names and versions that a pattern with two groups matches: [ { name; version; } … ]. Text between the matches is
  # an error.
  versionsBy =
    pattern: key: body:
    let
      parts = split pattern body;
      rest = filter (part: isString part && !(isEmpty part)) parts;
      versionOf = part: {
        name = keyOf (elemAt part 0);
        version = scalar key (elemAt part 1);
      };
    in
    if rest == [ ] then map versionOf (filter isList parts) else cannotRead key (head rest);
in
rec {
  inherit
    cannotRead
    flag
    isEmpty
    keyOf
    scalar
    short
    ;

  # A key of a map, in a group.
  aKey = "('[^\n]+'|\"[^\n]+\"|[^ '\"\n][^\n]*)";

  # { FIELD = "value"; … } of a member, whose fields are indented by four. Any other line so indented is an error.
  fieldsOf =
    key: body:
    let
      parts = split "\n    (([a-zA-Z]+):|[^ \n])" ("\n" + body);
      markAt = i: elemAt parts (2 * i + 1);
      fieldAt =
        i:
        let
          name = elemAt (markAt i) 1;
          value = elemAt parts (2 * i + 2);
        in
        {
          name = if name == null then cannotRead key (head (markAt i) + value) else name;
          inherit value;
        };
      before = elemAt parts 0;
    in
    if isEmpty before then listToAttrs (genList fieldAt (length parts / 2)) else cannotRead key before;

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
            # ./variations.nix reads the fields that span several lines.
            value =
              if elem part.head [ "bin" "variants" ] then trim part.body else fieldBy scalar key part.head part.body;
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
      map (inlineScalar key) (filter (item: item != "") (splitBy ", " (elemAt inline 0)))
    else if one != null then
      [ (scalar key (elemAt one 0)) ]
    else if trim lines.before == "" && lines.list != [ ] && all (part: trim part.body == "") lines.list then
      map (part: scalar key part.head) lines.list
    else
      cannotRead key value;

  # [ { name; version; } … ] of some of the fields, which have lines `NAME: VERSION`.
  versionsOf =
    names: key: fields:
    concatMap (
      name: if fields ? ${name} then versionsBy "\n      ${aName}: ([^\n]+)" key fields.${name} else [ ]
    ) names;

  # The same where each name has lines of its own below it: a specifier, then the version.
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
