#include "administration/cases/acts/working.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/store/store.h"
#include "platform/db/embedded.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

constexpr std::string_view purpose = "cases/note";

/// A note is sealed for its place: it opens nowhere else.
std::string place_of(Note const& note) { return fmt::format("case:{}/note:{}", note.case_id, note.id); }

}  // namespace

void take(acts::Transaction& tx, Case& one) {
  change(tx, one, Verb::take);
  one.holder = staff_in(tx.actor);
  store::save(tx.db, one);
}

void give(acts::Transaction& tx, Case& one, std::int64_t to) {
  change(tx, one, Verb::give, fmt::format(R"({{"to":"staff:{}"}})", to));
  one.holder = to;
  store::save(tx.db, one);
}

void release(acts::Transaction& tx, Case& one) {
  change(tx, one, Verb::release);
  one.holder = 0;
  store::save(tx.db, one);
}

void hand_over(acts::Transaction& tx, authority::TownContext const& c, Case& one, std::string_view office,
               std::string_view reason) {
  note(tx, c, one, reason);
  change(tx, one, Verb::hand_over, fmt::format(R"({{"from":"{}","to":"{}"}})", one.office, office));
  one.office = office;
  one.holder = 0;
  store::save(tx.db, one);
}

void begin(acts::Transaction& tx, Case& one) {
  if (one.phase != Phase::fresh) return;
  change(tx, one, Verb::begin);
  store::save(tx.db, one);
}

void set_status(acts::Transaction& tx, CaseType const& type, Case& one, std::string_view status) {
  auto const* known = type.status(status);
  if (not status.empty() and (known == nullptr or known->phase != one.phase))
    throw BadRequest{"this status is not known here"};
  if (one.status == status) return;
  change(tx, one, Verb::set, fmt::format(R"({{"status":"{}"}})", status));
  one.status = status;
  store::save(tx.db, one);
}

void note(acts::Transaction& tx, authority::TownContext const& c, Case& one, std::string_view text) {
  if (store::notes_of(tx.db, one.id).size() >= most_notes) throw Conflict{"there are as many notes as one case holds"};
  Note added{.id = db::next_number(tx.db, "case_notes"),
             .case_id = one.id,
             .staff = staff_in(tx.actor),
             .at = iso_utc(tx.now)};
  added.sealed = sealed_note(c.keys, added, text, c.random);
  store::add_note(tx.db, added);
  touch(tx, one);
  tx.event("case.note", one.subject);
  store::save(tx.db, one);
}

std::string text_of(crypto::Keys const& keys, Note const& note) {
  return note.sealed.empty() ? std::string{} : keys.open(purpose, place_of(note), note.sealed).value_or("");
}

std::string sealed_note(crypto::Keys const& keys, Note const& note, std::string_view text, crypto::Random& random) {
  return keys.seal(purpose, place_of(note), text, random);
}

void tick(acts::Transaction& tx, CaseType const& type, Case& one, std::string_view item, Seen seen) {
  bool const known =
      std::any_of(type.checks.begin(), type.checks.end(), [&](CheckItem const& it) { return it.id == item; });
  if (not known) throw BadRequest{"this item is not on the list"};
  store::tick(tx.db, one.id, {std::string{item}, seen, staff_in(tx.actor), iso_utc(tx.now)});
  touch(tx, one);
  tx.event("case.tick", one.subject, fmt::format(R"({{"item":"{}","state":"{}"}})", item, name_of(seen)));
  store::save(tx.db, one);
}

Seen seen_of(std::vector<Tick> const& ticks, std::string_view item) {
  auto const found = std::find_if(ticks.begin(), ticks.end(), [&](Tick const& one) { return one.item == item; });
  return found == ticks.end() ? Seen::open : found->seen;
}

void tick_all(acts::Transaction& tx, CaseType const& type, Case& one, Items items) {
  auto const ticks = store::ticks_of(tx.db, one.id);
  for (auto const& item : type.checks) {
    bool const meant = item.needed or items == Items::all;
    if (meant and seen_of(ticks, item.id) == Seen::open) tick(tx, type, one, item.id, Seen::yes);
  }
}

void resubmit(acts::Transaction& tx, Case& one, std::optional<std::chrono::sys_days> day) {
  if (not is_open(one.phase)) throw NotNow{};
  one.resubmit_on = day ? i18n::iso(*day) : std::string{};
  touch(tx, one);
  tx.event("case.resubmit", one.subject, day ? fmt::format(R"({{"on":"{}"}})", one.resubmit_on) : std::string{});
  store::save(tx.db, one);
}

}  // namespace kreislauf::cases
