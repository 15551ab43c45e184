# The registries of a lockfile: { default = REGISTRY or null; "@scope" = REGISTRY; "name:" = REGISTRY; … }, the last for
# a registry with a name; REGISTRY is a URL, or { url; serverType; }. The arguments have precedence over a
# pnpm-workspace.yaml beside the lockfile, and that over an .npmrc, as in pnpm.
{
  lockfile,
  registry ? null,
  registries ? { },
}:
let
  inherit (builtins)
    deepSeq
    isString
    mapAttrs
    pathExists
    readFile
    tryEval
    ;
  text = import ./text.nix;

  beside =
    name: read: otherwise:
    let
      path = dirOf lockfile + "/${name}";
    in
    if pathExists path then read (readFile path) else otherwise;

  none = {
    registries = { };
    serverTypes = { };
  };
  npmrc = beside ".npmrc" (import ./npmrc.nix) { };
  inWorkspace = beside "pnpm-workspace.yaml" (import ./workspaceRegistries.nix) none;
  # An error in the file does not matter if the default registry is given.
  workspace =
    if registry != null && !(tryEval (deepSeq inWorkspace null)).success then none else inWorkspace;

  checked =
    name: url:
    if text.isUrl (toString url) then
      url
    else
      throw (
        "pnpm-workspace.yaml: the registry of ${name} is ‘${toString url}’: "
        + "want a URL without variables, or give it as an argument"
      );

  typeOf = builtins.listToAttrs (
    map (url: {
      name = text.registryUrl url;
      value = workspace.serverTypes.${url};
    }) (builtins.attrNames workspace.serverTypes)
  );

  withType =
    told:
    let
      url = text.registryUrl told;
    in
    if !(isString told) then
      told
    else if typeOf ? ${url} then
      {
        inherit url;
        serverType = typeOf.${url};
      }
    else
      url;
in
mapAttrs (name: withType) (
  { default = null; }
  // npmrc
  // mapAttrs checked workspace.registries
  // registries
  // (if registry == null then { } else { default = registry; })
)
