#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "administration/appointments/rules/rule_line.h"
#include "base/text.h"

namespace kreislauf::appointments {

namespace {

constexpr std::size_t most_lines = 500, most_bytes = 64 * 1024, most_letters = 1000;

/// Where the note begins: at the first colon that is not the one of `08:30`.
std::size_t note_colon(std::string_view line) {
  auto const is_digit = [&](std::size_t at) { return at < line.size() and line[at] >= '0' and line[at] <= '9'; };
  for (auto at = line.find(':'); at != std::string_view::npos; at = line.find(':', at + 1)) {
    if (at == 0 or not is_digit(at - 1) or not is_digit(at + 1)) return at;
  }
  return std::string_view::npos;
}

bool is_readable(std::string_view line) {
  auto const is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 and c != '\t'; };
  return text::is_utf8(line) and text::code_points(line) <= most_letters and
         std::none_of(line.begin(), line.end(), is_control);
}

/// Adds what one line says to the rules; the problem, or nothing.
std::string read_line(std::string_view line, int number, int desks, Rules& rules) {
  if (not is_readable(line)) {
    return fmt::format("Die Zeile ist länger als {} Zeichen oder enthält unlesbare Zeichen. Bitte neu schreiben.",
                       most_letters);
  }
  auto const colon = note_colon(line);
  auto const note = colon == std::string_view::npos ? std::string_view{} : text::trimmed(line.substr(colon + 1));
  RuleReader reader{line.substr(0, colon), desks};
  if (reader.accept("geschlossen")) {
    Closure closure;
    closure.reason = note;
    closure.line = number;
    if (read_closure(reader, closure)) rules.closures.push_back(std::move(closure));
  } else {
    Rule rule;
    rule.note = note;
    rule.line = number;
    if (read_rule(reader, rule)) rules.rules.push_back(std::move(rule));
  }
  return reader.problem();
}

}  // namespace

Result<Rules, std::vector<RuleProblem>> parse_rules(std::string_view text, int desks) {
  std::vector<RuleProblem> problems;
  if (text.size() > most_bytes)
    return failure(std::vector<RuleProblem>{{0, "Der Text ist länger als 64 KiB. Bitte vergangene Zeilen löschen."}});
  Rules rules;
  int number = 0;
  for (auto const part : text::split(text, '\n')) {
    ++number;
    auto const line = text::trimmed(part);
    if (line.empty() or line.starts_with('#')) continue;
    if (rules.rules.size() + rules.closures.size() + problems.size() == most_lines) {
      problems.push_back(
          {number, fmt::format("Zeile {}: Mehr als {} Regeln sind nicht möglich. Bitte vergangene Zeilen löschen.",
                               number, most_lines)});
      break;
    }
    auto const problem = read_line(line, number, desks, rules);
    if (not problem.empty()) problems.push_back({number, fmt::format("Zeile {}: {}", number, problem)});
  }
  if (not problems.empty()) return failure(std::move(problems));
  return rules;
}

std::string tidy_rules(std::string_view text) {
  std::string out;
  for (auto line : text::split(text, '\n')) {
    while (not line.empty() and (line.ends_with('\r') or line.ends_with(' ') or line.ends_with('\t')))
      line.remove_suffix(1);
    std::copy_if(line.begin(), line.end(), std::back_inserter(out),
                 [](char c) { return static_cast<unsigned char>(c) >= 0x20 or c == '\t'; });
    out += '\n';
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out == "\n" ? std::string{} : out;
}

}  // namespace kreislauf::appointments
