# cafsConfigHook, for nativeBuildInputs: see hook/setup-hook.sh.
{
  makeSetupHook,
  stdenv,
}:
makeSetupHook {
  name = "cafs-config-hook";
  substitutions = {
    hook = "${./hook}";
    npmArch = stdenv.targetPlatform.node.arch;
    npmPlatform = stdenv.targetPlatform.node.platform;
  };
} ./hook/setup-hook.sh
