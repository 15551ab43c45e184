# CMake's toolchain file for other systems: cmake --toolchain cmake/Target.cmake -DCAFS_TARGET=… -DCAFS_LIBRARIES=…
#   CAFS_TARGET     x86_64-linux-musl, aarch64-linux-musl, x86_64-macos.11.0, aarch64-macos.11.0, …: with zig, from
#                   the directory CAFS_ZIG_TOOLS that scripts/zig-tools prints
#                   x86_64-linux-gnu, aarch64-linux-gnu: with Debian's g++
#   CAFS_LIBRARIES  the directory that scripts/target-libraries printed for it; libraries are looked for only there
set(CAFS_TARGET "" CACHE STRING "What is compiled for")
set(CAFS_ZIG_TOOLS "$ENV{CAFS_ZIG_TOOLS}" CACHE PATH "What scripts/zig-tools prints")
set(CAFS_LIBRARIES "" CACHE PATH "What scripts/target-libraries prints")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CAFS_TARGET CAFS_ZIG_TOOLS CAFS_LIBRARIES)

string(REGEX MATCH "^[^-]+" CMAKE_SYSTEM_PROCESSOR "${CAFS_TARGET}")
set(CMAKE_SYSTEM_NAME Linux)
if(CAFS_TARGET MATCHES "-macos")
  set(CMAKE_SYSTEM_NAME Darwin)
endif()

if(CAFS_TARGET MATCHES "-gnu$")
  set(CMAKE_C_COMPILER ${CAFS_TARGET}-gcc)
  set(CMAKE_CXX_COMPILER ${CAFS_TARGET}-g++)
else()
  set(CMAKE_C_COMPILER ${CAFS_ZIG_TOOLS}/${CAFS_TARGET}-cc)
  set(CMAKE_CXX_COMPILER ${CAFS_ZIG_TOOLS}/${CAFS_TARGET}-c++)
  set(CMAKE_AR ${CAFS_ZIG_TOOLS}/ar)
  set(CMAKE_RANLIB ${CAFS_ZIG_TOOLS}/ranlib)
endif()

# Nothing is taken from the machine that compiles.
set(CMAKE_FIND_ROOT_PATH ${CAFS_LIBRARIES})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
