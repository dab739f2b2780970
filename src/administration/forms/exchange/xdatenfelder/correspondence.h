#pragma once

#include <string>

#include "administration/forms/exchange/xdatenfelder/schema.h"
#include "administration/forms/model.h"

/// What of a question of ours is what of FIM. Import and export look it up here, so that both mean the same.
namespace kreislauf::forms::exchange::xdatenfelder {

/// Kind and data type of the field that asks like this question: `input/num_int`.
std::string type_of(Question const& question);

/// How often the answer is given, by what the question itself says: `0:1`, `1:*`.
std::string times_of(Question const& question);
std::string times_of(Page const& page);

/// Is it asked as a list, because FIM repeats one field? Then the list and its one question have the same id.
bool repeats_a_field(Question const& question);

/// The FEEL check that says the same as a pattern of the field: `chip = null or matches(chip, "^[0-9]{15}$")`.
std::string pattern_check(std::string const& name, std::string const& pattern);
/// The pattern in such a check; empty where it is another one.
std::string pattern_in(std::string const& name, std::string const& check);

/// An id or a version of one release in the form of the other: `F00000043` and `1.0`, `F00000000043` and `1.0.0`.
std::string id_for(std::string const& id, Release release);
std::string version_for(std::string const& version, Release release);

}  // namespace kreislauf::forms::exchange::xdatenfelder
