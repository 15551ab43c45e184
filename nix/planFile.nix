# Reads the output of `cafs plan --format json`, and gives it the form of ./plan.nix.
{
  plan, # a path
  overrides ? { },
}:
let
  inherit (builtins)
    attrNames
    filter
    groupBy
    head
    isAttrs
    isList
    isString
    length
    ;
  text = import ./text.nix;
  overriding = import ./override.nix;
  where = baseNameOf (toString plan);
  content = builtins.readFile plan;
  start = builtins.substring 0 200 content;
  isPlan = builtins.match "[ \n\r\t]*[{][ \n\r\t]*\"cafsPlan\".*" start != null;
  read = builtins.fromJSON content;
  wanted = "want what `cafs plan --format json` writes";

  packages =
    if !isPlan then
      throw "${where} is no plan: ${wanted}"
    else if read.cafsPlan != 1 then
      throw (
        "${where} is a plan of version ${builtins.toJSON read.cafsPlan}: "
        + "want version 1, which the cafs of this library writes"
      )
    else if !(isList (read.packages or null)) then
      throw "${where} has no list of packages: ${wanted}"
    else
      read.packages;

  # A required field, which has to be text.
  fieldOf =
    entry: name:
    if isString (entry.${name} or null) then
      entry.${name}
    else
      throw "${where}: ${entry.id or "a package"} has no ${name}: ${wanted}";

  localTarball =
    id: path:
    let
      local = if text.hasPrefix "/" path then /. + path else dirOf plan + "/${path}";
    in
    if builtins.pathExists local then
      overriding.fromFile local
    else
      throw "${where}: ${id}: there is no ${toString local}";

  sourceOf =
    entry: given:
    if given ? src then
      overriding.fromFile given.src
    else if entry ? unfetchable then
      throw (
        "${where}: ${entry.id} cannot be fetched by a hash: ${entry.unfetchable}. "
        + "Pass overrides.\"${entry.id}\" = { src = …; } with its tarball"
      )
    else if entry ? path then
      localTarball entry.id entry.path
    else
      {
        url = fieldOf entry "url";
        file = fieldOf entry "file";
      };

  integrityOf =
    entry: given:
    if entry.gitHosted or false then
      null
    else if given.integrity or null != null then
      given.integrity
    else if entry ? integrity then
      fieldOf entry "integrity"
    else if given ? src then
      overriding.noIntegrity where entry.id
    else
      fieldOf entry "integrity";

  entryOf =
    entry:
    let
      id = fieldOf entry "id";
      key = fieldOf entry "key";
      given = overrides.${id} or overrides.${key} or { };
      source = sourceOf entry given;
    in
    if !(isAttrs entry) then
      throw "${where}: ${builtins.toJSON entry} is no package: ${wanted}"
    else if given != { } && length byId.${id} > 1 then
      overriding.severalArchives where id
    else
      {
        inherit id key;
        name = fieldOf entry "name";
        gitHosted = entry.gitHosted or false;
        bin = entry.bin or null;
        prefix = entry.prefix or null;
        integrity = integrityOf entry given;
        src = source.src or null;
        url = source.url or null;
        file = text.storeName source.file;
      };

  byId = groupBy (entry: entry.id or "") packages;
  byKey = groupBy (entry: entry.key or "") packages;
  strangers = filter (name: !(byId ? ${name} || byKey ? ${name})) (attrNames overrides);
in
if overrides != { } && strangers != [ ] then
  overriding.stranger where (head strangers)
else
  map entryOf packages
