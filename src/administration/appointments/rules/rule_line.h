#pragma once

#include "administration/appointments/rules/rules.h"
#include "administration/appointments/rules/rules_reader.h"

namespace kreislauf::appointments {

/// Reads a line of opening times, a pause or walk-in hours up to its note. False with a problem in the reader.
bool read_rule(RuleReader& reader, Rule& rule);
/// Reads a closure from behind `geschlossen` up to its reason.
bool read_closure(RuleReader& reader, Closure& closure);

/// `Mo`, `montags`, `Sonnabend`: 0 is Monday; -1 for any other word.
int weekday_of(std::string_view word);

/// What a line may consist of; each once.
enum class Clause : std::uint8_t { step, desks, online, weeks, month, first, last, holidays };

/// The clauses behind weekdays and times.
bool read_clauses(RuleReader& reader, Rule& rule);

}  // namespace kreislauf::appointments
