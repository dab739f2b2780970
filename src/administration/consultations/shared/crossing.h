#pragma once

#include "administration/consultations/consultations.h"

// What carries a question from one authority to another, and its answer back: senders of the outbox. An empty text is
// success; else the reason, without personal data.
namespace kreislauf::consultations {

std::string carry_question(Consultations& module, authority::TownVisit& visit, acts::OutboxMessage const& message);
std::string carry_answer(Consultations& module, authority::TownVisit& visit, acts::OutboxMessage const& message);
std::string carry_end(Consultations& module, authority::TownVisit& visit, acts::OutboxMessage const& message);

}  // namespace kreislauf::consultations
