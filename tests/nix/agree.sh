# Compares the readers of lockfiles. Sourced after lib.sh, with $here set.
registry=$(npm config get registry 2>/dev/null)

lines='
  let text = ""
  process.stdin.on("data", (part) => (text += part)).on("end", () => {
    const read = JSON.parse(text)
    for (const { id, integrity, url, unfetchable } of read.packages ?? read) if (url && !unfetchable) console.log(id, integrity, url)
  })'

# overrides PLAN ERRORS: prints overrides for packages that cafs plan left out, and for tarballs beside the lockfile
overrides() {
  local override='= { src = ./none; integrity = "sha512-none"; };'
  sed -n "s|^cafs plan: \(.*\): left out: .*|\"\1\" $override|p" "$2"
  node -e 'for (const { id, url, unfetchable } of JSON.parse(require("fs").readFileSync(process.argv[1])).packages) if (!url && !unfetchable) console.log(`"${id}"`, process.argv[2])' "$1" "$override"
}

# agree LOCKFILE NAME PLATFORMS OPTION...: checks that the plans by Nix, by cafs and by pnpm's library are the same
agree() {
  local lockfile=$1 name=$2 platforms=$3
  shift 3
  cp "$lockfile" "$work/agreed.yaml"
  node "$here/pnpm-plan.mjs" "$lockfile" "$@" | sort >"$work/pnpm"
  "$CAFS_TOOLS/cafs" plan --format json --skip-unfetchable --registry "$registry" "$@" "$work/agreed.yaml" 2>"$work/left" >"$work/plan.json" ||
    fail "cafs plan of $lockfile: $(cat "$work/left")"
  node -e "$lines" <"$work/plan.json" | sort >"$work/native"
  diff "$work/pnpm" "$work/native" || fail "cafs plan of $lockfile differs"
  nix_do nix-instantiate --eval --strict --json -E "builtins.filter (entry: entry.src == null) (import $work/library/plan.nix {
    lockfile = $work/agreed.yaml; registries.default = \"$registry\"; platforms = $platforms;
    overrides = { $(overrides "$work/plan.json" "$work/left") }; })" >"$work/nix.json" 2>"$work/err" ||
    fail "Nix cannot read $lockfile: $(grep -m1 error: "$work/err")"
  node -e "$lines" <"$work/nix.json" | sort >"$work/nix.plan"
  diff "$work/pnpm" "$work/nix.plan" || fail "the plans of $lockfile differ"
  echo "$name $platforms: $(wc -l <"$work/pnpm") packages"
}
