#include "platform/kern/form.h"

#include <algorithm>
#include <stdexcept>

#include "platform/http/message.h"
#include "platform/kern/check.h"
#include "platform/kern/option_id.h"

namespace kreislauf::kern {

std::string form_key_in(std::string_view encoded) {
  auto const key = http::field(encoded, "form").value_or("");
  return key.size() == 32 and key.find_first_not_of("0123456789abcdef") == std::string::npos ? key : std::string{};
}

Form::Form(i18n::Translator t, std::chrono::sys_days today, std::vector<Field> fields)
    : t_{t}, today_{today}, fields_{std::move(fields)}, answers_(fields_.size()) {}

std::size_t Form::place(std::string_view name) const {
  auto const found =
      std::find_if(fields_.begin(), fields_.end(), [&](Field const& field) { return field.name == name; });
  if (found == fields_.end()) throw std::logic_error{"this form has no question of the name " + std::string{name}};
  return static_cast<std::size_t>(found - fields_.begin());
}

void Form::fill(std::string_view name, std::string value) {
  auto& one = answers_[place(name)];
  one.all = {value};
  one.typed = std::move(value);
}

void Form::fill(std::string_view name, std::vector<std::string> values) {
  answers_[place(name)].all = std::move(values);
}

/// Three fields, or all in one: programs and old pages send it so.
Form::Answer Form::date_in(std::string_view encoded, std::string const& name) {
  Answer answer;
  bool any = false;
  for (auto const* piece : {".tag", ".monat", ".jahr"}) {
    auto& one = answer.all.emplace_back(http::field(encoded, name + piece).value_or(std::string{}));
    any = any or not typed::line(one).empty();
    answer.typed += (answer.all.size() > 1 ? "." : "") + one;
  }
  if (any) return answer;
  answer = {};
  if (auto whole = http::field(encoded, name)) answer.typed = *std::move(whole);
  answer.all = {answer.typed};
  return answer;
}

void Form::read(std::string_view encoded) {
  sent_ = true;
  key_ = form_key_in(encoded);
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    auto& one = answers_[i];
    one = {};
    if (fields_[i].kind == Kind::date) {
      one = date_in(encoded, fields_[i].name);
    } else {
      one.all = http::fields(encoded, fields_[i].name);
      if (not one.all.empty()) one.typed = one.all.front();
    }
    check(fields_[i], one);
    if (not one.error.empty()) ++errors_;
  }
}

namespace {

bool is_offered(Field const& field, std::string_view value) {
  return std::any_of(field.options.begin(), field.options.end(),
                     [&](Option const& option) { return option.value == value; });
}

}  // namespace

/// Values that nobody was offered are no answers.
void Form::check(Field const& field, Answer& answer) const {
  auto const nothing = [&] { return missing_sentence(field, t_); };
  switch (field.kind) {
    case Kind::tick:
      answer.given = not answer.all.empty();
      if (not answer.given and not field.optional) answer.error = nothing();
      return;
    case Kind::choice:
      if (not is_offered(field, answer.typed)) answer.typed.clear();
      answer.text = answer.typed;
      answer.given = not answer.text.empty();
      if (not answer.given and not field.optional) answer.error = nothing();
      return;
    case Kind::choices:
      std::erase_if(answer.all, [&](std::string const& value) { return not is_offered(field, value); });
      answer.given = not answer.all.empty();
      if (not answer.given and not field.optional) answer.error = nothing();
      return;
    default:
      break;
  }
  auto reading = kern::read(field, answer.typed, t_, today_);
  answer.given = reading.error.empty() and not reading.text.empty();
  answer.text = std::move(reading.text);
  answer.value = reading.value;
  answer.error = std::move(reading.error);
}

void Form::set_error(Answer& answer, std::string sentence) {
  if (answer.error.empty()) ++errors_;
  answer.error = std::move(sentence);
}

void Form::wrong(std::string_view name, std::string sentence) {
  auto const found =
      std::find_if(fields_.begin(), fields_.end(), [&](Field const& field) { return field.name == name; });
  if (found != fields_.end())
    return set_error(answers_[static_cast<std::size_t>(found - fields_.begin())], std::move(sentence));
  others_.emplace_back(name, std::move(sentence));
  ++errors_;
}

std::string const& Form::text(std::string_view name) const { return answer(name).text; }
std::vector<std::string> const& Form::all(std::string_view name) const { return answer(name).all; }
bool Form::ticked(std::string_view name) const { return not answer(name).all.empty(); }

std::optional<std::int64_t> Form::number(std::string_view name) const {
  auto const& one = answer(name);
  return one.given ? std::optional{one.value} : std::nullopt;
}

std::optional<Money> Form::money(std::string_view name) const {
  auto const& one = answer(name);
  return one.given ? std::optional{Money{one.value}} : std::nullopt;
}

std::optional<std::chrono::sys_days> Form::day(std::string_view name) const {
  auto const& one = answer(name);
  return one.given ? std::optional{std::chrono::sys_days{std::chrono::days{one.value}}} : std::nullopt;
}

std::optional<int> Form::minute(std::string_view name) const {
  auto const& one = answer(name);
  return one.given ? std::optional{static_cast<int>(one.value)} : std::nullopt;
}

Field const& Form::field(std::string_view name) const { return fields_[place(name)]; }
std::string const& Form::typed(std::string_view name) const { return answer(name).typed; }

bool Form::chosen(std::string_view name, std::string_view value) const {
  auto const& all = answer(name).all;
  return std::find(all.begin(), all.end(), value) != all.end();
}

std::string_view Form::error(std::string_view name) const {
  for (auto const& [other, sentence] : others_) {
    if (other == name) return sentence;
  }
  auto const found =
      std::find_if(fields_.begin(), fields_.end(), [&](Field const& field) { return field.name == name; });
  return found == fields_.end() ? std::string_view{}
                                : answers_[static_cast<std::size_t>(found - fields_.begin())].error;
}

std::vector<std::pair<std::string, std::string>> Form::errors() const {
  std::vector<std::pair<std::string, std::string>> all;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (answers_[i].error.empty()) continue;
    auto const& field = fields_[i];
    bool const several = (field.kind == Kind::choice and not field.list) or field.kind == Kind::choices;
    std::string anchor{field.anchor()};
    if (several and not field.options.empty()) anchor = option_id(anchor, field.options.front().value);
    all.emplace_back(std::move(anchor), answers_[i].error);
  }
  all.insert(all.end(), others_.begin(), others_.end());
  return all;
}

}  // namespace kreislauf::kern
