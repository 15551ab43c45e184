#include "tests/support/sample_store.h"

#include "cafs/index/index_json.h"
#include "cafs/store/store.h"
#include "tests/support/temporary.h"

namespace cafs::tests {

namespace {

Executable kind(bool executable) { return executable ? Executable::yes : Executable::no; }

}  // namespace

std::string add_package(const std::string& root, const std::string& id,
                        const std::vector<SampleFile>& files) {
  Store store(root, Visibility::at_once);
  PackageIndex index{.name = JsonValue{id}, .version = {}, .files = {}};
  for (const SampleFile& file : files) {
    const Digest digest = sha512(as_bytes(file.content));
    store.put_content(digest, kind(file.executable), as_bytes(file.content));
    index.files.push_back({file.path, digest, file.executable ? 0755 : 0644, file.content.size()});
  }
  const std::string path =
      kUsualVersion->index_name(Integrity::of(as_bytes(id)), PackageId::parse(id)).path;
  store.put_index(path, index_json(index));
  return path;
}

std::string path_of_content(const std::string& content, bool executable) {
  return content_path(sha512(as_bytes(content)), kind(executable));
}

void add_to_json(const std::string& path, const std::string& text) {
  std::string json = read_file(path);
  json.insert(json.rfind('}'), text);
  write_file(path, json);
}

}  // namespace cafs::tests
