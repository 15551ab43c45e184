# A Nix of this test's own: its store, state and settings are below $work/nix, and nothing else is touched. Sourced.
nix_settings=$work/nix/etc
mkdir -p "$nix_settings" "$work/nix/home"
cat >"$nix_settings/nix.conf" <<'CONF'
experimental-features = nix-command flakes
build-users-group =
substituters =
sandbox = true
sandbox-fallback = false
sandbox-paths =
flake-registry =
max-jobs = 4
CONF
export NIX_CONF_DIR=$nix_settings NIX_STORE_DIR=$work/nix/store NIX_STATE_DIR=$work/nix/state
export NIX_LOG_DIR=$work/nix/log NIX_DATA_DIR=$work/nix/data HOME=$work/nix/home
unset NIX_PATH NIX_REMOTE

# cafs_nix EXPRESSION: the expression of something made with the library, as `lib`
cafs_nix() { echo "let lib = import $root/nix { cafs = $work/bin/cafs; system = \"x86_64-linux\"; }; in $1"; }
