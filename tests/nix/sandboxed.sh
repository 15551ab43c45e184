# Sourced after lib.sh. $work/sandboxed.nix has derivations that need no library in Nix' sandbox: `source PATH`, which
# copies a directory, and `curl`, this machine's.
mkdir -p "$work/tools" "$work/curl"
cp /bin/bash-static "$work/tools/bash"
cp /bin/busybox "$work/tools/busybox"
curl=$(command -v curl)
# shellcheck disable=SC2046
cp -L "$curl" $(ldd "$curl" | grep -o '/[^ ]*') "$work/curl/"
cat >"$work/sandboxed.nix" <<NIX
let
  tools = "\${$work/tools}";
  libraries = "\${$work/curl}";
  run = name: script: derivation {
    inherit name libraries;
    system = "x86_64-linux";
    builder = "\${tools}/bash";
    args = [ "-euc" "b=\${tools}/busybox; \${script}" ];
  };
in
{
  source = path: run "source" "\$b cp -r \${builtins.path { inherit path; name = "files"; }} \$out";
  curl = run "curl" ''
    \$b mkdir -p \$out/bin
    echo "#!\${tools}/bash" >\$out/bin/curl
    echo "exec \$libraries/ld-linux-x86-64.so.2 --library-path \$libraries \$libraries/curl \"\\\$@\"" >>\$out/bin/curl
    \$b chmod +x \$out/bin/curl
  '';
}
NIX
