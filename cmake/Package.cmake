# The package for Debian that cpack makes of the static tool. CAFS_DOCUMENTS is the directory of documents, like
# licences, that scripts/release has made.
install(DIRECTORY ${CAFS_DOCUMENTS}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/cafs)

set(CPACK_PACKAGE_NAME cafs)
set(CPACK_PACKAGE_CONTACT "the cafs authors <cafs@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "assembles pnpm stores from tarballs, and node_modules from stores")
set(CPACK_PACKAGE_DESCRIPTION
  "cafs writes the content-addressed store of pnpm 9 to 12 from npm tarballs,
merges such stores, checks them, and lays out node_modules from a lockfile
and stores, without pnpm and Node.js.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE amd64)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
include(CPack)
