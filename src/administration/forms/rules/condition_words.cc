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
std::optional<std::string> quoted(std::string_view text) {
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
  auto value = quoted(text.substr(at + sign.size()));
  if (question == nullptr or not value or question->kind != Kind::choice) return std::nullopt;
  return Wanted{question, *std::move(value), sign.starts_with('!')};
}

std::optional<Wanted> one_of(Definition const& form, std::string_view text) {
  text = text::trimmed(text);
  if (auto const ticked = inside(text, "list contains(")) {
    auto const comma = ticked->find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    auto const* question = named(form, text::trimmed(ticked->substr(0, comma)));
    auto value = quoted(ticked->substr(comma + 1));
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

}  // namespace kreislauf::forms
