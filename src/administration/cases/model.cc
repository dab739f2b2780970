#include "administration/cases/model.h"

#include <array>

namespace kreislauf::cases {

namespace {

constexpr std::array<std::string_view, 7> phases{"new",     "working", "waiting",  "signing",
                                                 "decided", "closed",  "passed_on"};
constexpr std::array<std::string_view, 7> german_phases{
    "neu",         "in Bearbeitung", "wartet auf den Antragsteller",    "wartet auf Mitzeichnung",
    "entschieden", "beendet",        "an eine andere Behörde abgegeben"};
constexpr std::array<std::string_view, 4> seen_names{"open", "yes", "no", "needless"};

template <class Enum, std::size_t N>
std::optional<Enum> one_of(std::array<std::string_view, N> const& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Phase phase) { return phases[static_cast<std::size_t>(phase)]; }
std::optional<Phase> phase_in(std::string_view name) { return one_of<Phase>(phases, name); }
std::string_view german_of(Phase phase) { return german_phases[static_cast<std::size_t>(phase)]; }
std::string name_of(Case const& one) { return "case:" + std::to_string(one.id); }
std::string_view name_of(Seen seen) { return seen_names[static_cast<std::size_t>(seen)]; }
std::optional<Seen> seen_in(std::string_view name) { return one_of<Seen>(seen_names, name); }
std::string_view name_of(Asked::Kind kind) { return kind == Asked::Kind::missing ? "missing" : "hearing"; }

namespace {

constexpr std::array<std::string_view, 5> automations{"", "due", "person", "sampled", "done"};

}  // namespace

std::string_view name_of(Automation automation) { return automations[static_cast<std::size_t>(automation)]; }

Automation automation_in(std::string_view name) {
  auto const found = std::find(automations.begin(), automations.end(), name);
  return found == automations.end() ? Automation::none : static_cast<Automation>(found - automations.begin());
}

Case Case::from(db::Row const& row) {
  return {.id = row.integer(0),
          .number = row.string(1),
          .subject = row.string(2),
          .type = row.string(3),
          .version = row.string(4),
          .office = row.string(5),
          .phase = phase_in(row.text(6)).value_or(Phase::closed),
          .status = row.string(7),
          .holder = row.integer(8),
          .proposer = row.integer(9),
          .result = row.string(10),
          .arrived_on = row.string(11),
          .complete_on = row.string(12),
          .due_on = row.string(13),
          .resubmit_on = row.string(14),
          .about = row.string(15),
          .changed_at = row.string(16),
          .closed_at = row.string(17),
          .revision = row.integer(18),
          .automation = automation_in(row.text(19)),
          .site = row.string(20),
          .asker = row.integer(21)};
}

Note Note::from(db::Row const& row) {
  return {.id = row.integer(0),
          .case_id = row.integer(1),
          .staff = row.integer(2),
          .at = row.string(3),
          .sealed = row.string(4)};
}

Tick Tick::from(db::Row const& row) {
  return {.item = row.string(0),
          .seen = seen_in(row.text(1)).value_or(Seen::open),
          .staff = row.integer(2),
          .at = row.string(3)};
}

Pause Pause::from(db::Row const& row) {
  return {.id = row.integer(0), .from_day = row.string(1), .until_day = row.string(2), .law = row.string(3)};
}

Asked Asked::from(db::Row const& row) {
  return {.id = row.integer(0),
          .case_id = row.integer(1),
          .kind = row.text(2) == name_of(Kind::hearing) ? Kind::hearing : Kind::missing,
          .questions = row.string(3),
          .due_on = row.string(4),
          .staff = row.integer(5),
          .asked_at = row.string(6),
          .answered_at = row.string(7)};
}

Absence Absence::from(db::Row const& row) {
  return {.staff = row.integer(0),
          .deputy = row.integer(1),
          .from_day = row.string(2),
          .until_day = row.string(3),
          .sealed = row.string(4)};
}

Opinion Opinion::from(db::Row const& row) {
  return {.id = row.integer(0),
          .case_id = row.integer(1),
          .office = row.string(2),
          .staff = row.integer(3),
          .question = row.string(4),
          .due_on = row.string(5),
          .asked_at = row.string(6),
          .answer = row.string(7),
          .answer_staff = row.integer(8),
          .answered_at = row.string(9)};
}

}  // namespace kreislauf::cases
