# Every library comes from the system; nothing is fetched or vendored.
if(CAFS_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(Boost_USE_STATIC_LIBS ON)
  set(OPENSSL_USE_STATIC_LIBS ON)
endif()

find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(BZip2 REQUIRED)
find_package(LibArchive REQUIRED)
find_package(Boost REQUIRED COMPONENTS filesystem)
find_package(simdjson REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLite3 REQUIRED)

find_path(LIBDEFLATE_INCLUDE_DIR libdeflate.h REQUIRED)
find_library(LIBDEFLATE_LIBRARY deflate REQUIRED)
add_library(cafs_libdeflate INTERFACE)
target_include_directories(cafs_libdeflate SYSTEM INTERFACE ${LIBDEFLATE_INCLUDE_DIR})
target_link_libraries(cafs_libdeflate INTERFACE ${LIBDEFLATE_LIBRARY})

find_path(ZSTD_INCLUDE_DIR zstd.h REQUIRED)
find_library(ZSTD_LIBRARY zstd REQUIRED)
add_library(cafs_zstd INTERFACE)
target_include_directories(cafs_zstd SYSTEM INTERFACE ${ZSTD_INCLUDE_DIR})
target_link_libraries(cafs_zstd INTERFACE ${ZSTD_LIBRARY})

find_path(LIBYAML_INCLUDE_DIR yaml.h REQUIRED)
find_library(LIBYAML_LIBRARY yaml REQUIRED)
add_library(cafs_libyaml INTERFACE)
target_include_directories(cafs_libyaml SYSTEM INTERFACE ${LIBYAML_INCLUDE_DIR})
target_link_libraries(cafs_libyaml INTERFACE ${LIBYAML_LIBRARY})

# Of libarchive's own libraries, those that its readers of zip and tar need.
add_library(cafs_libarchive INTERFACE)
target_link_libraries(cafs_libarchive INTERFACE LibArchive::LibArchive)
if(CAFS_STATIC)
  foreach(name nettle lzma zstd bz2 z)
    find_library(CAFS_STATIC_${name} ${name})
    if(CAFS_STATIC_${name})
      target_link_libraries(cafs_libarchive INTERFACE ${CAFS_STATIC_${name}})
    endif()
  endforeach()
endif()

# fmt has no static archive in Debian 12. Compiling it into each file takes three times as long, so that
# is for the static build only.
add_library(cafs_fmt INTERFACE)
target_link_libraries(cafs_fmt INTERFACE $<IF:$<BOOL:${CAFS_STATIC}>,fmt::fmt-header-only,fmt::fmt>)
