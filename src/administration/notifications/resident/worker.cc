#include "administration/notifications/resident/worker.h"

#include "base/errors.h"
#include "platform/kern/assets.h"

namespace kreislauf::notifications {

namespace {

http::Response worker(http::Request const&, authority::TownContext&) {
  constexpr std::string_view folder = "/assets/";
  auto const path = kern::asset("push_worker.js");
  auto const* asset = path.size() > folder.size() ? kern::asset_by_file(path.substr(folder.size())) : nullptr;
  if (asset == nullptr) throw NotFound{};
  // The browser asks for it again by itself once a day, and must get the new one then.
  return {.content_type = "text/javascript; charset=utf-8",
          .body = std::string{asset->plain},
          .caching = http::Caching::none};
}

}  // namespace

void add_worker_route(authority::Rows& rows) {
  rows.open("/meldungen.js", &worker, "The script that shows messages of this town");
}

}  // namespace kreislauf::notifications
