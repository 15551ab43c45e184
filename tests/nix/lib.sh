# A Nix of the test's own, with its store, state and settings below $work, which this makes; nothing else is touched.
# Sourced, with $root set.
# CAFS_NIX chooses the Nix: `debian`, this machine's package, which runs as the user of the test, or `newest`, that of a
# newer Debian in a root directory of its own, whose builds run as users of their own.

# If possible, $work is in memory, in a mount that only this test sees: ext4 is slow to create files after deletions.
# CAFS_ON_DISK keeps it on the disk.
available() { awk '$1 == "MemAvailable:" { print int($2 / 1048576) }' /proc/meminfo; }
if [ "$(id -u)" = 0 ] && [ -z "${CAFS_OWN_MOUNTS-}${CAFS_ON_DISK-}" ] && [ "$(available)" -ge 8 ]; then
  CAFS_OWN_MOUNTS=1 exec unshare --mount --propagation private "$0" "$@"
fi
work=$(mktemp -d)
cleanup() {
  [ -z "${server-}" ] || kill "$server" 2>/dev/null || true
  if [ -n "${CAFS_OWN_MOUNTS-}" ]; then
    umount -l "$work"
    rmdir "$work"
  else
    chmod -R u+w "$work"
    rm -rf "$work"
  fi
}
trap cleanup EXIT
[ -z "${CAFS_OWN_MOUNTS-}" ] || mount -t tmpfs tmpfs "$work"
chmod 755 "$work"
cp -r "$root/nix" "$work/library"
mkdir -p "$work/nix-settings" "$work/nix-home" "$work/builds" "$work/nix"
nix_kind=${CAFS_NIX:-debian}

nix_settings() { # GROUP
  cat <<CONF
experimental-features = nix-command flakes
build-users-group = $1
substituters =
sandbox = true
sandbox-fallback = false
sandbox-paths =
flake-registry =
max-jobs = 4
cores = 2
CONF
}

# nix_do COMMAND...: runs a command with this Nix
# on_host PATH: the machine's path for a path of this Nix' store
case $nix_kind in
  debian)
    nix_settings '' >"$work/nix-settings/nix.conf"
    nix_do() {
      env -u NIX_PATH -u NIX_REMOTE HOME="$work/nix-home" NIX_CONF_DIR="$work/nix-settings" NIX_STORE_DIR="$work/nix/store" \
        TMPDIR="$work/builds" NIX_STATE_DIR="$work/nix/state" NIX_LOG_DIR="$work/nix/log" NIX_DATA_DIR="$work/nix/data" "$@"
    }
    on_host() { echo "$1"; }
    ;;
  newest)
    [ "$(id -u)" = 0 ] || { echo "the newest Nix: SKIPPED: needs root"; exit 0; }
    nix_root=$("$root/tests/nix/root")/root
    nix_settings nixbld >"$work/nix-settings/nix.conf"
    nix_do() { "$root/tests/nix/enter" "$nix_root" "$work" "$@"; }
    on_host() { echo "$work$1"; }
    ;;
  *) echo "CAFS_NIX: want debian or newest, not ‘$nix_kind’" >&2 && exit 2 ;;
esac

# cafs_nix EXPRESSION: the expression with the library in scope, as `lib`
cafs_nix() { echo "let lib = import $work/library { cafs = $work/bin/cafs; system = \"x86_64-linux\"; }; in $1"; }

fail() { echo "FAILED: $*" >&2; exit 1; }

# build EXPRESSION: builds it; what Nix says is in $work/log
build() { nix_do nix-build --no-out-link -E "$(cafs_nix "$1")" 2>"$work/log"; }

# built: how many derivations it built
built() { grep -c "^building '" "$work/log" || true; }

why() { tail -15 "$work/log"; }

# check_sandbox: turns the sandbox off if this machine cannot have one, for lack of user namespaces
check_sandbox() {
  mkdir -p "$work/tiny/package" && echo '{}' >"$work/tiny/package/package.json"
  tar -C "$work/tiny" -czf "$work/tiny.tgz" package
  if ! build "lib.makePkgStore { id = \"tiny@1\"; integrity = \"$(integrity_of "$work/tiny.tgz")\"; tarball = $work/tiny.tgz; }" >/dev/null; then
    echo "nix: the sandbox is SKIPPED: $(grep -am1 error "$work/log")"
    sed -i 's/^sandbox = .*/sandbox = false/' "$work/nix-settings/nix.conf"
  fi
}

integrity_of() { echo "sha512-$(openssl dgst -sha512 -binary "$1" | base64 -w0)"; }

# united STORE: the machine's path of the store; a list of fragments is merged first, by copies
united() {
  if [ -f "$(on_host "$1")/fragments" ]; then
    rm -rf "$work/united"
    nix_do "$work/bin/cafs" merge --link copy --store "$work/united" "$1" >/dev/null
    echo "$work/united"
  else
    on_host "$1"
  fi
}

# tarball_list LIST LOCKFILE [OPTION]...: downloads the tarballs of a lockfile into the cache, for this platform or for
# those of the options of cafs plan, and writes LIST for `cafs add --batch`
tarball_list() {
  local list=$1 cache=${CAFS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cafs}
  shift
  set -- --skip-unfetchable --tarballs "$cache/tarballs" --registry "$(npm config get registry 2>/dev/null)" "$@"
  "$CAFS_TOOLS/cafs" plan --format curl "$@" 2>/dev/null | curl --disable --no-progress-meter --parallel --config -
  "$CAFS_TOOLS/cafs" plan "$@" 2>/dev/null >"$list"
}

# take_tarballs LOCKFILE DIRECTORY [OPTION]: puts the tarballs of a lockfile, for this platform or for those of the
# option of cafs plan, into the Nix store under the paths of their derivations, so that nothing is fetched. Leaves
# copies in DIRECTORY, and $work/list for `cafs add --batch`.
take_tarballs() {
  tarball_list "$work/list" "$1" "${@:3}"
  node -e '
    const { readFileSync, copyFileSync, mkdirSync } = require("fs")
    const lines = readFileSync(process.argv[1], "utf8").trim().split("\n").map((line) => JSON.parse(line))
    lines.forEach(({ tarball, url }, i) => {
      const directory = `${process.argv[2]}/${i}`  // packages of two scopes may have one name
      mkdirSync(directory, { recursive: true })
      copyFileSync(tarball, `${directory}/${url.split("/").pop()}`)
    })
    ' "$work/list" "$2"
  find "$2" -mindepth 2 -name '*.tgz' -print0 | nix_do xargs -0 nix-store --add-fixed sha512 >/dev/null
}
