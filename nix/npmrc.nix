# The registries that an .npmrc names: { default = URL or null; "@scope" = URL; … }.
content:
let
  inherit (builtins)
    concatMap
    elemAt
    listToAttrs
    match
    ;
  text = import ./text.nix;
  lines = text.splitBy "\n" (builtins.replaceStrings [ "\r\n" ] [ "\n" ] content);
  registryOf =
    line:
    let
      found = match "[ \t]*((@[^:= \t]+):)?registry[ \t]*=[ \t]*([^ \t]+)[ \t]*" line;
    in
    if found == null then
      [ ]
    else
      [
        {
          name = if elemAt found 1 == null then "default" else elemAt found 1;
          value = text.unquote (elemAt found 2);
        }
      ];
in
{
  default = null;
}
// listToAttrs (concatMap registryOf lines)
