#include "administration/forms/shared/question_field.h"

#include <fmt/format.h>

#include "authority/page.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::forms {

namespace {

using feel::Value;
using i18n::Language;

constexpr std::string_view yes = "ja", no = "nein";

kern::Kind kind_of(Kind kind) {
  switch (kind) {
    case Kind::area:
      return kern::Kind::area;
    case Kind::name:
      return kern::Kind::name;
    case Kind::email:
      return kern::Kind::email;
    case Kind::phone:
      return kern::Kind::phone;
    case Kind::number:
      return kern::Kind::number;
    case Kind::money:
      return kern::Kind::money;
    case Kind::yesno:
    case Kind::choice:
      return kern::Kind::choice;
    case Kind::choices:
      return kern::Kind::choices;
    case Kind::date:
      return kern::Kind::date;
    case Kind::time:
      return kern::Kind::minute;
    case Kind::iban:
      return kern::Kind::iban;
    case Kind::plate:
      return kern::Kind::plate;
    default:
      return kern::Kind::text;
  }
}

std::vector<kern::Option> options_of(authority::Context const& c, Question const& question, bool list) {
  std::vector<kern::Option> options;
  if (question.kind == Kind::yesno) return {{std::string{yes}, c.t("Ja")}, {std::string{no}, c.t("Nein")}};
  if (list) options.push_back({"", c.t("Bitte wählen")});
  for (auto const& one : question.options) {
    bool const german = one.label[c.t.language()].empty();
    // Inside of a list to open there is no markup: the option itself says its language.
    if (list)
      options.push_back({one.value, text_in(c.t.language(), one.label), german});
    else
      options.push_back({one.value, in_language(c, one.label)});
  }
  return options;
}

Money money_of(feel::Decimal const& euros) {
  auto const cents = multiply(euros, feel::Decimal{100});
  auto const whole = cents ? round(*cents, 0, feel::Rounding::half_up) : std::nullopt;
  return Money{whole ? whole->to_integer().value_or(0) : 0};
}

std::chrono::sys_days day_in(Value const& answer) {
  return std::chrono::sys_days{std::chrono::days{answer.date().days()}};
}

}  // namespace

std::string const& text_in(Language language, Text const& text) {
  return text[language].empty() ? text[Language::german] : text[language];
}

html::Content in_language(authority::Context const& c, Text const& text) {
  if (text[Language::german].empty() or not text[c.t.language()].empty()) return text[c.t.language()];
  return authority::german(c, text[Language::german]);
}

kern::Field field_of(authority::Context const& c, Question const& question, std::string name) {
  constexpr std::size_t most_buttons = 7;
  bool const list = question.kind == Kind::choice and question.options.size() > most_buttons;
  return {.name = std::move(name),
          .kind = question.calendar ? kern::Kind::text : kind_of(question.kind),
          .label = in_language(c, question.label),
          .hint = in_language(c, question.hint),
          .optional = question.optional,
          .unmarked = question.calendar,
          .least = question.calendar ? 0 : question.least,
          .most = question.calendar ? 0 : question.most,
          .options = options_of(c, question, list),
          .missing = c.t("Das fehlt noch: {}", text_in(c.t.language(), question.label)),
          .autocomplete = question.fill.empty() ? std::string_view{"off"} : std::string_view{question.fill},
          .list = list};
}

kern::Field read_as(Question const& question, std::string name) {
  return {.name = std::move(name),
          .kind = question.calendar ? kern::Kind::text : kind_of(question.kind),
          .optional = true,
          .least = question.calendar ? 0 : question.least,
          .most = question.calendar ? 0 : question.most};
}

std::vector<std::string> typed_of(i18n::Translator const& t, Question const& question, Value const& answer) {
  if (answer.is_null()) return {};
  switch (question.kind) {
    case Kind::number:
      return {answer.number().print()};
    case Kind::money:
      return {i18n::amount(t, money_of(answer.number()))};
    case Kind::yesno:
      return {std::string{answer.is_true() ? yes : no}};
    case Kind::date:
      if (question.calendar) return {i18n::iso(day_in(answer))};
      return {fmt::format("{}.{}.{}", answer.date().day, answer.date().month, answer.date().year)};
    case Kind::time:
      return {feel::to_text(answer).substr(0, 5)};
    case Kind::choices: {
      std::vector<std::string> all;
      for (auto const& one : answer.list()) all.push_back(one.string());
      return all;
    }
    default:
      return {answer.string()};
  }
}

Value answer_in(kern::Form const& form, Question const& question, std::string_view name) {
  switch (question.kind) {
    case Kind::number: {
      auto const number = form.number(name);
      return number ? Value{*number} : Value{};
    }
    case Kind::money: {
      auto const money = form.money(name);
      return money ? Value{feel::Decimal::of(money->cents, -2)} : Value{};
    }
    case Kind::yesno:
      return form.text(name).empty() ? Value{} : Value{form.text(name) == yes};
    case Kind::date: {
      auto const day = question.calendar ? i18n::parse_iso(form.text(name)) : form.day(name);
      return day ? Value{feel::Date::from_days(day->time_since_epoch().count())} : Value{};
    }
    case Kind::time: {
      auto const minute = form.minute(name);
      return minute ? Value{feel::Time::parse(i18n::clock_iso(*minute) + ":00")} : Value{};
    }
    case Kind::choices: {
      feel::Values values;
      for (auto const& one : form.all(name)) values.emplace_back(one);
      return values.empty() ? Value{} : Value::list(std::move(values));
    }
    default:
      return form.text(name).empty() ? Value{} : Value{form.text(name)};
  }
}

}  // namespace kreislauf::forms
