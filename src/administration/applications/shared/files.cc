#include "administration/applications/shared/files.h"

#include <fmt/format.h>

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

namespace {

std::string bytes_of(blobs::Stores& blobs, authority::TownContext const& c, std::string_view sha256) {
  auto store = blobs.of(c.authority.key, c.db);
  auto opened = store.open(sha256);
  if (not opened) throw StoreError{std::string{blobs::sentence(opened.error())}};
  auto bytes = opened->read(0, opened->size());
  if (not bytes) throw StoreError{std::string{blobs::sentence(bytes.error())}};
  return *std::move(bytes);
}

}  // namespace

http::Response picture_answer(blobs::Stores& blobs, authority::TownContext const& c, std::string_view sha256) {
  return {.content_type = "image/jpeg", .body = bytes_of(blobs, c, sha256), .caching = http::Caching::none};
}

http::Response file_answer(Applications& module, authority::TownContext const& c, Named const& file) {
  http::Response response{
      .content_type = file.type, .body = bytes_of(module.blobs, c, file.sha256), .caching = http::Caching::none};
  // RFC 6266: the plain name for old programs, the whole one encoded.
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"datei\"; filename*=UTF-8''" + html::in_url(file.name));
  return response;
}

}  // namespace kreislauf::applications
