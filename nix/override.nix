# What `overrides` do to a package, for ./plan.nix and ./planFile.nix.
let
  text = import ./text.nix;
in
rec {
  # What follows the last slash of an address, without query and fragment.
  baseName =
    url: builtins.elemAt (builtins.match "(.*/)?([^/]*)" (builtins.head (text.splitBy "[?#]" url))) 1;

  # A file as the tarball of a package: { src; file; }.
  fromFile = src: {
    inherit src;
    file = baseName (toString src);
  };

  # For `cafs plan --overrides`: as JSON, with paths of the Nix store.
  json =
    overrides:
    builtins.toJSON (
      builtins.mapAttrs (
        id: given: given // (if given ? src then { src = "${inStore given.src}"; } else { })
      ) overrides
    );

  # A file of the source tree must come into the store under a name that Nix takes.
  inStore =
    src:
    if builtins.isPath src then
      builtins.path {
        name = text.storeName (fromFile src).file;
        path = src;
      }
    else
      src;

  # That a package of several archives wants another override for each. WHERE is the file that the package is of.
  severalArchives =
    where: id:
    throw "${where}: ${id} is another archive for each platform, and overrides.\"${id}\" is one: want one platform";

  noIntegrity =
    where: id: throw "${where}: ${id} has no integrity: overrides.\"${id}\" wants one";

  stranger = where: name: throw "${where} has no ${name}, for which there is an override";
}
