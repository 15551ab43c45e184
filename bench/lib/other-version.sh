# Puts another version of a package into this Nix' store. Sourced after tests/nix/lib.sh.

# other_version NAME: makes NAME@9.9.9, and prints its integrity
other_version() {
  local file=$work/${1##*/}-9.9.9.tgz
  mkdir "$work/package" && echo "{\"name\":\"$1\",\"version\":\"9.9.9\"}" >"$work/package/package.json"
  tar -C "$work" -czf "$file" package
  nix_do nix-store --add-fixed sha512 "$file" >/dev/null
  integrity_of "$file"
}
