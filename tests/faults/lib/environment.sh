# Sets the place of the tool and a working directory for the commands here. Sourced. CAFS_BUILD is a build directory
# with shared libraries, else build/dev. The working directory is in TMPDIR, else in memory.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=${CAFS_BUILD:-$here/../../build/dev}
CAFS_TOOLS=$(cd "$build/tools" && pwd)
CAFS_SHIM=$(cd "$build/tests/faults" && pwd)/libcafs_faults.so
CAFS_WORK=$(mktemp -d -p "${TMPDIR:-$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)}")
export CAFS_TOOLS CAFS_SHIM CAFS_WORK
trap 'rm -rf "$CAFS_WORK"' EXIT
