# Functions that check their arguments by evaluation alone. A mistake is one line: the function, the argument, the value
# that was given, and what is wanted.
#
#   check "mkPnpmStore" { lockfile = lazy …; link = oneOf [ "copy" "symlink" ]; } together ({ lockfile, link }: …)
#
# is the given function with its arguments checked. If the kind of an argument depends on other arguments, it is
# a function of all given arguments. A lazy argument is checked where it is used, and no earlier. All others are
# checked to their last element when the function is called. Then `together` is called with the name of the function
# and its arguments, and gives them back, or fails.
#
# A kind of value is { want; take; }. `want` says in words what is wanted. `take AT VALUE` is the value, or an error
# that begins with AT.
let
  inherit (builtins)
    attrNames
    concatStringsSep
    elem
    elemAt
    filter
    genList
    head
    isAttrs
    isList
    isString
    length
    mapAttrs
    match
    stringLength
    substring
    ;

  quote =
    text:
    let
      short = if stringLength text > 100 then substring 0 100 text + "…" else text;
    in
    "\"${
      builtins.replaceStrings [ "\\" "\"" "\n" "\r" "\t" ] [ "\\\\" "\\\"" "\\n" "\\r" "\\t" ] short
    }\"";

  # The first five words, and "…" if there are more.
  firstOf =
    words:
    let
      few = (import ./text.nix).take 5 words;
    in
    concatStringsSep " " (few ++ (if length words > 5 then [ "…" ] else [ ]));

  showList = list: if list == [ ] then "[ ]" else "[ ${firstOf (map showShort list)} ]";

  showAttrs =
    value:
    if value.type or "" == "derivation" then
      "the derivation ${value.name or ""}"
    else if value == { } then
      "{ }"
    else
      "{ ${firstOf (map (name: "${name} = …;") (attrNames value))} }";

  showShort = value: if isList value && value != [ ] then "[ … ]" else show value;

  # A value on one line, as it is written in Nix.
  show =
    value:
    if isString value then
      quote value
    else if isList value then
      showList value
    else if isAttrs value then
      showAttrs value
    else if builtins.isFunction value then
      "a function"
    else if builtins.isPath value then
      toString value
    else
      builtins.toJSON value;

  fail =
    want: at: value:
    throw "${at} = ${show value}: want ${want}";

  # "a", "b" or "c"
  anyOf =
    words:
    let
      last = length words - 1;
    in
    if last == 0 then
      head words
    else
      "${concatStringsSep ", " (genList (elemAt words) last)} or ${elemAt words last}";

  # A member of a set, as it is written after the set.
  member = name: if match "[a-zA-Z_][a-zA-Z0-9_'-]*" name == null then ".${quote name}" else ".${name}";

in
rec {
  inherit
    show
    fail
    anyOf
    ;

  # The kind of all values for which isGood holds.
  kind = want: isGood: {
    inherit want;
    take = at: value: if isGood value then value else fail want at value;
  };

  oneOf = values: kind (anyOf (map show values)) (value: elem value values);

  aBool = kind "true or false" builtins.isBool;

  # The inner kind, and also each value for which isOther holds.
  unless = isOther: inner: {
    inherit (inner) want;
    take = at: value: if isOther value then value else inner.take at value;
  };

  nullOr = unless (value: value == null);

  # The values of the inner kind for which isGood holds. The error for any other is the inner `want`, followed by `why`.
  suchThat = isGood: why: inner: {
    inherit (inner) want;
    take =
      at: value:
      let
        taken = inner.take at value;
      in
      if isGood taken then taken else fail "${inner.want}${why}" at value;
  };

  # A list whose elements are checked where they are used.
  listOf = want: inner: {
    inherit want;
    take =
      at: value:
      if isList value then
        genList (i: inner.take "${at}[${toString i}]" (elemAt value i)) (length value)
      else
        fail want at value;
  };

  # A set whose members are checked where they are used. The kind of a member depends on its name.
  attrsOf = want: innerOf: {
    inherit want;
    take =
      at: value:
      if isAttrs value && !(value ? outPath) then
        mapAttrs (name: (innerOf name).take "${at}${member name}") value
      else
        fail want at value;
  };

  # A set with at least these members, which are checked where they are used.
  setWith = want: kinds: {
    inherit want;
    take =
      at: value:
      if isAttrs value && builtins.all (name: value ? ${name}) (attrNames kinds) then
        value // mapAttrs (name: inner: inner.take "${at}.${name}" value.${name}) kinds
      else
        fail want at value;
  };

  lazy = inner: inner // { isLazy = true; };

  check =
    function: kindsOf: together: body:
    let
      names = attrNames kindsOf;
      hasDefault = builtins.functionArgs body;
      required = filter (name: !hasDefault.${name}) names;
    in
    given:
    let
      kinds = mapAttrs (name: inner: if builtins.isFunction inner then inner given else inner) kindsOf;
      isLazy = name: kinds.${name}.isLazy or false;
      eager = removeAttrs kinds (filter isLazy names);
      values = mapAttrs (name: kinds.${name}.take "${function}: ${name}") given;
      missing = filter (name: !(given ? ${name})) required;
      strangers = attrNames (removeAttrs given names);
    in
    if !isAttrs given then
      fail "a set of ${anyOf names}" "${function}: argument" given
    else if strangers != [ ] then
      throw "${function}: there is no argument ${head strangers}: want ${anyOf names}"
    else if missing != [ ] then
      throw "${function}: ${head missing} is missing: want ${kinds.${head missing}.want}"
    else
      builtins.deepSeq (builtins.intersectAttrs eager values) (body (together function values));
}
