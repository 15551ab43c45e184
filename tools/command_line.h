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
/// if the run ends here: after --help, --version or a usage error, which is printed.
std::optional<int> parse(CLI::App& app, const std::string& program, const Ways& ways,
                         Arguments arguments, const std::function<void()>& complete);

/// Throws a usage error. It is for `complete`, which finds errors that the parser cannot see.
[[noreturn]] void throw_usage(const std::string& message);

/// The number of bytes in "4096", "4KiB", "4MiB" or "4GiB"; K, M and G mean the same as KiB, MiB
/// and GiB. Throws a usage error for another text.
std::uint64_t byte_count(const std::string& option, const std::string& text);

/// Adds what every command has: --jobs, --json, --version, and the exit codes in its help.
/// `more_codes` are those that only this command has.
void describe_common(CLI::App& app, unsigned& jobs, bool& json, const std::string& json_help,
                     const std::string& more_codes = "\n");

/// Adds --store-version: the versions, one or several, that a command reads.
void describe_store_versions(CLI::App& app, std::vector<StoreVersion>& versions,
                             const std::string& help);

/// Adds --store-version and --index for a command that writes: the versions of the stores, by
/// default the usual one, and how those with rows keep their indexes, by default as `index` says.
void describe_store_kinds(CLI::App& app, std::vector<StoreKind>& kinds, IndexKind index);

/// Adds --durable, for commands that write.
void describe_durable(CLI::App& app, Durability& durability);

}  // namespace cafs::tools
