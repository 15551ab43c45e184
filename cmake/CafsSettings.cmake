# The settings for every target of ours, and for no others: standard, warnings, sanitizers, hardening.
option(CAFS_WERROR "Treat warnings as errors" OFF)
option(CAFS_STATIC "Link the tools without any shared library" OFF)
set(CAFS_SANITIZE "" CACHE STRING "Sanitizers: address,undefined or thread")
option(CAFS_COVERAGE "Instrument for llvm-cov" OFF)
option(CAFS_FUZZ "Build the fuzz targets with libFuzzer (clang)" OFF)

include(CheckCXXSymbolExists)
check_cxx_symbol_exists(__GLIBC__ cstdlib CAFS_GLIBC)

add_library(cafs_settings INTERFACE)
target_compile_features(cafs_settings INTERFACE cxx_std_20)
target_include_directories(cafs_settings INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(cafs_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wformat=2 -Wmissing-declarations)
# The first two give false warnings about std::string in g++ 12. The third warns about members that an initialiser does
# not name, although these have their defaults.
target_compile_options(cafs_settings INTERFACE
  -Wno-null-dereference $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> -Wno-missing-field-initializers)
if(CAFS_WERROR)
  target_compile_options(cafs_settings INTERFACE -Werror)
endif()
if(CAFS_SANITIZE)
  target_compile_options(cafs_settings INTERFACE
    -fsanitize=${CAFS_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(cafs_settings INTERFACE -fsanitize=${CAFS_SANITIZE})
endif()
if(CAFS_COVERAGE)
  target_compile_options(cafs_settings INTERFACE -fprofile-instr-generate -fcoverage-mapping)
  target_link_options(cafs_settings INTERFACE -fprofile-instr-generate)
endif()
# musl gives a thread 128 KiB of stack, unless the program sets a size; a deeply nested package.json needs more.
if(NOT APPLE)
  target_link_options(cafs_settings INTERFACE -Wl,-z,stack-size=8388608)
endif()
if(CAFS_FUZZ)
  target_compile_options(cafs_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
# Hardening; tests/hardening looks for it in the built files. The static tool is at a fixed address, see
# tools/CMakeLists.txt. glibc's checked functions need optimisation; a sanitizer has such checks of its own.
if(NOT CAFS_STATIC)
  target_compile_options(cafs_settings INTERFACE
    $<$<NOT:$<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>>:-fPIE>)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CAFS_SANITIZE)
  target_compile_options(cafs_settings INTERFACE
    -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong)
endif()
