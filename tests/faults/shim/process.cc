// The part of the shim that is about memory, threads and where a program begins; see shim.cc.
#include <dlfcn.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "tests/faults/shim/fault.h"

using namespace faults;

namespace {

/// Maps an empty file, as if the file to map had lost its content.
void* map_nothing(std::size_t size) {
  const long fd = ::syscall(SYS_memfd_create, "nothing", 0);
  return reinterpret_cast<void*>(::syscall(SYS_mmap, nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0));
}

using Main = int(int, char**, char**);
Main* real_main = nullptr;

int counted_main(int argc, char** argv, char** environment) {
  begin();
  return real_main(argc, argv, environment);
}

}  // namespace

extern "C" {

void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
int __cxa_thread_atexit_impl(void (*)(void*), void*, void*);
int __libc_start_main(Main*, int, char**, void (*)(), void (*)(), void (*)(), void*);

void* mmap(void* address, std::size_t size, int protection, int flags, int fd, off_t offset) {
  if (fails("mmap", fd < 0 ? kMemory : kMemory | kAny)) return MAP_FAILED;
  if (fd >= 0 && fails("mmap", kTruncated)) return map_nothing(size);
  return reinterpret_cast<void*>(::syscall(SYS_mmap, address, size, protection, flags, fd, offset));
}

void* malloc(std::size_t size) { return fails("malloc", kMemory) ? nullptr : __libc_malloc(size); }

void* calloc(std::size_t count, std::size_t size) {
  return fails("calloc", kMemory) ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* data, std::size_t size) {
  return fails("realloc", kMemory) ? nullptr : __libc_realloc(data, size);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*body)(void*),
                   void* argument) {
  if (fails("pthread_create", kMemory)) return EAGAIN;
  static const auto real =
      reinterpret_cast<decltype(&pthread_create)>(::dlsym(RTLD_NEXT, "pthread_create"));
  return real(thread, attributes, body, argument);
}

// glibc ends the process if it has no memory to register the destructor of a thread_local variable.
int __cxa_thread_atexit_impl(void (*destructor)(void*), void* object, void* library) {
  static const auto real = reinterpret_cast<decltype(&__cxa_thread_atexit_impl)>(
      ::dlsym(RTLD_NEXT, "__cxa_thread_atexit_impl"));
  const Excuse excuse;
  return real(destructor, object, library);
}

/// Calls count from main() on: earlier calls are not the tool's.
int __libc_start_main(Main* main, int argc, char** argv, void (*init)(), void (*fini)(),
                      void (*loader_fini)(), void* stack_end) {
  static const auto real =
      reinterpret_cast<decltype(&__libc_start_main)>(::dlsym(RTLD_NEXT, "__libc_start_main"));
  real_main = main;
  return real(counted_main, argc, argv, init, fini, loader_fini, stack_end);
}

}  // extern "C"
