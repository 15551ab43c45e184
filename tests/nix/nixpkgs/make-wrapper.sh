# makeWrapper PROGRAM WRAPPER --add-flags FLAGS
makeWrapper() {
  mkdir -p "$(dirname "$2")"
  printf '#!@bash@\nexec %s %s "$@"\n' "$1" "$4" >"$2"
  chmod +x "$2"
}
