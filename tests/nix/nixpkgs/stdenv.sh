# The stand-in's stdenv: setup hooks, and the phases that the hook of this project and its templates use, or buildCommand.
set -euo pipefail
shopt -s nullglob inherit_errexit
umask 022
export PATH=${cc+$cc/bin:}$tools/bin SHELL=$tools/bin/bash LD_LIBRARY_PATH=$libraries NIX_BUILD_TOP=$PWD HOME=/homeless-shelter
postConfigureHooks=()
fixupOutputHooks=()

# Like that of stdenv: runs the functions in the array named after the hook, then the variable of the hook's name.
runHook() {
  local -n functions=$1Hooks
  local function
  for function in "${functions[@]}"; do "$function"; done
  eval "${!1-}"
}

# phase NAME DEFAULT: runs the phase of a derivation, or its default
phase() {
  local skip=dont${1^}
  [ -z "${!skip-}" ] || return 0
  local code=$1Phase
  eval "${!code-$2}"
}

# Replaces the interpreters of executable files, /bin/sh and /usr/bin/env NAME, by those on PATH.
patchShebangs() {
  local file interpreter
  find "$@" -type f -perm -100 | while read -r file; do
    read -r interpreter <"$file" 2>/dev/null || continue
    case $interpreter in
      '#!/bin/sh'* | '#!/usr/bin/env '*) ;;
      *) continue ;;
    esac
    interpreter=${interpreter##*[/ ]}
    sed -i "1s|.*|#!$(type -P "$interpreter")|" "$file"
  done
}

install() { # -Dm644 FROM TO
  mkdir -p "$(dirname "$3")" && cp "$2" "$3"
}

for input in ${nativeBuildInputs-}; do
  PATH=$input/bin:$PATH
  [ ! -e "$input/nix-support/setup-hook" ] || source "$input/nix-support/setup-hook"
done

if [ -n "${buildCommand-}" ]; then
  eval "$buildCommand"
  exit
fi
cp -r "$src" source && chmod -R u+w source && cd source
phase configure 'runHook preConfigure; runHook postConfigure'
phase build 'runHook preBuild; runHook postBuild'
phase install 'runHook preInstall; runHook postInstall'
prefix=$out
runHook fixupOutput
