# What tells cafs of a store's version, or of several. Of v10 nothing has to be said.
version:
if version == "v10" then
  [ ]
else
  [
    "--store-version"
    (builtins.concatStringsSep "," (if builtins.isList version then version else [ version ]))
  ]
