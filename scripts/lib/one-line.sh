# Shows the progress of a long command: on a terminal one line that changes, elsewhere a line at its beginning and one
# at its end. Sourced.

# last_of LOG: the latest message of a command: the number of a build's step, or the last line
last_of() {
  local last
  last=$(tail -n 1 "$1" | tr -d '\r' | cut -c1-60)
  if [[ $last =~ ^\[[0-9]+/[0-9]+\] ]]; then echo "${BASH_REMATCH[0]}"; else echo "$last"; fi
}

# one_line WHAT COMMAND...: runs the command. $printed is the last line of its output; if it fails, its messages are
# shown.
one_line() {
  local what=$1 log pid status=0 start=$SECONDS
  shift
  log=$(mktemp)
  [ -t 2 ] || echo "$what …" >&2
  "$@" >"$log.out" 2>"$log" </dev/null &
  pid=$!
  while [ -t 2 ] && kill -0 $pid 2>/dev/null; do
    printf '\r\033[K%s: %d s %s' "$what" $((SECONDS - start)) "$(last_of "$log")" >&2
    sleep 0.2
  done
  wait $pid || status=$?
  [ ! -t 2 ] || printf '\r\033[K' >&2
  printed=$(tail -n 1 "$log.out")
  if [ $status != 0 ]; then tail -n 20 "$log" >&2 && echo "$what: failed" >&2; else echo "$what: ready, $((SECONDS - start)) s" >&2; fi
  rm -f "$log" "$log.out"
  return $status
}
