// The input is a patch, a NUL, and the content of each file that the patch names.
#include "cafs/node_modules/patch.h"

#include "cafs/base/error.h"
#include "tests/fuzz/fuzz.h"

using namespace cafs;

namespace {

/// Whether a path stays in the package.
bool is_inside(std::string_view path) {
  const std::string whole = "/" + std::string(path) + "/";
  return !path.empty() && path.front() != '/' && whole.find("/../") == whole.npos &&
         path.find('\0') == path.npos;
}

void try_rules(std::string_view patch, std::string_view content, PatchRules rules) {
  const std::vector<PatchedFile> files = parse_patch(patch, rules);
  for (const PatchedFile& file : files) {
    fuzz::require(is_inside(file.path));
    fuzz::require(file.old_path.empty() || is_inside(file.old_path));
  }
  const auto read = [&](std::string_view) {
    return std::optional<PackageFile>({std::string(content), 0644});
  };
  for (const auto& [path, file] : apply_patch(files, rules, read)) fuzz::require(is_inside(path));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = as_text(fuzz::input(data, size));
  const std::size_t end = std::min(text.find('\0'), text.size());
  const std::string_view content = text.substr(std::min(end + 1, text.size()));
  fuzz::require(patch_hash(text).size() == 64);
  for (const PatchRules rules : {PatchRules::pnpm10, PatchRules::pnpm12}) {
    try {
      try_rules(text.substr(0, end), content, rules);
    } catch (const Error&) {
    }
  }
  return 0;
}
