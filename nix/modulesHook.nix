# cafsModulesHook, for nativeBuildInputs: see hook/modules-hook.sh.
{ makeSetupHook }:
makeSetupHook {
  name = "cafs-modules-hook";
  substitutions.hook = "${./hook}";
} ./hook/modules-hook.sh
