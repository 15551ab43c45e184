# Projects that are built with a stand-in for nixpkgs, ./nixpkgs, in $work/nixpkgs. Sourced, with $here set.

root=$(cd "$here/../.." && pwd)
"$root/scripts/setup" nix
CAFS_NODE_TOOLS=$("$root/scripts/node-tools")
CAFS_PEERS=$("$root/scripts/node-tools" "$root/tests/e2e/peers/package.json")
CAFS_TOOLS=${CAFS_TOOLS:-$("$root/scripts/build")}
export CAFS_NODE_TOOLS CAFS_PEERS CAFS_TOOLS
. "$here/lib.sh"
mkdir "$work/bin" && cp -L "$CAFS_TOOLS/cafs" "$work/bin/cafs"
mkdir "$work/cafs" && cp -r "$root"/{default.nix,nix,CMakeLists.txt} "$work/cafs/"
mkdir "$work/cafs/cafs" && touch "$work/cafs/CMakePresets.json" "$work/cafs/cmake" "$work/cafs/tools"

# take_project NAME DIRECTORY: copies the project, and takes the tarballs that its lockfile needs
take_project() {
  cp -r "$2" "$work/$1"
  rm -rf "$work/$1/node_modules" "$work/$1/dist"
  echo "registry=$(npm config get registry 2>/dev/null)" >"$work/$1/.npmrc"
  take_tarballs "$work/$1/pnpm-lock.yaml" "$work/tarballs"
}

check_sandbox
nix_do nix --version

"$here/stand-in" "$work/nixpkgs" "$work/peers"
mkdir "$work/nixpkgs/prebuilt" && cp -L "$CAFS_TOOLS/cafs" "$work/nixpkgs/prebuilt/"
mv "$work/peers"/* "$work/nixpkgs/"
libraries=$(nix_do nix-store --add "$work/nixpkgs/libraries")
for program in node/bin/node node-24/bin/node pnpm-12/pnpm; do
  patchelf --set-interpreter "$libraries/ld-linux-x86-64.so.2" --set-rpath "$libraries" "$work/nixpkgs/$program"
done

# with PNPM: sets the Node.js that derivations run, and the layout of their node_modules
with() {
  pnpm=$1
  node=pkgs.nodejs_24
  [ "$pnpm" != 10 ] || node=pkgs.nodejs
}
with 10

# given EXPRESSION: the expression with nixpkgs and the library in scope
given() {
  cat <<NIX
let
  pkgs = import $work/nixpkgs { system = "x86_64-linux"; };
  inherit (import $work/cafs { inherit pkgs; }) mkNodeModules mkNodePackages mkPnpmStore cafsModulesHook cafsConfigHook;
in $1
NIX
}

# modules_of NAME [ATTRIBUTES]: the expression of its node_modules, by default without builds
modules_of() { echo "mkNodeModules ({ lockfile = $work/$1/pnpm-lock.yaml; pnpm = \"$pnpm\"; build = [ ]; } // { ${2-} })"; }

# project NAME MODULES CHECK [ATTRIBUTES]: a derivation of $work/NAME with these node_modules, which then does CHECK
project() {
  cat <<NIX
pkgs.stdenv.mkDerivation ({
  name = "$1-by-pnpm-$pnpm"; src = $work/$1; nodeModules = $2;
  nativeBuildInputs = [ $node pkgs.pnpm_$pnpm cafsModulesHook ];
  buildPhase = ''$3'';
  installPhase = "mkdir \$out";
} // { ${4-} })
NIX
}

# builds WHAT NAME MODULES CHECK [ATTRIBUTES]: checks that the project's derivation can be built
builds() {
  local start=$SECONDS
  nix_do nix-build --no-out-link -E "$(given "$(project "${@:2}")")" >"$work/out" 2>"$work/log" || fail "$1: $(why)"
  echo "pnpm $pnpm: $1: $((SECONDS - start)) s"
}

# refuses PART NAME MODULES [ATTRIBUTES]: checks that its build fails with these words
refuses() {
  if nix_do nix-build --no-out-link -E "$(given "$(project "$2" "$3" "" "${4-}")")" >/dev/null 2>"$work/log"; then fail "built, where ‘$1’ was due"; fi
  grep -qF "$1" "$work/log" || fail "no ‘$1’ in: $(why)"
}

# reproducible WHAT EXPRESSION: checks that two builds are the same, and refer to nothing but themselves
reproducible() {
  local path references
  path=$(nix_do nix-build --no-out-link -E "$(given "$2")" 2>"$work/log") || fail "$1: $(why)"
  nix_do nix-build --no-out-link --check -E "$(given "$2")" >/dev/null 2>"$work/log" || fail "$1 is not reproducible: $(why)"
  references=$(nix_do nix-store -q --references "$path")
  [ -z "${references//$path/}" ] || fail "$1 refers to $references"
}
