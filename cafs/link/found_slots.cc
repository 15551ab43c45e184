#include "cafs/link/found_slots.h"

#include <algorithm>
#include <span>

#include "cafs/base/interrupt.h"
#include "cafs/io/inside.h"
#include "cafs/io/symlink.h"

namespace cafs {

namespace {

bool has_links(const Directory& store, std::span<const LayoutLink> links, std::size_t prefix) {
  return std::all_of(links.begin(), links.end(), [&](const LayoutLink& link) {
    return read_link(store, link.path.substr(prefix)) == link.relative_target();
  });
}

}  // namespace

FoundSlots find_slots(const Layout& layout, Workers& workers) {
  const std::size_t count = layout.slots.size();
  FoundSlots found{std::vector<char>(count), std::vector<char>(count)};
  const auto store = find_inside(Directory::open(layout.root),
                                 layout.virtual_store.substr(layout.root.size() + 1));
  const std::size_t prefix = layout.virtual_store.size() + 1;
  // Looks at the package and its links together: the kernel finds again quickly what it has just
  // looked up.
  workers.for_each(store ? count : 0, [&](std::size_t i) {
    throw_if_interrupted();
    const Slot& slot = layout.slots[i];
    if (!is_own_directory(*store, slot.package.substr(prefix))) return;
    found.has_package[i] = 1;
    found.has_links[i] = has_links(*store, slot.links, prefix) ? 1 : 0;
  });
  return found;
}

}  // namespace cafs
