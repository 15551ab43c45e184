# What tells cafs of a store's version. Of v10 nothing has to be said.
version:
if version == "v10" then
  [ ]
else if version == "v11" || version == "v3" then
  [
    "--store-version"
    version
  ]
else
  throw "storeVersion: want \"v10\", \"v11\" or \"v3\", not ${builtins.toJSON version}"
