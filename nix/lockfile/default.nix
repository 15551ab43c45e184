# Reads a pnpm-lock.yaml (lockfileVersion 9.0, pnpm 9 to 12) by pure evaluation. pnpm writes one canonical
# form, and this reads that form only; anything else is an error that names where it is. The number of packages is
# compared with the number of resolutions, so that none is lost in silence.
#
#   readLockfile "name of the file, for errors" (builtins.readFile ./pnpm-lock.yaml)
#
# gives { packages = { KEY = { resolution; os; cpu; libc; optional; id; }; … }; importers; configDependencies;
# snapshots; patches; patchedDependencies; texts; integrityTarget; }, KEY as in the lockfile.
# `resolution` is an attribute set of strings, but for `variants` and `bin` of a runtime (see variations.nix);
# os, cpu and libc are lists,
# empty where there is none; `optional` tells whether only optional dependencies want the package. What depends on what:
# importers = { DIRECTORY = [ { name; version; } … ]; … }; configDependencies = [ { name; version; } … ];
# snapshots = { KEY = { package; dependencies; }; … }.
# patches = [ PATH … ], of patchedDependencies, as pnpm 10 writes them;
# patchedDependencies = [ { name; hash; path; } … ], path null as pnpm 11 and 12 write them.
# texts = { packages = { KEY = LINES; … }; snapshots = … }, as they are in the lockfile.
let
  inherit (builtins)
    all
    attrNames
    attrValues
    concatLists
    concatMap
    filter
    foldl'
    groupBy
    head
    length
    listToAttrs
    mapAttrs
    match
    zipAttrsWith
    ;
  inherit (import ../text.nix)
    splitBy
    take
    withoutMark
    ;
