#include "administration/forms/shared/all_at_once.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

#include "administration/forms/rules/answers_json.h"
#include "platform/html/html.h"

namespace kreislauf::forms {

namespace {

namespace json = boost::json;
using feel::Value;

/// Of euros and whole cents.
bool is_amount(json::value const& value) {
  if (not value.is_number()) return false;
  constexpr double nearly = 1e-6, most = 1e13;
  auto const cents = value.to_number<double>() * 100;
  return std::abs(cents) < most and std::abs(cents - std::round(cents)) < nearly;
}

bool is_scalar_of(Question const& question, json::value const& value) {
  switch (question.kind) {
    case Kind::number:
      return value.is_int64() or value.is_uint64();
    case Kind::money:
      return is_amount(value);
    case Kind::yesno:
      return value.is_bool();
    default:
      return value.is_string();
  }
}

/// What a text must look like to be this day or time; anything else is for the form to say.
bool is_written_as(Question const& question, json::value const& value) {
  if (question.kind == Kind::date) return feel::Date::parse(std::string{value.as_string()}).has_value();
  if (question.kind == Kind::time) return feel::Time::parse(std::string{value.as_string()}).has_value();
  return true;
}

class Fitting {
 public:
  void look(std::vector<Question> const& questions, json::object const& answers, std::string const& before) {
    for (auto const& [name, value] : answers) {
      auto const path = before + std::string{name};
      auto const found =
          std::find_if(questions.begin(), questions.end(), [&, key = std::string_view{name}](auto const& one) {
            return one.asks() and one.kind != Kind::file and one.name == key;
          });
      if (found == questions.end())
        misfits.push_back({path, true});
      else
        look_at(*found, value, path);
    }
  }

  std::vector<Misfit> misfits;

 private:
  void look_at(Question const& question, json::value const& value, std::string const& path) {
    bool fits = false;
    if (question.kind == Kind::group) {
      fits = value.is_object();
      if (fits) look(question.questions, value.get_object(), path + ".");
    } else if (question.kind == Kind::list) {
      fits = value.is_array();
      if (fits) look_at_entries(question, value.get_array(), path);
    } else if (question.kind == Kind::choices) {
      fits = value.is_array() and std::all_of(value.get_array().begin(), value.get_array().end(),
                                              [](json::value const& one) { return one.is_string(); });
    } else {
      fits = is_scalar_of(question, value) and is_written_as(question, value);
    }
    if (not fits) misfits.push_back({path, false});
  }

  void look_at_entries(Question const& question, json::array const& entries, std::string const& path) {
    // More than the page can hold would be left out without a word.
    if (entries.size() > most_entries_of(question)) return misfits.push_back({path, false});
    for (std::size_t i = 0; i < entries.size(); ++i) {
      auto const own = fmt::format("{}[{}]", path, i + 1);
      if (entries[i].is_object())
        look(question.questions, entries[i].get_object(), own + ".");
      else
        misfits.push_back({own, false});
    }
  }
};

void put(std::string& fields, std::string_view name, std::string_view value) {
  if (not fields.empty()) fields += '&';
  html::escape_url(fields, name);
  fields += '=';
  html::escape_url(fields, value);
}

/// A day is typed in three fields.
void put_day(std::string& fields, std::string const& name, Value const& value) {
  auto const day = value.date();
  put(fields, name + ".tag", std::to_string(day.day));
  put(fields, name + ".monat", std::to_string(day.month));
  put(fields, name + ".jahr", std::to_string(day.year));
}

void put_one(std::string& fields, i18n::Translator const& t, Question const& question, std::string const& name,
             Value const& value);

void put_members(std::string& fields, i18n::Translator const& t, std::vector<Question> const& questions,
                 std::string const& name, Value const& value) {
  for (auto const& one : questions) {
    if (not one.asks() or one.kind == Kind::file) continue;
    if (auto const* const member = value.find(one.name); member != nullptr)
      put_one(fields, t, one, name + "-" + one.name, *member);
  }
}

void put_one(std::string& fields, i18n::Translator const& t, Question const& question, std::string const& name,
             Value const& value) {
  if (value.is_null()) return;
  if (question.kind == Kind::group) return put_members(fields, t, question.questions, name, value);
  if (question.kind == Kind::list) {
    put(fields, name, std::to_string(value.list().size()));
    std::size_t number = 0;
    for (auto const& entry : value.list())
      put_members(fields, t, question.questions, fmt::format("{}-{}", name, ++number), entry);
    return;
  }
  if (question.kind == Kind::date and not question.calendar) return put_day(fields, name, value);
  for (auto const& typed : typed_of(t, question, value)) put(fields, name, typed);
}

}  // namespace

std::vector<Misfit> misfits_of(CompiledForm const& form, json::object const& answers) {
  std::vector<Question> all;
  for (auto const& page : form.definition().pages) all.insert(all.end(), page.questions.begin(), page.questions.end());
  Fitting fitting;
  fitting.look(all, answers, {});
  return std::move(fitting.misfits);
}

Entered typed_in(authority::TownContext const& c, CompiledForm const& form, json::object const& answers) {
  auto const written = json::serialize(answers);
  auto const values = answers_in(form, std::string_view{written});
  Entered entered = entered_in(form, {});
  for (std::size_t i = 0; i < form.definition().pages.size(); ++i)
    entered = typed_on(c, form, i, std::move(entered), values);
  return entered;
}

Entered typed_on(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered entered,
                 Answers const& values) {
  std::string fields;
  auto const slots = form.slots_of(page);
  std::size_t at = 0;
  for (auto const& question : form.definition().pages[page].questions) {
    if (not question.asks()) continue;
    auto const& value = values[slots[at++]];
    if (question.kind != Kind::file) put_one(fields, c.t, question, question.name, value);
  }
  return read_page(c, form, page, std::move(entered), fields);
}

std::vector<Finding> findings_of(authority::TownContext const& c, CompiledForm const& form, Entered const& entered,
                                 PageForm::Days const& days) {
  std::vector<Finding> findings;
  auto const outcome = form.run(entered.answers, environment_of(c.clock));
  auto const& pages = form.definition().pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (not outcome.pages[i]) continue;
    PageForm page{c, form, i, entered, {}, days};
    if (page.tell_faults()) continue;
    for (auto const& [question, sentence] : page.form().errors()) findings.push_back({pages[i].id, question, sentence});
  }
  return findings;
}

}  // namespace kreislauf::forms
