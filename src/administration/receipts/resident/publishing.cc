#include "administration/receipts/resident/publishing.h"

#include "administration/receipts/store/keys.h"
#include "base/errors.h"
#include "platform/ledger/publication.h"

// What watchers need: the key, and the newest head, which they compare with the one they saw before.
namespace kreislauf::receipts::pages {

namespace {

http::Response text(std::string content) {
  return {.content_type = "text/plain; charset=utf-8", .body = std::move(content), .caching = http::Caching::none};
}

}  // namespace

http::Response key(authority::House& house, http::Request const&, authority::TownContext& c) {
  std::optional<ledger::NoteKey> found;
  house.store.commons().read([&](db::Connection& commons) { found = store::key_of(commons, c.authority.key); });
  if (not found) throw NotFound{};
  return text(found->text() + "\n");
}

http::Response checkpoint(authority::House&, http::Request const&, authority::TownContext& c) {
  std::optional<std::string> head;
  c.db.read([&](db::Connection& connection) { head = ledger::published(connection, "checkpoint"); });
  if (not head) throw NotFound{};
  return text(*std::move(head));
}

}  // namespace kreislauf::receipts::pages
