#pragma once
#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cafs/io/directory.h"

namespace cafs {

/// How a file gets from one place to another.
enum class Placement { hardlink, reflink, copy, symlink };
inline constexpr std::size_t kPlacements = 4;

/// "hardlink", "reflink", "copy" or "symlink".
std::string_view name(Placement placement);

/// Which placements are wanted: one of them, or the cheapest that the kernel allows.
struct Link {
  std::optional<Placement> only;  ///< without one: hardlink, else reflink, else copy
};

/// The link of that name, "auto" or a placement's; nothing for another.
std::optional<Link> link_named(std::string_view name);

/// The bits that a new file does not get: the umask at the first call. That call changes the umask
/// for a moment, so no thread may create files then.
mode_t creation_mask();

/// Whether a content file may have this mode, under whatever umask it was made: its owner can read
/// it, and all who can read it can execute it if it is `executable`; else nobody can.
bool is_content_mode(mode_t mode, bool executable);

/// A file to place.
struct SourceFile {
  const Directory* directory = nullptr;  ///< its path is absolute, for symlinks
  std::string name;                      ///< of the file, relative to the directory
  std::uint64_t size = 0;                ///< in bytes
  mode_t mode = 0;                       ///< as the file system has it

  std::string path() const { return directory->path() + "/" + name; }
};

/// Size and mode of the regular file `name` below `directory`, which must outlive the answer;
/// symbolic links are followed; nothing where there is no file. Throws std::system_error, and Error
/// for what is no regular file.
std::optional<SourceFile> look_at(const Directory& directory, const std::string& name);

/// Places the files of one source directory. A placement that the kernel refuses for all of them
/// (another file system or mount, another owner's files, a file system that cannot) is not tried
/// again.
///
/// A link shares the source's mode, so a file whose mode is not one that a store has (readable by
/// all whom the umask lets read, executable by those or nobody as its name says, writable by the
/// owner at most) is copied, whatever was asked for. Symbolic links to files of up to `kCopiedUpTo`
/// bytes are copied as well. Any number of threads may use one Placer.
class Placer {
 public:
  explicit Placer(Link link);

  /// Makes the file `to`/`name`, and tells how; nothing when something has that name. A copy gets
  /// mode 0666 or 0777 less the umask, and is removed again if it fails. Throws std::system_error,
  /// Error for a source that is shorter than it was, and for a placement that was asked for and is
  /// impossible; Interrupted.
  std::optional<Placement> place(const SourceFile& source, bool executable, const Directory& to,
                                 const std::string& name);

  /// A symbolic link whose target is longer than 59 bytes takes an inode and a block on ext4, as a
  /// small file does, and as much time to make. Measured with `bench/micro`.
  static constexpr std::uint64_t kCopiedUpTo = 4096;

 private:
  enum class Result { placed, exists, refused };

  bool wants(Placement placement) const { return !link_.only || link_.only == placement; }
  Result hardlink(const SourceFile& source, const Directory& to, const std::string& name);
  std::optional<Placement> copy(const SourceFile& source, bool executable, const Directory& to,
                                const std::string& name);
  void fill(const Fd& from, const Fd& to, const SourceFile& source);
  void take_refusal_of_clones(const SourceFile& source);
  std::uint64_t copy_range(const Fd& from, const Fd& to, const SourceFile& source);

  bool has_store_mode(const SourceFile& source, bool executable) const;

  Link link_;
  mode_t readable_;  // the bits for reading that a new file gets
  std::atomic<bool> no_hardlink_{false};
  std::atomic<bool> no_reflink_{false};
  std::atomic<bool> no_copy_range_{false};
};

}  // namespace cafs
