#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "platform/i18n/i18n.h"
#include "platform/kern/field.h"

namespace kreislauf::kern {

/// An answer as its kind understands it: the tidied text, and for numbers, money, days and times their value (days
/// since 1970, minutes of the day). `error` is the sentence that says what to do; empty when the answer is right.
struct Reading {
  std::string text = {}, error = {};
  std::int64_t value = 0;
};

/// What is said when a question of any kind was not answered.
std::string missing_sentence(Field const& field, i18n::Translator const& t);

/// Reads and checks one answer of one line or several. Nothing is asked of choices here; see Form. An empty answer is
/// `missing` unless optional.
Reading read(Field const& field, std::string_view typed, i18n::Translator const& t, std::chrono::sys_days today);

}  // namespace kreislauf::kern
