# The registry of each package: the ones that an .npmrc and a pnpm-workspace.yaml name, as `pnpm config get` of pnpm
# 9.15.9, 10.34.9, 11.28.11 and 12.21.0 prints them, and the URLs that a plan makes of them. Sourced by tests/nix/eval.

mkdir "$work/registries"
printf '%s\n' "$(entry "{integrity: $sha512}")" >"$work/registries/pnpm-lock.yaml"

# beside FILE TEXT...: puts these files beside the lockfile, and no others
beside() {
  rm -f "$work/registries/.npmrc" "$work/registries/pnpm-workspace.yaml"
  while [ $# -gt 0 ]; do printf '%b' "$2" >"$work/registries/$1" && shift 2; done
}

# evaluated_registries [ARGUMENTS]
evaluated_registries() {
  nix_do nix-instantiate --eval --strict --json -E "import $work/library/registries.nix { lockfile = $work/registries/pnpm-lock.yaml; ${1-} }" 2>"$work/err"
}
told() { # WANTED [ARGUMENTS]
  local has
  has=$(evaluated_registries "${2-}") || fail "registries: $(tail -3 "$work/err")"
  [ "$has" = "$1" ] || fail "registries: want $1, have $has"
}
untold() { # PART [ARGUMENTS]
  if evaluated_registries "${2-}" >"$work/out"; then fail "registries: taken: $(cat "$work/out")"; fi
  grep -qF "$1" "$work/err" || fail "registries: no ‘$1’ in: $(tail -3 "$work/err")"
}

beside .npmrc 'registry=https://a/\nregistry=https://b/\n@s:registry=https://c/\n@s:registry=https://d\n'
told '{"@s":"https://d/","default":"https://b/"}'
beside .npmrc '\xef\xbb\xbfregistry=https://a/\n'
told '{"default":"https://a/"}'
beside .npmrc '\tregistry\t=\thttps://a/\t\r\n@s:registry\t=https://b/\t ; why\r\n'
told '{"@s":"https://b/","default":"https://a/"}'
beside .npmrc 'registry=HTTPS://Host.Example/Path\n'
told '{"default":"https://host.example/Path/"}'
beside .npmrc 'registry=https://a/b#c\n@s:registry=https://d/e;f\n@t:registry="https://g/"\n#registry=https://h/\n'
told '{"@s":"https://d/e/","@t":"https://g/","default":"https://a/b/"}'

# A line does not matter if a later line or an argument replaces it.
beside .npmrc 'registry=${A}\n@s:registry=${B}\nregistry=https://a/\n//a/:_authToken=${C}\n'
told '{"@s":"https://b/","default":"https://a/"}' 'registries."@s" = "https://b/";'
untold '.npmrc: ‘@s:registry=${B}’: want the URL of a registry, without variables; or give it as registries."@s"'
told '{"@s":"https://b/","default":"https://c/"}' 'registry = "https://c/"; registries."@s" = "https://b/";'

# Arguments come before pnpm-workspace.yaml, and this before .npmrc.
npmrc='registry=https://n/\n@s:registry=https://ns/\n'
beside .npmrc "$npmrc" pnpm-workspace.yaml 'packages:\n- "*"\n\nregistry: https://w/ # why\n'
told '{"@s":"https://ns/","default":"https://w/"}'
told '{"@s":"https://ns/","default":"https://x/"}' 'registry = "https://x";'
beside .npmrc "$npmrc" pnpm-workspace.yaml '\xef\xbb\xbfregistries:\r\n  # why\r\n  default: "https://w/"\r\n\r\n  "@s": https://ws\r\ncatalog:\r\n  "@t": 1.0.0\r\n'
told '{"@s":"https://ws/","default":"https://w/"}'
beside .npmrc "$npmrc" pnpm-workspace.yaml "registry: https://r/\nregistries:\n    default: https://w/\n"
told '{"@s":"https://ns/","default":"https://r/"}'
beside .npmrc "$npmrc" pnpm-workspace.yaml "registries:\n  https://W/api:\n    serverType: artifactory\n    supportsTimeField: true\n    scopes: ['@', \"@s\"]\n  'https://v/':\n    prefix: work\n    scopes:\n    - '@t'\nnamedRegistries:\n  work: https://other/\n  corp: https://corp/\n"
told '{"@s":{"serverType":"artifactory","url":"https://w/api/"},"@t":"https://v/","corp:":"https://corp/","default":{"serverType":"artifactory","url":"https://w/api/"},"work:":"https://v/"}'
told '{"@s":{"serverType":"artifactory","url":"https://w/api/"},"@t":"https://x/","corp:":"https://corp/","default":{"serverType":"artifactory","url":"https://w/api/"},"work:":"https://y/"}' \
  'registry = "https://w/api"; registries = { "@t" = "https://x"; "work:" = "https://y"; };'
beside pnpm-workspace.yaml 'registries: {}\nnamedRegistries:\n'
told '{"default":null}'
beside .npmrc "$npmrc" pnpm-workspace.yaml '# registries are those of .npmrc\npackages: [a]\n'
told '{"@s":"https://ns/","default":"https://n/"}'

# A line that cannot be read is an error, unless the default registry is given.
beside .npmrc "$npmrc" pnpm-workspace.yaml 'registry: https://${HOST}/\n'
untold 'pnpm-workspace.yaml: the registry of default is ‘https://${HOST}/’: want a URL without variables, or give it as an argument'
for form in 'registries: { default: https://w/ }' 'registries: *all' 'registry: >-\n  https://w/' '{ registry: https://w/ }' \
  'registries:\n  https://w/: { scopes: ["@"] }' 'registries:\n  https://w/:\n    scopes: ["@"\n    ]' 'registries:\n  ? "@s"\n  : https://w/'; do
  beside .npmrc "$npmrc" pnpm-workspace.yaml "$form\n"
  untold 'pnpm-workspace.yaml: cannot read ‘'
  told '{"@s":"https://ns/","default":"https://x/"}' 'registry = "https://x/";'
done

# fetched KEY REGISTRIES: the one entry of a plan, with its URL
fetched() {
  printf '%s\n' "$(entry "{integrity: $sha512}" | sed "s|a@1.0.0|$1|")" >"$work/pnpm-lock.yaml"
  nix_do nix-instantiate --eval --strict --json -E "map (entry: \"\${entry.id} \${entry.url} \${entry.file}\") (import $work/library/plan.nix {
    lockfile = $work/pnpm-lock.yaml; platforms = \"all\"; registries = { $2 }; })" 2>"$work/err"
}
comes() { # KEY REGISTRIES WANTED
  local has
  has=$(fetched "$1" "$2") || fail "$1: $(tail -3 "$work/err")"
  [ "$has" = "[\"$3\"]" ] || fail "$1: want $3, have $has"
}
lost() { # KEY REGISTRIES PART
  if fetched "$1" "$2" >/dev/null; then fail "$1 has a registry"; fi
  grep -qF "$3" "$work/err" || fail "$1: no ‘$3’ in: $(tail -3 "$work/err")"
}
corp='default = "https://d/"; "corp:" = "https://c/npm";'
comes first@corp:1.0.0 "$corp" 'first@corp:1.0.0 https://c/npm/first/-/first-1.0.0.tgz first-1.0.0.tgz'
comes "'@s/a@corp:1.0.0-rc.1+b.2'" "$corp" '@s/a@corp:1.0.0-rc.1+b.2 https://c/npm/@s/a/-/a-1.0.0-rc.1.tgz a-1.0.0-rc.1.tgz'
lost first@work:1.0.0 "$corp" 'no registry is known by the name work, of first: give `registries."work:" = URL`'
for version in npm:1.0.0 jsr:1.0.0 git:1.0.0 corp:^1.0.0 corp:1.0 9corp:1.0.0; do
  [ "$(planned "$(entry "{integrity: $sha512}" "$version")" '"all"')" = "[\"$version\"]" ] || fail "a@$version: $(tail -3 "$work/err")"
done

artifactory='default = { url = "https://d"; serverType = "artifactory"; };'
comes "'@s/a@1.0.0+b'" "$artifactory" '@s/a@1.0.0+b https://d/@s/a/-/@s/a-1.0.0.tgz a-1.0.0.tgz'
comes a@1.0.0 "$artifactory" 'a@1.0.0 https://d/a/-/a-1.0.0.tgz a-1.0.0.tgz'
comes "'@s/a@1.0.0'" 'default = { url = "https://d/"; serverType = "npm"; };' '@s/a@1.0.0 https://d/@s/a/-/a-1.0.0.tgz a-1.0.0.tgz'

# No other registry replaces that of JSR: pnpm has a registry of its own for that scope.
comes "'@jsr/s__a@1.0.0'" 'default = "https://d/"; "@jsr" = "https://j/";' '@jsr/s__a@1.0.0 https://j/@jsr/s__a/-/s__a-1.0.0.tgz s__a-1.0.0.tgz'
lost "'@jsr/s__a@1.0.0'" 'default = "https://d/";' 'no registry is known for @jsr/s__a: give `registries."@jsr" = URL`'

# Two of one version are two packages, and what refers to them finds them.
sed "s|a@1.0.0|first@corp:1.0.0|; /^  first.*:$/ { N; h; s|first|second|; p; g }; s|^  first@corp:1.0.0: {}|&\n\n  second@corp:1.0.0: {}|
  s|^  .: {}|  .:\n    dependencies:\n      x:\n        specifier: corp:1.0.0\n        version: first@corp:1.0.0\n      second:\n        specifier: corp:1.0.0\n        version: corp:1.0.0|" \
  <<<"$one" >"$work/registries/two.yaml"
two=$(cat "$work/registries/two.yaml")
for importers in null '[ "." ]'; do
  [ "$(planned "$two" '"all"' "registries.\"corp:\" = \"https://c\"; importers = $importers;")" = '["first@corp:1.0.0","second@corp:1.0.0"]' ] ||
    fail "two packages of one version: $(tail -3 "$work/err")"
done
