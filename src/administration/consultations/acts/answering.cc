#include "administration/consultations/acts/answering.h"

#include <fmt/format.h>

#include "administration/consultations/acts/sealing.h"
#include "administration/consultations/store/store.h"
#include "platform/blobs/references.h"

namespace kreislauf::consultations {

namespace {

using State = Consultation::State;
using Way = Consultation::Way;

constexpr std::size_t in_a_commit = 100;
constexpr std::chrono::days kept_after{365};

/// It is over here: what was shown of the case is not needed any more (Artikel 17 Absatz 1 Buchstabe a DSGVO).
void settle(acts::Transaction& tx, authority::TownContext const& c, Consultation& one, Said said, State state) {
  said.excerpt = {};
  one.sealed = sealed(c.keys, one, said, c.random);
  one.state = state;
  one.settled_at = iso_utc(tx.now);
  store::save(tx.db, one);
  blobs::release_all(tx.db, subject_of(one), tx.now);
}

}  // namespace

void take_in(acts::Transaction& tx, authority::TownContext const& c, Arriving const& arriving) {
  if (store::find(tx.db, Way::in, arriving.id)) return;
  Consultation one{.way = Way::in,
                   .id = arriving.id,
                   .state = State::there,
                   .authority = arriving.authority,
                   .office = arriving.office,
                   .service = arriving.service,
                   .due_on = arriving.due_on,
                   .asked_at = arriving.asked_at};
  one.sealed = sealed(c.keys, one, arriving.said, c.random);
  store::add(tx.db, one);
  for (std::size_t i = 0; i < arriving.said.excerpt.files.size(); ++i) {
    auto const holder = fmt::format("{}/{}", subject_of(one), i + 1);
    if (not blobs::hold(tx.db, arriving.said.excerpt.files[i].sha256, holder))
      throw Conflict{"a document has gone on the way"};
  }
  tx.event("consultation.come_in", subject_of(one));
}

void answer(acts::Transaction& tx, authority::TownContext const& c, std::string_view id, std::string_view text,
            std::string_view by) {
  auto one = store::find(tx.db, Way::in, id);
  if (not one or one->state != State::there) throw cases::NotNow{};
  auto said = said_of(c.keys, *one);
  said.answer = text;
  said.answered_by = by;
  one->staff = cases::staff_in(tx.actor);
  settle(tx, c, *one, std::move(said), State::answering);
  tx.event("consultation.answer", subject_of(*one));
  order(tx, answer_kind, *one);
}

void note_heard(acts::Transaction& tx, std::string_view id) {
  auto one = store::find(tx.db, Way::in, id);
  if (not one or one->state != State::answering) return;
  one->state = State::answered;
  store::save(tx.db, *one);
}

void end(acts::Transaction& tx, authority::TownContext const& c, std::string_view id) {
  auto one = store::find(tx.db, Way::in, id);
  if (not one or one->state != State::there) return;
  settle(tx, c, *one, said_of(c.keys, *one), State::dropped);
  tx.event("consultation.end", subject_of(*one));
}

std::optional<Instant> erase_old(authority::TownVisit& visit) {
  auto const before = iso_utc(visit.house.clock.now() - kept_after);
  for (bool more = true; more;) {
    acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) {
      auto const some = store::settled_before(tx.db, before, in_a_commit);
      for (auto const& one : some) {
        store::remove(tx.db, one);
        tx.event("consultation.erase", subject_of(one));
      }
      more = some.size() == in_a_commit;
    });
  }
  return std::nullopt;
}

}  // namespace kreislauf::consultations
