# The patch files that patchedDependencies in a directory's pnpm-workspace.yaml names: [ { name; path; } … ]. A lockfile
# of pnpm 11 or 12 has only their hashes.
directory:
let
  inherit (builtins)
    elemAt
    filter
    match
    pathExists
    readFile
    ;
  inherit (import ./text.nix) splitBy;
  workspace = directory + "/pnpm-workspace.yaml";
  lines = if pathExists workspace then splitBy "\n" (readFile workspace) else [ ];

  isStart = line: match "patchedDependencies:[ \t\r]*" line != null;
  # Whether a line is blank, a comment, or indented.
  isBelow = line: match "[ \t\r]*(#.*)?|[ \t].*" line != null;
  state =
    builtins.foldl'
      (
        { isInside, found }:
        line:
        if isStart line then
          {
            isInside = true;
            inherit found;
          }
        else
          {
            isInside = isInside && isBelow line;
            found = if isInside && isBelow line then found ++ [ line ] else found;
          }
      )
      {
        isInside = false;
        found = [ ];
      }
      lines;

  read = match (
    "[ \t]+[\"']?([^\"' \t#]([^\"']*[^\"' \t])?)[\"']?: +"
    + "[\"']?([^\"' \t\r]([^\"']*[^\"' \t\r])?)[\"']?[ \t\r]*"
  );
in
map (groups: {
  name = elemAt groups 0;
  path = elemAt groups 2;
}) (filter (groups: groups != null) (map read state.found))
