#include "authority/download.h"

#include "base/errors.h"
#include "platform/html/html.h"

namespace kreislauf::authority {

std::string bytes_of(blobs::Store& store, std::string_view sha256) {
  auto opened = store.open(sha256);
  if (not opened) throw StoreError{std::string{blobs::sentence(opened.error())}};
  auto bytes = opened->read(0, opened->size());
  if (not bytes) throw StoreError{std::string{blobs::sentence(bytes.error())}};
  return *std::move(bytes);
}

http::Response download(blobs::Store& store, Download const& file) {
  http::Response response{
      .content_type = file.type, .body = bytes_of(store, file.sha256), .caching = http::Caching::none};
  // RFC 6266: the plain name for old programs, the whole one encoded.
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"datei\"; filename*=UTF-8''" + html::in_url(file.name));
  return response;
}

}  // namespace kreislauf::authority
