# What two stores are compared by. Sourced, after tests/cli/lib.sh; needs $CAFS_WORK.

# rows DATABASE: each of its rows; where they lie in it depends on who came first. A journal beside it is applied to a copy.
rows() {
  rm -rf "$CAFS_WORK/rows" && mkdir "$CAFS_WORK/rows"
  cp "$1"* "$CAFS_WORK/rows/"
  sqlite3 "$CAFS_WORK/rows/index.db" 'SELECT quote(key), quote(data) FROM package_index ORDER BY key' 2>&1 || true
}

# state STORE: every file with its hash and mode, of a database every row
state() {
  listing "$1" | grep -vE '^[0-9a-f]{128}  \./v11/index\.db$' || true
  [ ! -f "$1/v11/index.db" ] || rows "$1/v11/index.db"
}
