#include "tools/cli.h"

#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>

#include "cafs/base/error.h"
#include "cafs/base/interrupt.h"
#include "cafs/io/fd.h"
#include "cafs/io/input_file.h"
#include "cafs/io/place.h"
#include "tools/heap.h"
#include "tools/output.h"

namespace cafs::tools {

namespace {

void prepare_process() {
  const mode_t given = ::umask(022);
  ::umask(given | 022);  // a stricter one stays
  creation_mask();       // while there are no threads
  keep_closed_standard_descriptors();
  std::signal(SIGPIPE, SIG_IGN);
  catch_interrupts();
  end_where_a_file_is_lost("cafs: a file was truncated or became unreadable while it was read\n",
                           kFailed);
  prepare_heap();
}

[[noreturn]] void end_interrupted(const std::string& program) {
  print_error(program, "interrupted");
  std::_Exit(kSignal + interrupting_signal());  // threads may have been left behind
}

int reported(const std::string& program, const std::function<int()>& body) {
  try {
    return body();
  } catch (const Interrupted&) {
    end_interrupted(program);
  } catch (const IntegrityMismatch& e) {
    print_error(program, e.what());
    return kIntegrityMismatch;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    print_error(program, e.what());
  }
  if (interrupting_signal() != 0) end_interrupted(program);
  return kFailed;
}

}  // namespace

int guarded(const std::string& program, const std::function<int()>& body) {
  try {
    prepare_process();
    return reported(program, body);
  } catch (const std::bad_alloc&) {
    print_out_of_memory(program);  // also if there is no memory to report another error
    return kFailed;
  }
}

}  // namespace cafs::tools
