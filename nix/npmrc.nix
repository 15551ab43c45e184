# The registries that an .npmrc names, as pnpm reads it: { default = URL; "@scope" = URL; … }. If several lines name the
# same registry, the last one counts. A bad line is an error only when its registry is used.
content:
let
  inherit (builtins)
    elemAt
    filter
    foldl'
    head
    match
    ;
  text = import ./text.nix;

  trim = value: elemAt (match "[ \t]*((.*[^ \t])?)[ \t]*" value) 0;

  # In quotes, or up to a comment.
  valueOf =
    written:
    let
      value = trim written;
      quoted = match "\"([^\"]*)\"|'([^']*)'" value;
    in
    if quoted == null then
      trim (head (text.splitBy "[;#]" value))
    else
      head (filter (part: part != null) quoted);

  registryOf =
    line:
    let
      found = match "[ \t]*\"?((@[^:= \t]+):)?registry\"?[ \t]*=(.*)" line;
      scope = elemAt found 1;
      value = valueOf (elemAt found 2);
      argument = if scope == null then "registry" else "registries.\"${scope}\"";
    in
    if found == null then
      { }
    else
      {
        ${if scope == null then "default" else scope} =
          if text.isUrl value then
            value
          else
            throw ".npmrc: ‘${trim line}’: want the URL of a registry, without variables; or give it as ${argument}";
      };
in
foldl' (all: line: all // registryOf line) { } (
  text.splitBy "\r?\n" (text.withoutMark content)
)