in
name: content:
let
  fail = what: throw "${name}: ${what}";
  yaml = import ./yaml.nix fail;
  inherit (yaml)
    fieldsOf
    flag
    scalar
    short
    specifiedVersionsOf
    versionsOf
    ;
  readPackages = import ./packages.nix { inherit fail yaml; };

  # Bound once: before 2.20, Nix evaluates the source of an `inherit (…)` again for each name.
  read = import ./documents.nix { inherit yaml; } (withoutMark content);
  inherit (read) documents hasIds;
  nothing = {
    text = "";
    members = [ ];
  };

  # The package of a snapshot `name@1.0.0(peer@2.0.0)`: the key without the parentheses at its end. (A path or URL may
  # have parentheses of its own.)
  packageKey =
    packages: key:
    let
      beforePeers = match "([^(]+)[(].*" key;
      parts = splitBy "[(]" key;
      starts = builtins.genList (n: builtins.concatStringsSep "(" (take (n + 1) parts)) (length parts);
      found = filter (start: packages ? ${start}) starts;
    in
    if packages ? ${key} then
      key
    else if beforePeers != null && packages ? ${head beforePeers} then
      head beforePeers
    else if found == [ ] then
      fail "${short key}: is among the snapshots, but not among the packages"
    else
      head found;

  # The dependencies that some fields of each project of the workspace list.
  importersOf =
    names: parts:
    listToAttrs (
      map (part: {
        name = part.head;
        value = specifiedVersionsOf names "importers: ${part.head}" (fieldsOf part.head part.body);
      }) (parts.importers or nothing).members
    );

  # The package of each snapshot, and its dependencies.
  graphOf =
    parts:
    listToAttrs (
      map (part: {
        name = part.head;
        value = {
          package = packageKey packages part.head;
          dependencies = versionsOf [
            "dependencies"
            "optionalDependencies"
          ] part.head (fieldsOf part.head part.body);
        };
      }) (parts.snapshots or nothing).members
    );

  # The notes of the snapshots about each package: { KEY = { optional; id; }; … }. For most packages only the existence
  # of a snapshot is ever asked for, and a lockfile seldom has an id.
  snapshotsOf =
    packages: members:
    let
      byKey = groupBy (snapshot: packageKey packages snapshot.head) members;
    in
    mapAttrs (
      key: snapshots:
      let
        fields = map (snapshot: fieldsOf key snapshot.body) snapshots;
        ids = if hasIds then filter (field: field ? id) fields else [ ];
      in
      {
        optional = all (field: flag key (field.optional or "")) fields;
        id = if ids == [ ] then null else scalar key (head ids).id;
      }
    ) byKey;

  packagesOf =
    parts:
    let
      version = scalar "lockfileVersion" (parts.lockfileVersion or nothing).text;
      locked = (parts.packages or nothing).members;
      wanted = (parts.snapshots or nothing).members;
      snapshots = snapshotsOf packages wanted;
      found = readPackages locked;
      unwanted = filter (package: !(snapshots ? ${package.key})) found;
      packages = listToAttrs (
        map (package: {
          name = package.key;
          value = package // snapshots.${package.key};
        }) found
      );
    in
    if version == "" then
      fail "has no lockfileVersion: is it a pnpm-lock.yaml?"
    else if version != "9.0" then
      fail "lockfileVersion ${version} is not supported: want 9.0, as pnpm 9 to 12 write it"
    else if locked == [ ] && wanted != [ ] then
      fail "has snapshots, but no packages: it is cut off"
    else if locked != [ ] && wanted == [ ] then
      fail "has packages, but no snapshots: it is cut off"
    else if length (attrNames packages) != length found then
      fail "has a package twice"
    else if unwanted != [ ] then
      fail "${(head unwanted).key}: is not among the snapshots"
    else if !(parts ? importers) then
      fail "has no importers: it is cut off"
    else
      packages;

  integrityTargetOf =
    settings: otherwise:
    let
      told = match ".*\n  integrityTarget: ([a-z]+)\n.*" settings;
    in
    if told == null then otherwise else head told;

  patchesOf =
    document:
    map (found: scalar "patchedDependencies" (head found)) (
      filter builtins.isList (
        builtins.split "\n    path: ([^\n]+)" (document.patchedDependencies or nothing).text
      )
    );

  # A name and a hash on a line, or a hash and a path on lines of their own.
  patchedOf =
    document:
    let
      found = builtins.split "\n  ([^ \n][^\n]*):( [0-9a-f]+|\n    hash: ([^\n]+)\n    path: ([^\n]+))" (
        "\n" + (document.patchedDependencies or nothing).text
      );
      at = builtins.elemAt;
      plain = scalar "patchedDependencies";
    in
    map (groups: {
      name = yaml.keyOf (head groups);
      hash = plain (if at groups 2 == null then at groups 1 else at groups 2);
      path = if at groups 3 == null then null else plain (at groups 3);
    }) (filter builtins.isList found);

  textsOf =
    section:
    listToAttrs (
      concatMap (
        document:
        map (member: {
          name = member.head;
          value = member.body;
        }) (document.${section} or nothing).members
      ) documents
    );

  packages = foldl' (all': document: all' // packagesOf document) { } documents;
in
{
  inherit packages;

  importers = zipAttrsWith (name: concatLists) (
    map (importersOf [
      "dependencies"
      "devDependencies"
      "optionalDependencies"
    ]) documents
  );

  configDependencies = concatLists (
    concatMap (document: attrValues (importersOf [ "configDependencies" ] document)) documents
  );

  snapshots = foldl' (all': document: all' // graphOf document) { } documents;

  patches = concatMap patchesOf documents;
  patchedDependencies = concatMap patchedOf documents;

  texts = {
    packages = textsOf "packages";
    snapshots = textsOf "snapshots";
  };

  # What integrities are hashes of: "tgz", or "tar", for which pnpm 12 has a setting.
  integrityTarget = foldl' (
    target: document: integrityTargetOf (document.settings or nothing).text target
  ) "tgz" documents;
}
