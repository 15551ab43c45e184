#pragma once
#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cafs/base/error.h"
#include "cafs/merge/merge.h"
#include "tests/support/sample_store.h"
#include "tests/support/temporary.h"

namespace cafs::tests {

inline const std::string kLarge(9000, 'l');

/// Two fragments, a and b, and the store out that they are merged into.
struct MergeFixture {
  Temporary dir;
  Workers workers{2};
  Progress progress;

  MergeFixture() {
    add_package(dir / "a", "a@1", {{"a.js", "a"}, {"same", "same"}, {"large", kLarge}});
    add_package(dir / "b", "b@1", {{"b.js", "b"}, {"same", "same"}, {"bin", "same", true}});
  }

  MergeReport merge(std::vector<std::string> names, const MergeOptions& options = {},
                    const std::string& out = "out") {
    for (std::string& name : names) name = dir / name;
    return cafs::merge(dir / out, names, options, workers, progress);
  }

  /// Checks that merging fails with these words, and leaves nothing.
  void refuses(const std::vector<std::string>& names, const std::string& words,
               const MergeOptions& options = {}) {
    CAPTURE(words);
    CHECK_THROWS_WITH_AS(merge(names, options), doctest::Contains(words.c_str()), Error);
    CHECK_FALSE(std::filesystem::exists(dir / "out"));
  }

  std::string a_index() const { return dir / "a/v10/" + index("a@1"); }
  static std::string index(const std::string& id) {
    return kUsualVersion->index_name(Integrity::of(as_bytes(id)), PackageId::parse(id)).path;
  }
  std::string content_of_a(const std::string& content) const {
    return dir / "a/v10/" + path_of_content(content);
  }
};

}  // namespace cafs::tests
