{
  outputs =
    { self }:
    let
      pkgs = import ./. { system = "x86_64-linux"; };
    in
    {
      inherit (pkgs) lib;
      legacyPackages = pkgs.lib.genAttrs [
        "x86_64-linux"
        "aarch64-linux"
      ] (system: import ./. { inherit system; });
    };
}
