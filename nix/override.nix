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

  # The error for an override of a package with several archives. WHERE is the file that has the package.
  severalArchives =
    where: id:
    throw (
      "${where}: ${id} has another archive for each platform, but overrides.\"${id}\" is a single one: "
      + "want one platform"
    );

  noIntegrity =
    where: id: throw "${where}: ${id} has no integrity: overrides.\"${id}\" needs one";

  stranger = where: name: throw "${where} has no ${name}, for which there is an override";
}
