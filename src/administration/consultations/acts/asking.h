#pragma once

#include <chrono>
#include <optional>

#include "administration/cases/cases.h"
#include "administration/consultations/model.h"
#include "platform/acts/acts.h"

// What the authority does that asks. Each act is one of this database; what must reach the other one goes by the
// outbox, in order for each consultation.
namespace kreislauf::consultations {

inline constexpr std::string_view ask_kind = "consultation.ask", answer_kind = "consultation.answer",
                                  drop_kind = "consultation.drop";

/// It is carried by a message of this kind, whose payload is its id.
void order(acts::Transaction& tx, std::string_view kind, Consultation const& one);

struct Question {
  std::string authority, office, office_name, question, service_name, by;
  std::vector<std::string> parts;  ///< of the excerpt
  std::chrono::sys_days until;
};
/// § 5 Absatz 1 VwVfG NRW: help of another authority. The period of the case runs on. Throws NotNow for a case that is
/// not open.
void ask(acts::Transaction& tx, authority::TownContext const& c, cases::Case& one, Question const& question);
/// It is not needed any more. Throws NotNow where it has been answered.
void drop(acts::Transaction& tx, Consultation one, cases::Case const* its_case);
/// It is there, and somebody has still to look at it.
void note_arrival(acts::Transaction& tx, std::string_view id);
/// The other authority has heard that nobody needs it any more.
void note_dropped(acts::Transaction& tx, std::string_view id);
/// Nobody there can be asked; the case comes up again today.
void note_failure(acts::Transaction& tx, std::string_view id);

struct Answer {
  std::string text, by;
  std::string at;  ///< moment of the answer
};
/// The case comes up again today. What nobody waits for any more is left.
void take_answer(acts::Transaction& tx, authority::TownContext const& c, std::string_view id, Answer const& answer);

/// With its case. What is still open there has been dropped when the case ended.
void erase(acts::Transaction& tx, std::string_view subject);
/// Nobody waits for what was asked about a case that has ended (Artikel 5 Absatz 1 Buchstabe b DSGVO: the purpose has
/// gone).
std::optional<Instant> drop_of_ended(authority::TownVisit& visit);
/// Once a day: whatever has not arrived goes again.
std::optional<Instant> carry_again(authority::TownVisit& visit);

}  // namespace kreislauf::consultations
