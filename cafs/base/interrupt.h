#pragma once

namespace cafs {

/// From now on SIGINT, SIGTERM and SIGHUP ask the run to end instead of ending the process: work in
/// hand stops at the next file, and what was half-written is removed. One that is ignored stays
/// ignored, as `nohup` and `trap ''` want it. A second signal ends the process at once with 128 and
/// the signal's number, unless it comes within 100 ms: `timeout` sends its signal twice. Throws
/// std::system_error.
void catch_interrupts();

/// The signal that came, or 0.
int interrupting_signal();

/// Throws Interrupted once a signal has come.
void throw_if_interrupted();

/// A descriptor that can be read once a signal has come, for `poll`, whichever thread the signal
/// reaches; -1 while signals are not caught.
int interrupt_descriptor();

}  // namespace cafs
