#include "administration/forms/rules/answers_json.h"

#include <algorithm>

namespace kreislauf::forms {

namespace {

using feel::Value;

Value tidied(Question const& question, Value const& value);

feel::Entries answered(std::vector<Question> const& questions, Value const& context) {
  feel::Entries entries;
  for (auto const& one : questions) {
    if (auto const* value = context.find(one.name); value != nullptr and not value->is_null())
      entries.emplace_back(one.name, tidied(one, *value));
  }
  return entries;
}

/// The same without what was not answered, inside of lists and groups, too.
Value tidied(Question const& question, Value const& value) {
  if (question.kind == Kind::group and value.is(feel::Kind::context))
    return Value::context(answered(question.questions, value));
  if (question.kind != Kind::list or not value.is(feel::Kind::list)) return value;
  feel::Values entries;
  for (auto const& one : value.list()) entries.push_back(Value::context(answered(question.questions, one)));
  return Value::list(std::move(entries));
}

Value read(Question const& question, Value const& given);

Value read_group(std::vector<Question> const& questions, Value const& given) {
  if (not given.is(feel::Kind::context)) return {};
  feel::Entries entries;
  for (auto const& one : questions) {
    if (not one.asks()) continue;
    auto const* value = given.find(one.name);
    entries.emplace_back(one.name, value == nullptr ? Value{} : read(one, *value));
  }
  return Value::context(std::move(entries));
}

Value read_list(Question const& question, Value const& given) {
  if (not given.is(feel::Kind::list)) return {};
  feel::Values values;
  for (auto const& one : given.list()) {
    if (question.kind == Kind::list) {
      if (auto entry = read_group(question.questions, one); not entry.is_null()) values.push_back(std::move(entry));
    } else if (one.is(feel::Kind::string)) {
      values.push_back(one);
    }
  }
  return Value::list(std::move(values));
}

Value of_kind(Value const& given, feel::Kind kind) { return given.is(kind) ? given : Value{}; }

Value read(Question const& question, Value const& given) {
  switch (question.kind) {
    case Kind::number:
    case Kind::money:
      return of_kind(given, feel::Kind::number);
    case Kind::yesno:
      return of_kind(given, feel::Kind::boolean);
    case Kind::date:
      return given.is(feel::Kind::string) ? Value{feel::Date::parse(given.string())} : Value{};
    case Kind::time:
      return given.is(feel::Kind::string) ? Value{feel::Time::parse(given.string())} : Value{};
    case Kind::choices:
    case Kind::file:
    case Kind::list:
      return read_list(question, given);
    case Kind::group:
      return read_group(question.questions, given);
    default:
      return of_kind(given, feel::Kind::string);
  }
}

template <class Each>
void each_question(CompiledForm const& form, Each const& each) {
  auto const& pages = form.definition().pages;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    auto const slots = form.slots_of(page);
    auto slot = slots.begin();
    for (auto const& question : pages[page].questions) {
      if (question.asks()) each(question, *slot++);
    }
  }
}

}  // namespace

std::string json_of(CompiledForm const& form, Answers const& answers) {
  feel::Entries entries;
  each_question(form, [&](Question const& question, std::size_t slot) {
    if (slot < answers.size() and not answers[slot].is_null())
      entries.emplace_back(question.name, tidied(question, answers[slot]));
  });
  return feel::to_json(Value::context(std::move(entries)));
}

Answers answers_in(CompiledForm const& form, std::string_view json) {
  auto const given = feel::from_json(json);
  return answers_in(form, given ? *given : Value{});
}

Answers answers_in(CompiledForm const& form, Value const& given) {
  Answers answers(form.names().size());
  if (not given.is(feel::Kind::context)) return answers;
  // They mostly come in the order of the form: each is looked for behind the last one that was found.
  auto const& entries = given.entries();
  std::size_t next = 0;
  each_question(form, [&](Question const& question, std::size_t slot) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      auto const at = (next + i) % entries.size();
      if (entries[at].first != question.name) continue;
      answers[slot] = read(question, entries[at].second);
      next = at + 1;
      return;
    }
  });
  return answers;
}

}  // namespace kreislauf::forms
