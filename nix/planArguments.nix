# The arguments of `cafs plan`, and of each other command that plans a lockfile: a list of strings. The overrides are in
# the file that the environment variable overridesPath names.
{
  registry ? null,
  registries ? { },
  platforms,
  importers ? null,
}:
let
  inherit (builtins) attrNames concatMap isString;

  registryArguments =
    name: told:
    let
      value = if isString told then told else builtins.toJSON { inherit (told) url serverType; };
    in
    if told == null then
      [ ]
    else
      [
        "--registry"
        (if name == "default" then value else "${name}=${value}")
      ];

  nameOf = value: if isString value then value else (import ./platform.nix).nameOf value;

  all = registries // (if registry == null then { } else { default = registry; });
  repeated = option: concatMap (value: [ option value ]);
in
concatMap (name: registryArguments name all.${name}) (attrNames all)
++ (if platforms == "all" then [ "--all-platforms" ] else repeated "--platform" (map nameOf platforms))
++ repeated "--importer" (if importers == null then [ ] else importers)
++ [
  "--overrides"
  "env:overridesPath"
]
