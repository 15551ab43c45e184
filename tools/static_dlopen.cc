// SQLite and OpenSSL can load libraries while they run. A static program cannot: what the linker
// puts in the place of dlopen (see CMakeLists.txt) says so without its warning.
extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier)
void* __wrap_dlopen(const char* file, int mode);
void* __wrap_dlopen(const char* /*file*/, int /*mode*/) { return nullptr; }
// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"
