#pragma once

namespace cafs {

/// From now on SIGINT, SIGTERM and SIGHUP ask the run to end instead of ending the process: work in
/// hand stops at the next file, and what was half-written is removed.
void catch_interrupts();

/// The signal that came, or 0.
int interrupting_signal();

/// Throws Interrupted once a signal has come.
void throw_if_interrupted();

}  // namespace cafs
