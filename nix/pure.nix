# The functions that need neither nixpkgs nor cafs.
let
  arguments = import ./arguments.nix;
  kinds = import ./kinds.nix;
  platform = import ./platform.nix;

  aText = arguments.kind "a string" builtins.isString;
  aPackage = arguments.kind "a package of a lockfile: { os; cpu; libc; … }" (
    value: builtins.isAttrs value && value ? os && value ? cpu && value ? libc
  );
in
import ./checked.nix {
  fetchTarball = import ./fetchTarball.nix;
  plan = import ./plan.nix;
}
// {
  platform = {
    parse = value: platform.parse (kinds.aPlatform.take "platform.parse: platform" value);
    ofSystem = value: platform.ofSystem (kinds.aSystem.take "platform.ofSystem: system" value);
    isFor =
      one: package:
      platform.isFor (platform.parse (kinds.aPlatform.take "platform.isFor: platform" one)) (
        aPackage.take "platform.isFor: package" package
      );
  };

  readLockfile =
    name: content:
    import ./lockfile (aText.take "readLockfile: name" name) (
      aText.take "readLockfile: content" content
    );
}
