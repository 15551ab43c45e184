# The projects of a workspace: paths of directories, and names.
let
  inherit (builtins)
    attrNames
    concatStringsSep
    filter
    foldl'
    fromJSON
    length
    pathExists
    readFile
    ;
  text = import ./text.nix;

  # "a/c" of "a/b" and "../c"; "." is the directory itself, null what lies outside of it.
  below =
    directory: path:
    let
      parts = filter (part: part != "" && part != ".") (
        text.splitBy "/" (if text.hasPrefix "/" path then "../" else "${directory}/${path}")
      );
      found = foldl' (
        list: part:
        if list == null then
          null
        else if part != ".." then
          list ++ [ part ]
        else if list == [ ] then
          null
        else
          text.take (length list - 1) list
      ) [ ] parts;
    in
    if found == null then
      null
    else if found == [ ] then
      "."
    else
      concatStringsSep "/" found;

  nameOf =
    root: directory:
    let
      manifest = root + "/${directory}/package.json";
    in
    if pathExists manifest then (fromJSON (readFile manifest)).name or null else null;
in
{
  inherit below nameOf;

  # The directories of the projects with this path or name. `known` has the directories of all projects, `root` is the
  # workspace's directory.
  directoriesOf =
    { root, known }:
    called:
    let
      directory = below "." called;
      byName = filter (one: nameOf root one == called) (attrNames known);
    in
    if directory != null && known ? ${directory} then
      [ directory ]
    else if byName != [ ] then
      byName
    else
      throw (
        "importers: ${builtins.toJSON called} is neither the path nor the name of a project in pnpm-lock.yaml, "
        + "like ${concatStringsSep ", " (map builtins.toJSON (text.take 3 (attrNames known)))}"
      );
}
