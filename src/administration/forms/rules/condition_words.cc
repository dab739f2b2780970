#include "administration/forms/rules/condition_words.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace kreislauf::forms {

namespace {

Question const* named(std::vector<Question> const& all, std::string_view name) {
  for (auto const& one : all) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

Question const* named(Definition const& form, std::string_view name) {
  for (auto const& page : form.pages) {
    if (auto const* found = named(page.questions, name)) return found;
  }
  return nullptr;
}

/// `"sofa"`; nothing for any other thing.
std::optional<std::string> unquoted(std::string_view text) {
  text = text::trimmed(text);
  if (text.size() < 2 or not text.starts_with('"') or not text.ends_with('"')) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  if (text.find_first_of("\"\\") != std::string_view::npos) return std::nullopt;
  return std::string{text};
}

/// What stands in the brackets of `name(...)`.
std::optional<std::string_view> inside(std::string_view text, std::string_view name) {
  if (not text.starts_with(name) or not text.ends_with(')')) return std::nullopt;
  return text.substr(name.size(), text.size() - name.size() - 1);
}

std::optional<Wanted> compared(Definition const& form, std::string_view text, std::string_view sign) {
  auto const at = text.find(sign);
  if (at == std::string_view::npos) return std::nullopt;
  auto const* question = named(form, text::trimmed(text.substr(0, at)));
  auto value = unquoted(text.substr(at + sign.size()));
  if (question == nullptr or not value or question->kind != Kind::choice) return std::nullopt;
  return Wanted{question, *std::move(value), sign.starts_with('!')};
}

std::optional<Wanted> one_of(Definition const& form, std::string_view text) {
  text = text::trimmed(text);
  if (auto const ticked = inside(text, "list contains(")) {
    auto const comma = ticked->find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    auto const* question = named(form, text::trimmed(ticked->substr(0, comma)));
    auto value = unquoted(ticked->substr(comma + 1));
    if (question == nullptr or not value or question->kind != Kind::choices) return std::nullopt;
    return Wanted{question, *std::move(value)};
  }
  if (auto const denied = inside(text, "not(")) {
    auto const* question = named(form, text::trimmed(*denied));
    if (question == nullptr or question->kind != Kind::yesno) return std::nullopt;
    return Wanted{question, {}, true};
  }
  if (auto found = compared(form, text, "!=")) return found;
  if (auto found = compared(form, text, "=")) return found;
  auto const* question = named(form, text);
  if (question == nullptr or question->kind != Kind::yesno) return std::nullopt;
  return Wanted{question, {}};
}

/// The parts between a word, none of which stands in quotation marks.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view word) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '"') % 2 != 0) continue;
    parts.push_back(text.substr(begin, at - begin));
    begin = at + word.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

}  // namespace

PlainCondition plain_condition(Definition const& form, std::string_view when) {
  auto const any = parts_of(when, " or "), all = parts_of(when, " and ");
  if (any.size() > 1 and all.size() > 1) return {};
  PlainCondition condition{.wanted = {}, .any = any.size() > 1};
  for (auto const part : condition.any ? any : all) {
    auto wanted = one_of(form, part);
    if (not wanted) return {};
    condition.wanted.push_back(*std::move(wanted));
  }
  return condition;
}

namespace {

/// Does `text` end with this name, and not with a longer one?
bool ends_with_name(std::string_view text, std::string_view name) {
  if (not text.ends_with(name)) return false;
  text.remove_suffix(name.size());
  auto const before = text.empty() ? ' ' : text.back();
  return not(before == '_' or before == '.' or (before >= 'a' and before <= 'z') or (before >= '0' and before <= '9'));
}

void look_in(std::vector<Question> const& questions, std::string_view before, std::string const& value,
             std::vector<Wanted>& unknown) {
  for (auto const& one : questions) {
    look_in(one.questions, before, value, unknown);
    bool const chooses = one.kind == Kind::choice or one.kind == Kind::choices;
    if (not chooses or not ends_with_name(before, one.name)) continue;
    bool const known = std::any_of(one.options.begin(), one.options.end(),
                                   [&](Option const& option) { return option.value == value; });
    if (not known and not one.options.empty()) unknown.push_back({&one, value});
  }
}

}  // namespace

std::vector<Wanted> unknown_answers(Definition const& form, std::string_view rule) {
  std::vector<Wanted> unknown;
  for (auto at = rule.find('"'); at != std::string_view::npos;) {
    auto const end = rule.find('"', at + 1);
    if (end == std::string_view::npos) break;
    auto before = text::trimmed(rule.substr(0, at));
    bool const compares = before.ends_with('=') or before.ends_with(',');
    while (before.ends_with('=') or before.ends_with('!') or before.ends_with(',')) before.remove_suffix(1);
    before = text::trimmed(before);
    std::string const value{rule.substr(at + 1, end - at - 1)};
    for (auto const& page : form.pages) {
      if (compares) look_in(page.questions, before, value, unknown);
    }
    at = rule.find('"', end + 1);
  }
  return unknown;
}

}  // namespace kreislauf::forms
