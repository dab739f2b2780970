#include "administration/consultations/shared/crossing.h"

#include <fmt/format.h>

#include "administration/consultations/acts/answering.h"
#include "administration/consultations/acts/asking.h"
#include "administration/consultations/acts/sealing.h"
#include "administration/consultations/store/store.h"
#include "platform/blobs/carrying.h"

namespace kreislauf::consultations {

namespace {

using authority::TownVisit;
using Way = Consultation::Way;

std::string actor_of(authority::Authority const& authority) { return "authority:" + authority.key.value(); }

std::optional<Consultation> read(TownVisit& visit, Way way, std::string_view id) {
  std::optional<Consultation> found;
  visit.db.read([&](db::Connection& db) { found = store::find(db, way, id); });
  return found;
}

/// The other authority, where it is still one of this installation.
std::optional<TownVisit> other_side(TownVisit& visit, Consultation const& one) {
  auto const* other = visit.house.authorities.directory()->by_key(one.authority);
  if (other == nullptr) return std::nullopt;
  return TownVisit{visit.house, *other, visit.house.store.authority(other->key)};
}

/// What is shown of the case now; nothing where it has ended meanwhile.
std::optional<Excerpt> excerpt_of(Consultations& module, TownVisit& visit, Consultation const& one,
                                  std::vector<std::string> const& parts) {
  std::optional<cases::Case> its_case;
  visit.db.read([&](db::Connection& db) { its_case = cases::of_subject(db, one.subject); });
  auto const* source = module.source_of(one.subject);
  if (source == nullptr or not its_case or not cases::is_open(its_case->phase)) return std::nullopt;
  return source->excerpt(*authority::programme_context(visit, its_case->site), *its_case, parts);
}

std::string copy_files(Consultations& module, TownVisit& from, TownVisit& to, Excerpt const& excerpt) {
  if (excerpt.files.empty()) return {};
  auto source = module.blobs.of(from.authority.key, from.db), target = module.blobs.of(to.authority.key, to.db);
  for (auto const& file : excerpt.files)
    if (auto problem = blobs::carry(source, target, file.sha256); not problem.empty()) return problem;
  return {};
}

void fails(TownVisit& visit, std::string_view id) {
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) { note_failure(tx, id); });
}

/// Where open pages of cases of this office hear of it.
void tell(TownVisit& visit, std::string_view office) {
  visit.house.live.publish(cases::news_topic(visit.authority, office));
}

}  // namespace

std::string carry_question(Consultations& module, TownVisit& visit, acts::OutboxMessage const& message) {
  auto const one = read(visit, Way::out, message.payload);
  if (not one or one->state != Consultation::State::under_way) return {};
  auto said = said_of(visit.keys(), *one);
  auto const excerpt = excerpt_of(module, visit, *one, said.parts);
  if (not excerpt) return {};
  auto to = other_side(visit, *one);
  if (not to or to->town()->office(one->office) == nullptr) return fails(visit, one->id), std::string{};
  if (auto problem = copy_files(module, visit, *to, *excerpt); not problem.empty()) return problem;
  said.parts.clear();
  said.excerpt = *excerpt;
  auto const there = authority::programme_context(*to, {});
  acts::perform(to->db, to->house.clock, actor_of(visit.authority), [&](acts::Transaction& tx) {
    take_in(tx, *there,
            {.id = one->id,
             .authority = visit.authority.key.value(),
             .office = one->office,
             .service = one->service,
             .due_on = one->due_on,
             .asked_at = one->asked_at,
             .said = std::move(said)});
  });
  tell(*to, one->office);
  acts::perform(visit.db, visit.house.clock, actor_of(to->authority),
                [&](acts::Transaction& tx) { note_arrival(tx, one->id); });
  return {};
}

std::string carry_answer(Consultations&, TownVisit& visit, acts::OutboxMessage const& message) {
  auto const one = read(visit, Way::in, message.payload);
  if (not one or one->state != Consultation::State::answering) return {};
  if (auto to = other_side(visit, *one)) {
    auto const said = said_of(visit.keys(), *one);
    auto const there = authority::programme_context(*to, {});
    std::optional<cases::Case> its_case;
    acts::perform(to->db, to->house.clock, actor_of(visit.authority), [&](acts::Transaction& tx) {
      take_answer(tx, *there, one->id, {said.answer, said.answered_by, one->settled_at});
      if (auto const asked = store::find(tx.db, Way::out, one->id)) its_case = cases::of_subject(tx.db, asked->subject);
    });
    if (its_case) tell(*to, its_case->office);
  }
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) { note_heard(tx, one->id); });
  return {};
}

std::string carry_end(Consultations&, TownVisit& visit, acts::OutboxMessage const& message) {
  auto const one = read(visit, Way::out, message.payload);
  if (not one or one->state != Consultation::State::dropping) return {};
  if (auto to = other_side(visit, *one)) {
    auto const there = authority::programme_context(*to, {});
    acts::perform(to->db, to->house.clock, actor_of(visit.authority),
                  [&](acts::Transaction& tx) { end(tx, *there, one->id); });
    tell(*to, one->office);
  }
  acts::perform(visit.db, visit.house.clock, "clock", [&](acts::Transaction& tx) { note_dropped(tx, one->id); });
  return {};
}

}  // namespace kreislauf::consultations
