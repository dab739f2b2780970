#include "administration/cases/acts/keeping.h"

#include "administration/cases/acts/opening.h"
#include "administration/cases/acts/opining.h"
#include "administration/cases/acts/standing_in.h"
#include "administration/cases/acts/undoing.h"
#include "administration/cases/acts/working.h"
#include "administration/cases/store/absences.h"
#include "administration/cases/store/opinions.h"
#include "administration/cases/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

constexpr std::size_t at_once = 100;

/// All rows in order, a bounded piece at a time.
template <class Row, class After, class Each>
void each_row(authority::TownVisit& visit, After const& after, Each const& each) {
  std::int64_t last = 0;
  for (bool more = true; more;) {
    std::vector<Row> some;
    visit.db.read([&](db::Connection& connection) { some = after(connection, last, at_once); });
    for (auto const& one : some) each(one);
    more = some.size() == at_once;
    if (more) last = some.back().id;
  }
}

bool is_old(crypto::Keys const& keys, std::string const& sealed) {
  return not sealed.empty() and crypto::sealed_by(sealed) != keys.newest();
}

/// Few, and over in weeks: all at once.
std::vector<Absence> all_absences(authority::TownVisit& visit) {
  std::vector<Absence> all;
  visit.db.read([&](db::Connection& connection) { all = store::absences(connection, {}); });
  return all;
}

}  // namespace

void renew_under_keys(authority::TownVisit& visit) {
  auto const keys = visit.keys();
  each_row<Case>(visit, store::after_id, [&](Case one) {
    if (not is_old(keys, one.about)) return;
    one.about = sealed_about(keys, one, about(keys, one), visit.house.random);
    visit.db.write([&](db::Connection& connection) { store::save_about(connection, one); });
  });
  each_row<Note>(visit, store::notes_after, [&](Note one) {
    if (not is_old(keys, one.sealed)) return;
    auto const text = text_of(keys, one);
    one.sealed = text.empty() ? std::string{} : sealed_note(keys, one, text, visit.house.random);
    visit.db.write([&](db::Connection& connection) { store::save_note(connection, one); });
  });
  each_row<Opinion>(visit, store::opinions_after, [&](Opinion one) {
    if (not is_old(keys, one.question) and not is_old(keys, one.answer)) return;
    seal_texts(keys, one, texts_of(keys, one), visit.house.random);
    visit.db.write([&](db::Connection& connection) { store::save(connection, one); });
  });
  for (auto one : all_absences(visit)) {
    if (not is_old(keys, one.sealed)) continue;
    one.sealed = sealed_absence(keys, one, note_of(keys, one), visit.house.random);
    visit.db.write([&](db::Connection& connection) { store::set_absence(connection, one); });
  }
}

std::int64_t sealed_under(authority::TownVisit& visit, int number) {
  std::int64_t found = 0;
  each_row<Case>(visit, store::after_id,
                 [&](Case const& one) { found += crypto::sealed_by(one.about) == number ? 1 : 0; });
  each_row<Note>(visit, store::notes_after,
                 [&](Note const& one) { found += crypto::sealed_by(one.sealed) == number ? 1 : 0; });
  each_row<Opinion>(visit, store::opinions_after, [&](Opinion const& one) {
    for (auto const* text : {&one.question, &one.answer}) found += crypto::sealed_by(*text) == number ? 1 : 0;
  });
  for (auto const& one : all_absences(visit)) found += crypto::sealed_by(one.sealed) == number ? 1 : 0;
  return found;
}

std::optional<Instant> tidy(authority::TownVisit& visit) {
  auto const now = visit.house.clock.now();
  visit.db.write([&](db::Connection& connection) {
    store::drop_absences_before(connection, i18n::iso(legal_time(now).day));
    tidy_undos(connection, now);
  });
  return std::nullopt;
}

}  // namespace kreislauf::cases
