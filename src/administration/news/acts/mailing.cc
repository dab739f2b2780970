#include "administration/news/acts/mailing.h"

#include "administration/news/acts/mails.h"
#include "administration/news/acts/subscription.h"
#include "administration/news/store/store.h"
#include "platform/acts/acts.h"

namespace kreislauf::news {

namespace {

constexpr std::size_t mails_in_a_commit = 200;
constexpr std::int64_t forgotten_in_a_commit = 500;
constexpr std::string_view clock_actor = "clock";
constexpr std::int64_t all_mailed = -1;

/// One step of one piece; false when there is nothing to mail.
bool step(acts::Transaction& tx, authority::TownVisit& visit) {
  auto mailing = store::open_mailing(tx.db);
  if (not mailing) return false;
  auto const piece = store::piece(tx.db, mailing->piece);
  auto const readers = store::confirmed_after(tx.db, mailing->mailed_to, mails_in_a_commit);
  for (auto const& reader : readers) {
    auto const language = i18n::language_of(reader.language).value_or(i18n::Language::german);
    tx.send(mail_of(visit.house.languages.translator(language), visit.authority, *piece, reader));
  }
  mailing->mailed_to = readers.size() < mails_in_a_commit ? all_mailed : readers.back().id;
  store::save(tx.db, *mailing);
  return true;
}

}  // namespace

std::optional<Instant> mail_news(authority::TownVisit& visit) {
  bool due = false;
  visit.db.read([&](db::Connection& connection) { due = store::open_mailing(connection).has_value(); });
  if (not due) return std::nullopt;
  acts::perform(visit.db, visit.house.clock, clock_actor, [&](acts::Transaction& tx) { step(tx, visit); });
  return visit.house.clock.now();
}

std::optional<Instant> forget_unconfirmed(authority::TownVisit& visit) {
  auto const before = iso_utc(visit.house.clock.now() - std::chrono::hours{24 * days_to_confirm});
  // A daily job is called once: it goes on by itself, a bounded piece in each commit.
  for (std::int64_t removed = forgotten_in_a_commit; removed == forgotten_in_a_commit;) {
    visit.db.write([&](db::Connection& db) { removed = store::remove_unconfirmed(db, before, forgotten_in_a_commit); });
  }
  return std::nullopt;
}

}  // namespace kreislauf::news
