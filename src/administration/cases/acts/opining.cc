#include "administration/cases/acts/opining.h"

#include <fmt/format.h>

#include "administration/cases/acts/processing.h"
#include "administration/cases/store/opinions.h"
#include "administration/cases/store/store.h"
#include "platform/db/embedded.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

constexpr std::string_view purpose = "cases/opinion";

std::string place_of(Opinion const& opinion, std::string_view part) {
  return fmt::format("case:{}/opinion:{}/{}", opinion.case_id, opinion.id, part);
}

std::string sealed(crypto::Keys const& keys, Opinion const& opinion, std::string_view part, std::string_view text,
                   crypto::Random& random) {
  return text.empty() ? std::string{} : keys.seal(purpose, place_of(opinion, part), text, random);
}

std::string opened(crypto::Keys const& keys, Opinion const& opinion, std::string_view part, std::string_view text) {
  return text.empty() ? std::string{} : keys.open(purpose, place_of(opinion, part), text).value_or("");
}

Opinion open_one(acts::Transaction& tx, std::int64_t id) {
  auto found = store::opinion(tx.db, id);
  if (not found or not is_open(*found)) throw NotNow{};
  return *std::move(found);
}

}  // namespace

std::int64_t ask_opinion(acts::Transaction& tx, authority::TownContext const& c, Case& one, OpinionAsked const& asked) {
  if (not is_open(one.phase)) throw NotNow{};
  Opinion opinion{.id = db::next_number(tx.db, "case_opinions"),
                  .case_id = one.id,
                  .office = asked.office,
                  .staff = staff_in(tx.actor),
                  .due_on = i18n::iso(asked.until),
                  .asked_at = iso_utc(tx.now)};
  opinion.question = sealed(c.keys, opinion, "question", asked.question, c.random);
  store::add(tx.db, opinion);
  touch(tx, one);
  tx.event("case.ask_opinion", one.subject, fmt::format(R"({{"office":"{}"}})", asked.office));
  store::save(tx.db, one);
  return opinion.id;
}

void give_opinion(acts::Transaction& tx, authority::TownContext const& c, Library& library, std::int64_t id,
                  std::string_view answer) {
  auto opinion = open_one(tx, id);
  auto one = current(tx, opinion.case_id);
  if (not is_open(one.phase)) throw NotNow{};
  opinion.answer = sealed(c.keys, opinion, "answer", answer, c.random);
  opinion.answer_staff = staff_in(tx.actor);
  opinion.answered_at = iso_utc(tx.now);
  store::save(tx.db, opinion);
  one.resubmit_on = i18n::iso(legal_time(tx.now).day);
  touch(tx, one);
  tx.event("case.give_opinion", one.subject, fmt::format(R"({{"office":"{}"}})", opinion.office));
  store::save(tx.db, one);
  tell_happened({tx, c, *library.version(one.version), one}, fmt::format("opinion:{}", opinion.id));
}

void drop_opinion(acts::Transaction& tx, authority::TownContext const& c, CaseType const& type, Case& one,
                  std::int64_t id) {
  auto const opinion = open_one(tx, id);
  if (opinion.case_id != one.id) throw NotFound{};
  store::remove(tx.db, opinion);
  touch(tx, one);
  tx.event("case.drop_opinion", one.subject, fmt::format(R"({{"office":"{}"}})", opinion.office));
  store::save(tx.db, one);
  tell_happened({tx, c, type, one}, fmt::format("opinion:{}", id));
}

OpinionTexts texts_of(crypto::Keys const& keys, Opinion const& opinion) {
  return {opened(keys, opinion, "question", opinion.question), opened(keys, opinion, "answer", opinion.answer)};
}

void seal_texts(crypto::Keys const& keys, Opinion& opinion, OpinionTexts const& texts, crypto::Random& random) {
  opinion.question = sealed(keys, opinion, "question", texts.question, random);
  opinion.answer = sealed(keys, opinion, "answer", texts.answer, random);
}

}  // namespace kreislauf::cases
