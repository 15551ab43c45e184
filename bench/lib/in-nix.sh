# Common parts of the scripts in bench/parts that measure in Nix. Sourced after tests/nix/lib.sh, with $jobs set. Copies
# cafs to $work/bin, and time to $work/time.

trap - EXIT # deleting would slow down the rounds to come
sed -i "s/^max-jobs = .*/max-jobs = $jobs/" "$work/nix-settings/nix.conf"
mkdir "$work/bin" && cp /usr/bin/time "$work/time" && cp -L "$CAFS_TOOLS/cafs" "$work/bin/cafs"

# MiB of this Nix' store
space() { sync && du -sm "$work/nix" | cut -f1; }

# timed CASE COMMAND...: prints a line with tabs: the case; seconds, seconds of processor, MiB of Nix itself, new MiB on
# disk. The output of the command is in $work/out.
timed() {
  local case=$1 before after
  before=$(space)
  nix_do "$work/time" -o "$work/cost" -f '%e %U %S %M' "${@:2}" >"$work/out" 2>"$work/log" ||
    { echo "$case: $(why)" >&2 && exit 1; }
  after=$(space)
  awk -v name="$case" -v new="$((after - before))" \
    '{ printf "%s\t%s\t%.2f\t%d\t%d\n", name, $1, $2 + $3, $4 / 1024, new }' "$work/cost"
}
