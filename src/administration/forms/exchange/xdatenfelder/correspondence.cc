#include "administration/forms/exchange/xdatenfelder/correspondence.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

namespace kreislauf::forms::exchange::xdatenfelder {

std::string type_of(Question const& question) {
  switch (question.kind) {
    case Kind::name:
      return "input/text_latin";
    case Kind::number:
      return "input/num_int";
    case Kind::money:
      return "input/num_currency";
    case Kind::yesno:
      return "input/bool";
    case Kind::choice:
    case Kind::choices:
      return "select/text";
    case Kind::date:
      return "input/date";
    case Kind::time:
      return "input/time";
    case Kind::file:
      return "input/file";
    case Kind::note:
      return "label/text";
    default:
      return "input/text";
  }
}

std::string times_of(Question const& question) {
  bool const may_miss = question.optional or not question.when.empty();
  bool const several = question.kind == Kind::list or question.kind == Kind::choices or question.kind == Kind::file;
  if (not several) return may_miss ? "0:1" : "1:1";
  bool const counted = question.kind != Kind::file;
  auto const least = may_miss ? 0 : counted ? std::max<std::int64_t>(1, question.least) : 1;
  return question.most == 0 ? fmt::format("{}:*", least) : fmt::format("{}:{}", least, question.most);
}

std::string times_of(Page const& page) { return page.when.empty() ? "1:1" : "0:1"; }

bool repeats_a_field(Question const& question) {
  return question.kind == Kind::list and question.questions.size() == 1 and not question.fim.empty() and
         question.fim.id == question.questions.front().fim.id;
}

namespace {

/// A text as FEEL writes it.
std::string json_text(std::string const& text) { return boost::json::serialize(boost::json::string{text}); }

std::string before_pattern(std::string const& name) { return fmt::format("{} = null or matches({}, ", name, name); }

}  // namespace

std::string pattern_check(std::string const& name, std::string const& pattern) {
  bool const choice = pattern.find('|') != std::string::npos;
  auto const whole = choice ? "^(" + pattern + ")$" : "^" + pattern + "$";
  return before_pattern(name) + json_text(whole) + ")";
}

std::string pattern_in(std::string const& name, std::string const& check) {
  auto const before = before_pattern(name);
  if (not check.starts_with(before) or not check.ends_with(")")) return {};
  auto const literal = check.substr(before.size(), check.size() - before.size() - 1);
  boost::system::error_code error;
  auto const value = boost::json::parse(literal, error);
  if (error or not value.is_string()) return {};
  std::string const whole{value.get_string()};
  for (auto const& [begin, end] : {std::pair{"^(", ")$"}, std::pair{"^", "$"}}) {
    if (not whole.starts_with(begin) or not whole.ends_with(end)) continue;
    auto const size = std::string_view{begin}.size() + std::string_view{end}.size();
    auto const pattern = whole.substr(std::string_view{begin}.size(), whole.size() - size);
    if (pattern_check(name, pattern) == check) return pattern;
  }
  return {};
}

std::string id_for(std::string const& id, Release release) {
  constexpr std::size_t two = 9, three = 12, kept = 3;  // the editor stands in the first two digits
  if (release == Release::three and id.size() == two) return id.substr(0, kept) + "000" + id.substr(kept);
  if (release == Release::two and id.size() == three and id.substr(kept, 3) == "000")
    return id.substr(0, kept) + id.substr(kept + 3);
  return id;
}

std::string version_for(std::string const& version, Release release) {
  auto const dots = std::count(version.begin(), version.end(), '.');
  if (release == Release::three and dots == 1) return version + ".0";
  if (release == Release::two and dots == 2) return version.substr(0, version.rfind('.'));
  return version;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
