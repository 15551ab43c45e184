# The overrides as JSON for `cafs plan --overrides`, with paths of the Nix store.
let
  text = import ./text.nix;
  overriding = import ./override.nix;

  # A file of the source tree must come into the store under a name that Nix takes.
  inStore =
    src:
    if builtins.isPath src then
      builtins.path {
        name = text.storeName (overriding.fromFile src).file;
        path = src;
      }
    else
      src;
in
overrides:
builtins.toJSON (
  builtins.mapAttrs (
    _: given: given // (if given ? src then { src = "${inStore given.src}"; } else { })
  ) overrides
)
