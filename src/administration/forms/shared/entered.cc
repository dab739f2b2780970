#include "administration/forms/shared/entered.h"

#include "administration/forms/rules/answers_json.h"

namespace kreislauf::forms {

std::string text_of(CompiledForm const& form, Entered const& entered) {
  feel::Entries rest;
  for (auto const& [name, typed] : entered.rest) rest.emplace_back(name, feel::Value{typed});
  return "{\"answers\":" + json_of(form, entered.answers) +
         ",\"rest\":" + feel::to_json(feel::Value::context(std::move(rest))) + "}";
}

Entered entered_in(CompiledForm const& form, std::string_view text) {
  Entered entered{.answers = Answers(form.names().size())};
  auto const read = feel::from_json(text);
  if (not read or not read->is(feel::Kind::context)) return entered;
  if (auto const* answers = read->find("answers")) entered.answers = answers_in(form, *answers);
  auto const* rest = read->find("rest");
  if (rest == nullptr or not rest->is(feel::Kind::context)) return entered;
  for (auto const& [name, typed] : rest->entries()) {
    if (typed.is(feel::Kind::string)) entered.rest.emplace(name, typed.string());
  }
  return entered;
}

}  // namespace kreislauf::forms
