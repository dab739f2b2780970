#include "administration/applications/rules/once_only.h"

#include <algorithm>

namespace kreislauf::applications {

namespace {

using feel::Value;

bool is_empty(Value const& value) {
  if (value.is(feel::Kind::list)) return value.list().empty();
  if (value.is(feel::Kind::context))
    return std::all_of(value.entries().begin(), value.entries().end(),
                       [](auto const& entry) { return is_empty(entry.second); });
  return value.is_null();
}

/// What stands here with what is known there; null where that adds nothing.
Value merged(forms::Question const& question, Value const& here, Value const& there) {
  if (is_empty(there)) return {};
  if (is_empty(here)) return there;
  if (question.kind != forms::Kind::group) return {};
  bool more = false;
  feel::Entries entries;
  for (auto const& member : question.questions) {
    if (not member.asks()) continue;
    auto const *own = here.find(member.name), *other = there.find(member.name);
    bool const open = own == nullptr or is_empty(*own);
    bool const known = other != nullptr and not is_empty(*other);
    more = more or (open and known);
    entries.emplace_back(member.name, open and known ? *other : own == nullptr ? Value{} : *own);
  }
  return more ? Value::context(std::move(entries)) : Value{};
}

/// What was typed and not understood: whoever has typed it puts it right himself.
bool is_typed(forms::Entered const& entered, std::string const& question) {
  return std::any_of(entered.rest.begin(), entered.rest.end(), [&](auto const& one) {
    auto const top = one.first.substr(0, one.first.find_first_of("-."));
    return top == question and not one.second.empty();
  });
}

}  // namespace

forms::Answers earlier_answers(forms::CompiledForm const& form, forms::Entered const& entered, std::size_t page,
                               forms::KnownSource const& source, forms::CompiledForm const& theirs,
                               forms::Answers const& then) {
  auto const told = feel::from_json(forms::json_of(theirs, then));
  feel::Entries named;
  for (auto const& field : source.fields) {
    auto const* value = told and told->is(feel::Kind::context) ? told->find(field.from) : nullptr;
    if (value != nullptr) named.emplace_back(field.name, *value);
  }
  // Of another kind or version: left out there.
  auto const given = forms::answers_in(form, Value::context(std::move(named)));
  forms::Answers taken(form.names().size());
  auto const slots = form.slots_of(page);
  auto slot = slots.begin();
  for (auto const& question : form.definition().pages[page].questions) {
    if (not question.asks()) continue;
    auto const at = *slot++;
    bool const anew = question.kind == forms::Kind::file or question.calendar;
    if (not anew and not is_typed(entered, question.name)) taken[at] = merged(question, entered.answers[at], given[at]);
  }
  return taken;
}

bool is_known_on(forms::Definition const& form, std::size_t page, forms::KnownSource const& source) {
  auto const& questions = form.pages[page].questions;
  return std::any_of(source.fields.begin(), source.fields.end(), [&](forms::KnownField const& field) {
    return std::any_of(questions.begin(), questions.end(),
                       [&](forms::Question const& one) { return one.asks() and one.name == field.name; });
  });
}

}  // namespace kreislauf::applications
