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
        "x86_64-darwin"
        "aarch64-darwin"
      ] (system: import ./. { inherit system; });
    };
}
