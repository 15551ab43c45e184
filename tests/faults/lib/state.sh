# Describes the state of a store, to compare two. Sourced, after tests/cli/lib.sh; needs $CAFS_WORK.

# rows DATABASE: its rows, in the order of keys, since their places in the file depend on the order of the writers. A
# journal beside it is applied to a copy.
rows() {
  rm -rf "$CAFS_WORK/rows" && mkdir "$CAFS_WORK/rows"
  cp "$1"* "$CAFS_WORK/rows/"
  sqlite3 "$CAFS_WORK/rows/index.db" 'SELECT quote(key), quote(data) FROM package_index ORDER BY key' 2>&1 || true
}

# state STORE: every file with its hash and mode; for a database every row instead
state() {
  listing "$1" | grep -vE '^[0-9a-f]{128}  \./v11/index\.db$' || true
  [ ! -f "$1/v11/index.db" ] || rows "$1/v11/index.db"
}
