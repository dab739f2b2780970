#include "administration/applications/shared/files.h"

#include <fmt/format.h>

#include "authority/download.h"
#include "base/errors.h"
#include "platform/kern/components.h"

namespace kreislauf::applications {

void write_file_links(html::Writer& out, forms::Entered const& entered, std::string const& before) {
  if (entered.files.empty()) return;
  std::vector<kern::Link> links;
  for (auto const& [key, file] : entered.files) links.push_back({.path = before + key, .label = file.name});
  kern::links(out, links);
}

http::Response file_answer(Applications& module, authority::TownContext const& c, forms::Entered const& entered,
                           std::string_view key) {
  auto const found = entered.files.find(std::string{key});
  if (found == entered.files.end()) throw NotFound{};
  auto const& file = found->second;
  return file_answer(module, c, {file.name, file.type, file.sha256});
}

http::Response picture_answer(blobs::Stores& blobs, authority::TownContext const& c, std::string_view sha256) {
  auto store = blobs.of(c.authority.key, c.db);
  return {.content_type = "image/jpeg", .body = authority::bytes_of(store, sha256), .caching = http::Caching::none};
}

http::Response file_answer(Applications& module, authority::TownContext const& c, Named const& file) {
  auto store = module.blobs.of(c.authority.key, c.db);
  return authority::download(store, {file.name, file.type, file.sha256});
}

}  // namespace kreislauf::applications
