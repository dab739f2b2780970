#include "administration/messages/acts/writing.h"

#include <fmt/format.h>

#include "administration/messages/rules/content.h"
#include "administration/messages/store/store.h"
#include "platform/blobs/references.h"

namespace kreislauf::messages {

namespace {

constexpr std::string_view purpose = "messages/content";
constexpr std::size_t at_once = 100;

template <class Each>
void each_message(authority::TownVisit& visit, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Message> some;
    visit.db.read([&](db::Connection& connection) { some = store::after_id(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().id;
  }
}

}  // namespace

std::string place_of(Message const& m) { return fmt::format("{}/message:{}", m.subject, m.id); }

std::string sealed(crypto::Keys const& keys, Message const& message, Content const& content, crypto::Random& random) {
  return keys.seal(purpose, place_of(message), json_of(content), random);
}

void write(acts::Transaction& tx, authority::TownContext const& c, Draft const& draft) {
  if (store::count_of(tx.db, draft.subject) >= static_cast<std::int64_t>(longest_thread)) throw ThreadFull{};
  Message message{.id = store::next_id(tx.db),
                  .subject = draft.subject,
                  .office = draft.office,
                  .sender = draft.sender,
                  .at = iso_utc(tx.now),
                  .open = draft.open};
  auto const place = place_of(message);
  for (std::size_t i = 0; i < draft.content.files.size(); ++i) {
    if (not blobs::hold(tx.db, draft.content.files[i].sha256, fmt::format("{}/{}", place, i + 1)))
      throw Conflict{"the file has gone before it was attached; send it again"};
  }
  message.sealed = sealed(c.keys, message, draft.content, c.random);
  store::close(tx.db, draft.subject, other(draft.sender), draft.seen);
  store::add(tx.db, message);
  tx.event("message.write", draft.subject,
           fmt::format(R"({{"message":{},"by":"{}"}})", message.id, name_of(draft.sender)));
}

void tick_off(acts::Transaction& tx, std::string_view subject, Sender by, std::int64_t seen) {
  if (store::close(tx.db, subject, other(by), seen) > 0) tx.event("message.tick_off", subject);
}

void move_to(acts::Transaction& tx, std::string_view subject, std::string_view office) {
  store::move_all(tx.db, subject, office);
}

void erase(acts::Transaction& tx, std::string_view subject) { store::remove_all(tx.db, subject); }

Content opened(crypto::Keys const& keys, Message const& message) {
  auto const plain = message.sealed.empty() ? std::nullopt : keys.open(purpose, place_of(message), message.sealed);
  return plain ? content_in(*plain) : Content{.text = {}};
}

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_message(visit, [&](Message one) {
    if (one.sealed.empty() or crypto::sealed_by(one.sealed) == keys.newest()) return;
    // What no key opens any more is emptied, so that the key it names can be taken out of use.
    auto const plain = keys.open(purpose, place_of(one), one.sealed);
    one.sealed = plain ? keys.seal(purpose, place_of(one), *plain, visit.house.random) : std::string{};
    visit.db.write([&](db::Connection& connection) { store::save_sealed(connection, one); });
  });
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_message(visit, [&](Message const& one) { found += crypto::sealed_by(one.sealed) == number ? 1 : 0; });
  return found;
}

}  // namespace kreislauf::messages
