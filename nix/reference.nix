# What the version of a dependency in a lockfile refers to, as pnpm has it.
let
  inherit (builtins) elemAt match;

  # `real@1.0.0`, and not `1.0.0(peer@1.0.0)` nor `file:a@b.tgz`
  namesItself = version: match "@.*|[^@:(]+@.*" version != null;
in
{
  # The path of a directory that is linked to, or null.
  linkOf =
    { version, ... }:
    let
      link = match "link:(.*)" version;
    in
    if link == null then null else elemAt link 0;

  # The key of the snapshot, for a dependency that is no link.
  snapshotOf = { name, version }: if namesItself version then version else "${name}@${version}";
}
