# The arguments that tell cafs the version of a store, or several. v10 is the default.
version:
if version == "v10" then
  [ ]
else
  [
    "--store-version"
    (builtins.concatStringsSep "," (if builtins.isList version then version else [ version ]))
  ]
