# cafsConfigHook, for nativeBuildInputs: see hook/setup-hook.sh.
{
  makeSetupHook,
  stdenv,
  buildPackages,
}:
makeSetupHook {
  name = "cafs-config-hook";
  substitutions = {
    hook = "${./hook}";
    cafs = "${buildPackages.cafs}/bin/cafs";
    npmArch = stdenv.targetPlatform.node.arch;
    npmPlatform = stdenv.targetPlatform.node.platform;
  };
} ./hook/setup-hook.sh
