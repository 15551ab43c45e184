# The registries that an .npmrc names: { default = URL or null; "@scope" = URL; … }.
content:
let
  inherit (builtins)
    concatMap
    elemAt
    head
    listToAttrs
    match
    ;
  text = import ./text.nix;
  lines = text.splitBy "\n" (builtins.replaceStrings [ "\r\n" ] [ "\n" ] content);
  plain = value: text.unquote (text.trim value);
  registryOf =
    line:
    let
      uncommented = head (text.splitBy "[ \t][;#]" line);
      found = match "[ \t]*\"?((@[^:= \t]+):)?registry\"?[ \t]*=(.*)" uncommented;
      value = plain (elemAt found 2);
    in
    if found == null then
      [ ]
    else if !(text.isUrl value) then
      throw ".npmrc: ‘${line}’: want the URL of a registry, without variables"
    else
      [
        {
          name = if elemAt found 1 == null then "default" else elemAt found 1;
          inherit value;
        }
      ];
in
{
  default = null;
}
// listToAttrs (concatMap registryOf lines)
