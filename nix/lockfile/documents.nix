# The documents of a lockfile, each by its keys without indentation: { documents = [ { packages = SECTION; snapshots =
# SECTION; … } … ]; hasIds; } (see ./sections.nix). pnpm 11 and later put the packages of the configuration into a
# document of their own. hasIds: whether a snapshot has the package's id in a store.
{ yaml }:
content:
let
  inherit (builtins)
    filter
    foldl'
    replaceStrings
    substring
    ;
  inherit (import ../text.nix) countOf;

  # All lines end as on Windows if the first one does.
  isCrlf = countOf "\r\n" (substring 0 80 content) > 0;
  lines = if isCrlf then replaceStrings [ "\r\n" ] [ "\n" ] content else content;

  withSection =
    { done, open }:
    section:
    if section.key == "---" then
      {
        done = done ++ [ open ];
        open = { };
      }
    else
      {
        inherit done;
        open = open // {
          ${section.key} = section;
        };
      };
  all = foldl' withSection {
    done = [ ];
    open = { };
  } sections.list;
  sections = import ./sections.nix { inherit yaml lines; };
in
{
  inherit (sections) hasIds;
  documents = filter (document: document != { }) all.done ++ [ all.open ];
}
