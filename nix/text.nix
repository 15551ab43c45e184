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
  # splitString "," "a,b" == [ "a" "b" ]; `pattern` is an extended regular expression without groups.
  splitBy = pattern: text: filter isString (split pattern text);

  # A name that Nix takes for a store path: its characters, no dot ahead, and no more than fit.
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

  # Whether Nix takes the name for a derivation, whose own file has four characters more.
  isStoreName =
    name:
    match "[a-zA-Z0-9+_?=-][a-zA-Z0-9+._?=-]*" name != null
    && stringLength name <= 207
    && !hasSuffix ".drv" name;

  # The URL of a registry, without variables.
  isUrl = text: match "[a-zA-Z]+://[^ \t\n$\\]+" text != null;

  # The URL of a registry in the form in which two are the same: scheme and host in small letters, a slash at the end.
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

  # The first of a list, at most so many.
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

  # How often a text has another in it, which does not overlap itself. No regular expression is as fast.
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

  # A YAML scalar on one line: plain, or in quotes.
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
