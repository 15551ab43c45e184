// micro: what each step of adding and merging costs by itself; google-benchmark's options apply,
// and --help lists them.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "cafs/hash/sha512_many.h"
#include "cafs/index/index_json.h"
#include "cafs/index/package_index.h"
#include "cafs/io/directory.h"
#include "cafs/io/place.h"
#include "cafs/tarball/gzip.h"
#include "cafs/tarball/tar.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary.h"

using namespace cafs;
using namespace cafs::tests;

namespace {

using benchmark::State;

/// Text that compresses about as source code does: words of a small vocabulary.
std::string source_text(std::size_t size) {
  std::mt19937 random(1);
  std::vector<std::string> words;
  for (int i = 0; i < 400; ++i) {
    words.emplace_back(2 + random() % 9, static_cast<char>('a' + random() % 26));
    words.back().front() = static_cast<char>('a' + random() % 26);
  }
  std::string text;
  while (text.size() < size) text += words[random() % words.size()] + (random() % 8 ? " " : ";\n");
  return text.substr(0, size);
}

/// An archive of `files` files with 4 KiB each.
std::string archive_of(std::size_t files) {
  const std::string text = source_text(4096);
  std::string tar =
      tar_member({.name = "package/package.json", .content = R"({"name":"a","version":"1.0.0"})"});
  for (std::size_t i = 1; i < files; ++i) {
    tar += tar_member({.name = "package/lib/file-" + std::to_string(i) + ".js", .content = text});
  }
  return tar + tar_end();
}

void count_bytes(State& state, std::size_t each) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(each));
}

void inflate(State& state) {
  const std::string text = source_text(static_cast<std::size_t>(state.range(0)));
  const std::string gzip = gzipped(text);
  ByteBuffer out;
  for (auto _ : state) gunzip(as_bytes(gzip), text.size(), out);
  count_bytes(state, text.size());
}
BENCHMARK(inflate)->ArgName("bytes")->Arg(10'000)->Arg(1'000'000)->Arg(20'000'000);

void tar_walk(State& state) {
  const std::string tar = archive_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(read_tar(as_bytes(tar)));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(tar_walk)->ArgName("files")->Arg(8)->Arg(500);

/// Hashes a number of messages of one size at once, by a kernel; without a kernel, by OpenSSL.
void sha512_of(State& state, const sha2::LaneKernel* kernel) {
  const std::string text = source_text(static_cast<std::size_t>(state.range(0)));
  const std::int64_t messages = state.range(1);
  for (auto _ : state) {
    std::int64_t given = 0;
    const NextMessage next = [&]() -> std::optional<Message> {
      return given++ < messages ? std::optional(Message{as_bytes(text), 0}) : std::nullopt;
    };
    sha512_many(
        next, [](std::uint64_t, const Digest& digest) { benchmark::DoNotOptimize(digest); }, {},
        kernel);
  }
  count_bytes(state, text.size() * static_cast<std::size_t>(messages));
}

void register_sha512(const std::string& name, const sha2::LaneKernel* kernel) {
  auto* const added = benchmark::RegisterBenchmark(("sha512/" + name).c_str(), sha512_of, kernel);
  added->ArgNames({"bytes", "messages"});
  const std::int64_t lanes = kernel ? static_cast<std::int64_t>(kernel->lanes) : 1;
  for (const std::int64_t bytes : {100, 4'000, 1'000'000}) {
    for (std::int64_t messages = 1; messages <= lanes; messages *= 2)
      added->Args({bytes, messages});
    added->Args({bytes, 64});
  }
}

void index_writing(State& state) {
  const std::string tar = archive_of(static_cast<std::size_t>(state.range(0)));
  const std::vector<Entry> entries = read_tar(as_bytes(tar));
  const Manifest manifest = read_manifest(entries.front().content);
  std::vector<Digest> digests;
  for (const Entry& entry : entries) digests.push_back(sha512(entry.content));
  for (auto _ : state)
    benchmark::DoNotOptimize(index_json(package_index(manifest, entries, digests)));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(index_writing)->ArgName("files")->Arg(8)->Arg(500);

/// A directory of TMPDIR to place into, and a file with a path as long as that of a content file.
struct Place {
  Temporary temporary;
  std::string source = temporary / std::string(150, 'n');
  Directory directory = Directory::open(temporary.path());
  std::int64_t placed = 0;

  std::string next_name() { return std::to_string(placed++); }
};

void create(State& state) {
  Place place;
  const std::string text = source_text(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) place.directory.write_new(place.next_name(), as_bytes(text), 0666);
  count_bytes(state, text.size());
}
BENCHMARK(create)->ArgName("bytes")->Arg(0)->Arg(2'000)->Arg(64'000)->Iterations(3000);

void placing(State& state, Placement placement) {
  Place place;
  const auto size = static_cast<std::size_t>(state.range(0));
  write_file(place.source, source_text(size));
  std::filesystem::permissions(place.source, std::filesystem::perms(0444));
  const SourceFile source = look_at(place.directory, std::string(150, 'n')).value();
  Placer placer({.only = placement});
  for (auto _ : state) placer.place(source, false, place.directory, place.next_name());
  count_bytes(state, size);
}

void register_placing() {
  for (const Placement placement : {Placement::hardlink, Placement::copy, Placement::symlink}) {
    auto* const added = benchmark::RegisterBenchmark(
        ("placing/" + std::string(name(placement))).c_str(), placing, placement);
    added->ArgName("bytes")->Iterations(3000);
    for (const std::int64_t bytes : {1'000, 4'096, 4'097, 64'000}) added->Arg(bytes);
  }
}

}  // namespace

int main(int argc, char** argv) {
  register_sha512("openssl", nullptr);
  for (const sha2::LaneKernel& kernel : sha2::usable_kernels())
    register_sha512(kernel.name, &kernel);
  register_placing();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
