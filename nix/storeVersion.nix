# What tells cafs of a store's version, or of several. Of v10 nothing has to be said.
version:
let
  versions = if builtins.isList version then version else [ version ];
  known =
    name:
    builtins.elem name [
      "v10"
      "v11"
      "v3"
    ];
in
if version == "v10" then
  [ ]
else if versions != [ ] && builtins.all known versions then
  [
    "--store-version"
    (builtins.concatStringsSep "," versions)
  ]
else
  throw "storeVersion: want \"v10\", \"v11\", \"v3\" or a list of them, not ${builtins.toJSON version}"
