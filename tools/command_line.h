#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cafs/index/store_version.h"
#include "cafs/io/directory.h"

namespace CLI {
class App;
}

namespace cafs::tools {

/// What follows the name of a program or command.
using Arguments = std::vector<std::string>;

/// What may follow that, as help shows it: "--store STORE [OPTIONS]", and others.
using Ways = std::vector<const char*>;

/// Lets `app` read `arguments`, then `complete` check what they say together. Returns the exit code
/// where the run is over with that: after --help, --version or a usage error, which is printed.
std::optional<int> parse(CLI::App& app, const std::string& program, const Ways& ways,
                         Arguments arguments, const std::function<void()>& complete);

/// A usage error that was not in the arguments' form, for `complete` to throw.
[[noreturn]] void throw_usage(const std::string& message);

/// The bytes that "4096", "4KiB", "4MiB" or "4GiB" are; K, M and G mean the same. Throws a usage
/// error for another text.
std::uint64_t byte_count(const std::string& option, const std::string& text);

/// Adds what every command has: --jobs, --json, --version, exit codes in its help,
/// of which it may have more than usual.
void describe_common(CLI::App& app, unsigned& jobs, bool& json, const std::string& json_help,
                     const std::string& more_codes = "\n");

/// Adds --store-version, of which there may be several: which versions a command reads.
void describe_store_versions(CLI::App& app, std::vector<StoreVersion>& versions,
                             const std::string& help);

/// Adds --store-version and --index for a command that writes: what kinds of stores, the
/// usual version by default, and in what those with rows keep their indexes, `index` by default.
void describe_store_kinds(CLI::App& app, std::vector<StoreKind>& kinds, IndexKind index);

/// Adds --durable, for commands that write.
void describe_durable(CLI::App& app, Durability& durability);

}  // namespace cafs::tools
