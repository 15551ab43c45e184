# The few functions on strings and lists that the rest needs, without nixpkgs.
let
  inherit (builtins)
    elemAt
    filter
    isString
    length
    match
    replaceStrings
    split
    substring
    stringLength
    ;
in
rec {
  # splitBy "," "a,b" == [ "a" "b" ]; `pattern` is an extended regular expression without groups.
  splitBy = pattern: text: filter isString (split pattern text);

  # The name made valid for a store path: only characters that Nix allows, no dot at the start, and not too long.
  storeName =
    name: if stringLength name <= 160 && isStoreName name then name else asStoreName name;

  asStoreName =
    name:
    let
      safe = builtins.concatStringsSep "_" (splitBy "[^a-zA-Z0-9+._?=-]+" name);
      visible = if substring 0 1 safe == "." then elemAt (match "[.]*(.*)" safe) 0 else safe;
      hash = builtins.hashString "sha256" name;
      short =
        if stringLength visible <= 160 then
          visible
        else
          "${substring 0 127 visible}-${substring 0 32 hash}";
    in
    if short == "" then
      "tarball"
    else if hasSuffix ".drv" short then
      "${short}_"
    else
      short;

  # Whether Nix takes the name for a derivation, whose file has ".drv" after it.
  isStoreName =
    name:
    match "[a-zA-Z0-9+_?=-][a-zA-Z0-9+._?=-]*" name != null
    && stringLength name <= 207
    && !hasSuffix ".drv" name;

  # Whether it is a URL for a registry, without variables.
  isUrl = text: match "[a-zA-Z]+://[^ \t\n$\\]+" text != null;

  # The URL of a registry in a form that can be compared: scheme and host in lower case, a slash at the end.
  registryUrl =
    url:
    let
      found = match "([^:]+://[^/]*)(/.*)?" url;
      path = elemAt found 1;
      start = lower (elemAt found 0);
    in
    if found == null then
      url
    else if path == null then
      "${start}/"
    else if match ".*/" path == null then
      "${start}${path}/"
    else
      start + path;

  lower =
    let
      letters = alphabet: builtins.genList (i: substring i 1 alphabet) 26;
    in
    replaceStrings (letters "ABCDEFGHIJKLMNOPQRSTUVWXYZ") (letters "abcdefghijklmnopqrstuvwxyz");

  # Without the byte order mark that some editors put first.
  withoutMark = removePrefix (builtins.fromJSON "\"\\uFEFF\"");

  # The first elements of a list, at most `count`.
  take =
    count: list:
    builtins.genList (elemAt list) (if length list < count then length list else count);

  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;

  hasSuffix =
    suffix: text:
    let
      start = stringLength text - stringLength suffix;
    in
    start >= 0 && substring start (stringLength suffix) text == suffix;

  removePrefix =
    prefix: text:
    if hasPrefix prefix text then
      substring (stringLength prefix) (stringLength text - stringLength prefix) text
    else
      text;

  # How often `part`, which does not overlap itself, occurs in a text. No regular expression is as fast.
  countOf =
    part: text:
    (stringLength text - stringLength (replaceStrings [ part ] [ "" ] text)) / stringLength part;

  # What `split` gave for a pattern with one group, as [ { head; body; } … ]: each match, and the text up
  # to the next. The text before the first match is `before`.
  sections =
    pattern: text:
    let
      parts = split pattern text;
    in
    {
      before = elemAt parts 0;
      list = builtins.genList (i: {
        head = elemAt (elemAt parts (2 * i + 1)) 0;
        body = elemAt parts (2 * i + 2);
      }) (length parts / 2);
    };

  # Such a list as { HEAD = body; … }.
  toAttrs =
    list:
    builtins.listToAttrs (
      map (part: {
        name = part.head;
        value = part.body;
      }) list
    );

  # The text of a YAML scalar on one line, plain or in quotes.
  unquote =
    text:
    let
      quote = substring 0 1 text;
    in
    if quote == "'" then
      replaceStrings [ "''" ] [ "'" ] (substring 1 (stringLength text - 2) text)
    else if quote == "\"" then
      builtins.fromJSON text
    else
      text;

  trim =
    text:
    let
      found = match "[ \n]*(.*[^ \n])[ \n]*" text;
    in
    if text == "" || found == null then "" else elemAt found 0;
}
