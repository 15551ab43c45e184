# Common functions of the tests of the command line. Sourced.
checks=0

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# same WHAT ACTUAL EXPECTED
same() {
  checks=$((checks + 1))
  [ "$2" = "$3" ] || fail "$1: got '$2', want '$3'"
}

# contains WHAT TEXT PART
contains() {
  checks=$((checks + 1))
  case $2 in *"$3"*) ;; *) fail "$1: no '$3' in '${2:0:400}'" ;; esac
}

# exits CODE COMMAND...: runs it, keeping its output in $out and $err
exits() {
  local want=$1 got=0
  shift
  "$@" >stdout 2>stderr || got=$?
  out=$(cat stdout) err=$(cat stderr)
  same "exit of $*" "$got" "$want"
}

# one_line_error WHAT PART: checks that the last command printed one line to stderr, and that it contains PART
one_line_error() {
  same "lines on stderr of $1" "$(printf '%s\n' "$err" | wc -l)" 1
  contains "$1" "$err" "$2"
}

# package NAME VERSION [FILE CONTENT]...: makes NAME-VERSION.tgz
package() {
  local name=$1 version=$2
  shift 2
  rm -rf package && mkdir package
  echo "{\"name\":\"$name\",\"version\":\"$version\"}" >package/package.json
  while [ $# -gt 0 ]; do
    mkdir -p "package/$(dirname "$1")"
    printf '%s' "$2" >"package/$1"
    shift 2
  done
  tar -czf "$name-$version.tgz" package
}

integrity_of() { echo "sha512-$(openssl dgst -sha512 -binary "$1" | base64 -w0)"; }

# listing STORE: every file with its hash and mode
listing() { (cd "$1" && find . -type f -exec sha512sum {} + -exec stat -c '%a %n' {} + | sort); }

# complete STORE: checks that content files hash to their names, indexes have their files, and nothing else is there
complete() {
  local file name
  [ -d "$1/v10" ] || fail "no store: $1"
  same "litter in $1" "$(find "$1" -mindepth 1 -maxdepth 1 ! -name v10 | wc -l)" 0
  same "litter in $1/v10" "$(find "$1/v10" -mindepth 1 -maxdepth 1 ! -name files ! -name index | wc -l)" 0
  while read -r file; do
    name=$(sed -E 's#.*/files/(..)/([0-9a-f]{126})(-exec)?$#\1\2#' <<<"$file")
    [ "$(sha512sum <"$file" | cut -d' ' -f1)" = "$name" ] || fail "half a file: $file"
  done < <(find "$1/v10" -path '*/files/*' -type f)
  node -e '
    const fs = require("fs"), path = require("path"), store = process.argv[1] + "/v10";
    const shards = fs.existsSync(store + "/index") ? fs.readdirSync(store + "/index") : [];
    for (const shard of shards)
      for (const file of fs.readdirSync(path.join(store, "index", shard))) {
        const index = JSON.parse(fs.readFileSync(path.join(store, "index", shard, file)));
        for (const { integrity, mode } of Object.values(index.files)) {
          const hex = Buffer.from(integrity.slice(7), "base64").toString("hex");
          const name = hex.slice(2) + ((mode & 0o111) ? "-exec" : "");
          if (!fs.existsSync(path.join(store, "files", hex.slice(0, 2), name))) {
            console.error("FAILED: " + file + " has no " + name);
            process.exit(1);
          }
        }
      }' "$1"
  checks=$((checks + 1))
}
