# The parts of a key of a package: `@scope/bare@version`.
let
  inherit (builtins) elemAt match;
  split =
    key:
    let
      found = match "((@[^/@]+/)?[^@]+)@(.*)" key;
    in
    if found == null then throw "pnpm-lock.yaml: ‘${key}’ is no key of a package" else found;
in
{
  nameOf = key: elemAt (split key) 0;
  versionOf = key: elemAt (split key) 2;
  unscoped = name: elemAt (match "(@[^/]+/)?(.*)" name) 1;
}
