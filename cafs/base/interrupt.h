#pragma once

namespace cafs {

/// From now on SIGINT, SIGTERM and SIGHUP ask the run to end instead of ending the process: work in
/// hand stops at the next file, and half-written files are removed. An ignored signal stays
/// ignored, as `nohup` and `trap ''` want it. A second signal ends the process at once, with an
/// exit status of 128 plus the signal's number, unless it comes within 100 ms: `timeout` sends its
/// signal twice. Throws std::system_error.
void catch_interrupts();

/// The signal that came, or 0.
int interrupting_signal();

/// Throws Interrupted once a signal has come.
void throw_if_interrupted();

/// A descriptor for `poll`, which can be read once a signal has come, whichever thread the signal
/// reaches; -1 while signals are not caught.
int interrupt_descriptor();

}  // namespace cafs
