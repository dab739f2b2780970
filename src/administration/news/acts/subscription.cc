#include "administration/news/acts/subscription.h"

#include <fmt/format.h>

#include "administration/news/acts/mails.h"
#include "administration/news/store/store.h"

namespace kreislauf::news {

namespace {

constexpr auto pause_between_mails = std::chrono::hours{1};

std::string subject_of(Subscriber const& subscriber) { return fmt::format("subscriber:{}", subscriber.id); }

Subscriber asking(acts::Transaction& tx, authority::TownContext const& c, std::string const& address) {
  Subscriber subscriber{.address = address,
                        .token = c.random.hex(16),
                        .language = std::string{i18n::code(c.t.language())},
                        .site = c.origin,
                        .asked_at = iso_utc(tx.now)};
  subscriber.id = store::add(tx.db, subscriber);
  return subscriber;
}

}  // namespace

void ask(acts::Transaction& tx, authority::TownContext const& c, std::string const& address) {
  auto known = store::subscriber_by_address(tx.db, address);
  if (known) {
    bool const just_asked = tx.now - parse_iso_utc(known->asked_at) < pause_between_mails;
    if (just_asked or not known->confirmed_at.empty()) return;
    known->asked_at = iso_utc(tx.now);
    store::save(tx.db, *known);
  }
  auto const subscriber = known ? *known : asking(tx, c, address);
  tx.send(mail_to_confirm(c.t, c.authority, subscriber));
  tx.event("news.ask", subject_of(subscriber));
}

std::optional<std::string> confirm(acts::Transaction& tx, std::string_view token) {
  auto found = store::subscriber_by_token(tx.db, token);
  if (not found) return std::nullopt;
  if (not found->confirmed_at.empty()) return found->address;
  found->confirmed_at = iso_utc(tx.now);
  store::save(tx.db, *found);
  tx.event("news.confirm", subject_of(*found));
  return found->address;
}

bool unsubscribe(acts::Transaction& tx, std::string_view token) {
  auto const found = store::subscriber_by_token(tx.db, token);
  if (not found) return false;
  store::remove(tx.db, *found);
  tx.event("news.unsubscribe", subject_of(*found));
  return true;
}

}  // namespace kreislauf::news
