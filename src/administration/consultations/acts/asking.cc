#include "administration/consultations/acts/asking.h"

#include <fmt/format.h>

#include "administration/consultations/acts/sealing.h"
#include "administration/consultations/store/store.h"
#include "platform/i18n/dates.h"

namespace kreislauf::consultations {

namespace {

using State = Consultation::State;
using Way = Consultation::Way;

constexpr std::size_t id_length = 16, in_a_commit = 100;
/// Nobody may lose it on the way because a program has stood still for some days.
constexpr std::chrono::days under_way_at_most{365};

std::string data_of(Consultation const& one) { return fmt::format(R"({{"authority":"{}"}})", one.authority); }

std::optional<cases::Case> open_case(db::Connection& connection, std::string const& subject) {
  auto one = cases::of_subject(connection, subject);
  return one and cases::is_open(one->phase) ? std::move(one) : std::nullopt;
}

void show_today(acts::Transaction& tx, Consultation const& one) {
  if (auto found = open_case(tx.db, one.subject))
    cases::resubmit(tx, *found, std::chrono::sys_days{legal_time(tx.now).day});
}

}  // namespace

void order(acts::Transaction& tx, std::string_view kind, Consultation const& one) {
  tx.send({.kind = std::string{kind},
           .subject = subject_of(one),
           .due = tx.now,
           .payload = one.id,
           .stale = tx.now + under_way_at_most});
}

void ask(acts::Transaction& tx, authority::TownContext const& c, cases::Case& its_case, Question const& question) {
  if (not cases::is_open(its_case.phase)) throw cases::NotNow{};
  Consultation one{.way = Way::out,
                   .id = c.random.hex(id_length),
                   .subject = its_case.subject,
                   .authority = question.authority,
                   .office = question.office,
                   .service = its_case.type,
                   .due_on = i18n::iso(question.until),
                   .asked_at = iso_utc(tx.now),
                   .staff = cases::staff_in(tx.actor)};
  one.sealed = sealed(c.keys, one,
                      {.number = its_case.number,
                       .service = question.service_name,
                       .by = question.by,
                       .office = question.office_name,
                       .question = question.question,
                       .parts = question.parts},
                      c.random);
  store::add(tx.db, one);
  tx.event("consultation.ask", one.subject, data_of(one));
  order(tx, ask_kind, one);
}

void drop(acts::Transaction& tx, Consultation one, cases::Case const* its_case) {
  if (not is_open(one)) throw cases::NotNow{};
  if (its_case != nullptr and one.subject != its_case->subject) throw NotFound{};
  one.state = State::dropping;
  one.settled_at = iso_utc(tx.now);
  store::save(tx.db, one);
  tx.event("consultation.drop", one.subject, data_of(one));
  order(tx, drop_kind, one);
}

void note_arrival(acts::Transaction& tx, std::string_view id) {
  auto one = store::find(tx.db, Way::out, id);
  if (not one or one->state != State::under_way) return;
  one->state = State::there;
  store::save(tx.db, *one);
}

void note_dropped(acts::Transaction& tx, std::string_view id) {
  auto one = store::find(tx.db, Way::out, id);
  if (not one or one->state != State::dropping) return;
  one->state = State::dropped;
  store::save(tx.db, *one);
}

void note_failure(acts::Transaction& tx, std::string_view id) {
  auto one = store::find(tx.db, Way::out, id);
  if (not one or not is_open(*one)) return;
  one->state = State::failed;
  one->settled_at = iso_utc(tx.now);
  store::save(tx.db, *one);
  tx.event("consultation.fail", one->subject, data_of(*one));
  show_today(tx, *one);
}

void take_answer(acts::Transaction& tx, authority::TownContext const& c, std::string_view id, Answer const& answer) {
  auto one = store::find(tx.db, Way::out, id);
  if (not one or not is_open(*one)) return;
  auto said = said_of(c.keys, *one);
  said.answer = answer.text;
  said.answered_by = answer.by;
  one->sealed = sealed(c.keys, *one, said, c.random);
  one->state = State::answered;
  one->settled_at = answer.at;
  store::save(tx.db, *one);
  tx.event("consultation.get_answer", one->subject, data_of(*one));
  show_today(tx, *one);
}

void erase(acts::Transaction& tx, std::string_view subject) {
  for (auto const& one : store::of_subject(tx.db, subject)) {
    if (is_open(one)) drop(tx, one, nullptr);
    store::remove(tx.db, one);
  }
}

namespace {

/// Calls `each` inside of a commit with those in this state, a bounded piece at a time.
template <class Each>
void each_in_state(authority::TownVisit& visit, Way way, State state, Each const& each) {
  std::string last;
  for (bool more = true; more;) {
    std::vector<Consultation> some;
    visit.db.read([&](db::Connection& db) { some = store::in_state(db, way, state, last, in_a_commit); });
    if (not some.empty())
      acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
        for (auto const& one : some) {
          // Somebody may have been quicker since it was read.
          auto const now = store::find(tx.db, way, one.id);
          if (now and now->state == state) each(tx, *now);
        }
      });
    more = some.size() == in_a_commit;
    if (more) last = some.back().id;
  }
}

}  // namespace

std::optional<Instant> drop_of_ended(authority::TownVisit& visit) {
  for (auto const state : {State::under_way, State::there}) {
    bool any = false;
    visit.db.read([&](db::Connection& db) {
      for (auto const& one : store::in_state(db, Way::out, state, {}, in_a_commit))
        any = any or not open_case(db, one.subject);
    });
    if (not any) continue;
    each_in_state(visit, Way::out, state, [&](acts::Transaction& tx, Consultation const& one) {
      if (not open_case(tx.db, one.subject)) drop(tx, one, nullptr);
    });
  }
  return std::nullopt;
}

std::optional<Instant> carry_again(authority::TownVisit& visit) {
  auto const again = [&](Way way, State state, std::string_view kind) {
    each_in_state(visit, way, state, [&](acts::Transaction& tx, Consultation const& one) {
      tx.withdraw(subject_of(one), kind);
      order(tx, kind, one);
    });
  };
  again(Way::out, State::under_way, ask_kind);
  again(Way::out, State::dropping, drop_kind);
  again(Way::in, State::answering, answer_kind);
  return std::nullopt;
}

}  // namespace kreislauf::consultations
