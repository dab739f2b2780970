#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/model.h"

/// What an office decides about its appointments: each number with its bounds and what it does, told once for the page,
/// the file and the check.
namespace kreislauf::appointments {

struct NumberSetting {
  std::string_view name;  ///< in files and forms: `last_day`
  int Settings::*value;
  int least, most;
  std::string_view label, unit, does;  ///< German; `does` is one sentence for the head of the office
};
std::span<NumberSetting const> number_settings();

struct SettingProblem {
  std::string_view name;
  std::string message;  ///< German, says what to write instead
};
/// Bounds, and what contradicts itself; all problems at once.
std::vector<SettingProblem> check(Settings const& settings);

inline constexpr std::size_t longest_reason = 200;

}  // namespace kreislauf::appointments
