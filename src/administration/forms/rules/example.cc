#include "administration/forms/rules/example.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/rules/definition.h"
#include "base/text.h"
#include "platform/authored/table_reader.h"

namespace kreislauf::forms {

namespace {

using authored::TableReader;
using feel::Value;

Value value_of(toml::node const& node);

Value list_of(toml::array const& array) {
  feel::Values values;
  for (auto const& one : array) values.push_back(value_of(one));
  return Value::list(std::move(values));
}

Value context_of(toml::table const& table) {
  feel::Entries entries;
  for (auto const& [key, one] : table) entries.emplace_back(std::string{key.str()}, value_of(one));
  return Value::context(std::move(entries));
}

/// As TOML writes it: a text, a number, true, a day, a time, a list, a table. Amounts with cents are texts: `"12.50"`.
Value value_of(toml::node const& node) {
  if (auto const* array = node.as_array()) return list_of(*array);
  if (auto const* table = node.as_table()) return context_of(*table);
  if (auto const text = node.value_exact<std::string>()) return Value{text::nfc(*text)};
  if (auto const number = node.value_exact<std::int64_t>()) return Value{*number};
  if (auto const truth = node.value_exact<bool>()) return Value{*truth};
  if (auto const day = node.value_exact<toml::date>()) return Value{feel::Date::of(day->year, day->month, day->day)};
  if (auto const time = node.value_exact<toml::time>())
    return feel::from_text(fmt::format("{:02}:{:02}:00", time->hour, time->minute), feel::TypeKind::time);
  return {};
}

Answers answers_of(CompiledForm const& form, TableReader& reader) {
  Answers answers(form.names().size());
  auto const* node = reader.take("answers", true);
  auto const* table = node == nullptr ? nullptr : node->as_table();
  if (table == nullptr) return answers;
  for (auto const& [key, value] : *table) {
    std::string const name{key.str()};
    if (auto const slot = form.names().find(name)) {
      answers[*slot] = value_of(value);
      continue;
    }
    auto const near = text::did_you_mean(name, form.names().all());
    reader.problem(value, fmt::format("the form asks nothing of the name \"{}\"{}", name,
                                      near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
  }
  return answers;
}

feel::Environment on(std::optional<std::chrono::year_month_day> const& today) {
  auto const day = std::chrono::sys_days{today.value_or(std::chrono::year{2026} / 1 / 1)};
  feel::Environment environment;
  environment.now.local_second = std::chrono::sys_seconds{day}.time_since_epoch().count() + 12 * 3600;
  return environment;
}

void compare(TableReader& reader, std::string const& name, std::vector<std::string> const& found) {
  auto const wanted = reader.texts(name, name == "pages");
  if (wanted == found) return;
  auto const shown = [](std::vector<std::string> const& all) {
    return all.empty() ? std::string{"nothing"} : fmt::format("{}", fmt::join(all, ", "));
  };
  auto const* at = reader.table().get(name);
  reader.problem(at == nullptr ? static_cast<toml::node const&>(reader.table()) : *at,
                 fmt::format("\"{}\": it is {}, not {}", name, shown(found), shown(wanted)));
}

struct Example : ExampleRun {
  Answers given;
  std::set<std::string> asked;  ///< paths of the questions that are asked then
};

Example read_example(CompiledForm const& form, TableReader& reader) {
  reader.text("title", true);
  auto const environment = on(reader.day("today", false));
  Example example{{.outcome = {}, .environment = environment}, answers_of(form, reader), {}};
  example.outcome = form.run(example.given, environment, &example.asked);
  return example;
}

constexpr std::string_view not_asked = "nobody is asked for this then";

/// Answers that nobody is asked for, inside of lists and groups, too.
void add_unasked(Question const& question, Value const& value, std::string const& path, Example const& example,
                 std::vector<RefusedAnswer>& found) {
  if (value.is_null() or not question.asks()) return;
  if (not example.asked.contains(path)) return found.push_back({path, std::string{not_asked}});
  auto const members = [&](Value const& context, std::string const& before) {
    for (auto const& one : question.questions) {
      auto const* member = context.is(feel::Kind::context) ? context.find(one.name) : nullptr;
      if (member != nullptr) add_unasked(one, *member, before + one.name, example, found);
    }
  };
  if (question.kind == Kind::group) members(value, path + ".");
  if (question.kind != Kind::list or not value.is(feel::Kind::list)) return;
  std::size_t number = 0;
  for (auto const& entry : value.list()) members(entry, fmt::format("{}[{}].", path, ++number));
}

std::vector<RefusedAnswer> refused_of(CompiledForm const& form, Example const& example, Refusing const& refusing) {
  auto const today = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds{std::chrono::seconds{example.environment.now.local_second}});
  std::vector<RefusedAnswer> all;
  for (std::size_t i = 0; i < form.definition().pages.size(); ++i) {
    auto const slots = form.slots_of(i);
    auto slot = slots.begin();
    for (auto const& question : form.definition().pages[i].questions) {
      if (not question.asks()) continue;
      auto const& value = example.given[*slot++];
      auto found = refusing(today, question, value);
      add_unasked(question, value, question.name, example, found);
      std::move(found.begin(), found.end(), std::back_inserter(all));
    }
  }
  return all;
}

/// What no page would take is a mistake of the example, unless it says that it is meant.
void compare_refused(CompiledForm const& form, TableReader& reader, Example const& example, Refusing const& refusing) {
  auto const meant = reader.texts("refused", false);
  if (not refusing) return;
  auto const* answers = reader.table().get_as<toml::table>("answers");
  std::set<std::string> found;
  for (auto const& one : refused_of(form, example, refusing)) {
    found.insert(one.path);
    if (std::find(meant.begin(), meant.end(), one.path) != meant.end()) continue;
    auto const* at = answers == nullptr ? nullptr : answers->get(one.path.substr(0, one.path.find_first_of(".[")));
    reader.problem(at == nullptr ? static_cast<toml::node const&>(reader.table()) : *at,
                   fmt::format("\"{}\": nobody can send this: {}. Where the example means it: refused = [\"{}\"]",
                               one.path, one.sentence, one.path));
  }
  for (auto const& path : meant) {
    if (found.contains(path)) continue;
    reader.problem(*reader.table().get("refused"), fmt::format("\"refused\": the form takes \"{}\"", path));
  }
}

/// `"20.00"`, `20`.
std::optional<Money> amount_in(toml::node const& node) {
  if (auto const whole = node.value_exact<std::int64_t>()) return Money{*whole * 100};
  auto const text = node.value_exact<std::string>();
  auto const number = text ? feel::Decimal::parse(*text) : std::nullopt;
  auto const cents = number ? multiply(*number, feel::Decimal{100}) : std::nullopt;
  auto const whole = cents ? cents->to_integer() : std::nullopt;
  return whole ? std::optional{Money{*whole}} : std::nullopt;
}

/// What the town of the example has set: `preis` is its one price, the others are named as its questions.
FeeFacts town_of(FeeRule const& rule, TableReader& reader) {
  FeeFacts facts;
  auto const* node = reader.take("town", false);
  if (node == nullptr) return facts;
  auto const* table = node->as_table();
  if (table == nullptr) {
    reader.problem(*node, "\"town\" holds amounts: town = { preis = \"9.00\" }");
    return facts;
  }
  for (auto const& [key, value] : *table) {
    std::string const name{key.str()};
    auto const amount = amount_in(value);
    if (not amount)
      reader.problem(value, fmt::format("\"{}\" is no amount: write \"9.00\"", name));
    else if (name == "preis")
      facts.price = amount;
    else if (std::find(rule.town.begin(), rule.town.end(), name) != rule.town.end())
      facts.town.emplace(name, *amount);
    else
      reader.problem(value,
                     fmt::format("the rules use nothing of the name \"{}\"; it must stand in town_amounts", name));
  }
  return facts;
}

std::string euros(std::optional<Money> amount) {
  return amount ? fmt::format("{}.{:02}", amount->cents / 100, amount->cents % 100) : std::string{"later"};
}

void compare_fee(CompiledForm const& form, TableReader& reader, Example const& example,
                 std::set<std::size_t>* reached) {
  auto facts = town_of(form.definition().terms.fee, reader);
  auto const* wanted = reader.take("fee", false);
  if (wanted == nullptr) return;
  if (form.fee() == nullptr) return reader.problem(*wanted, "the form asks for no fee");
  // As everywhere: who says so and proves it. `known = true`: it was proven with an application before.
  bool const known = reader.flag("known");
  auto const& answers = example.outcome.answers;
  facts.reduced = not form.fee()->claimed(answers).empty() and (known or form.fee()->proven(answers));
  auto const fee = form.fee()->of(example.outcome.answers, facts, example.environment);
  if (reached != nullptr) reached->insert(fee.cases.begin(), fee.cases.end());
  auto const& rule = form.definition().terms.fee;
  if (not fee.problem.empty()) {
    auto const line = fee.cases.empty() ? rule.line : rule.cases[fee.cases.back()].line;
    return reader.problem(*wanted, fmt::format("\"fee\": the rule in line {} of {} {}", line,
                                               rule.table.empty() ? "form.toml" : fee_file, fee.problem));
  }
  bool const later = wanted->value_exact<std::string>() == "later";
  std::optional<Money> amount;
  if (not later) amount = amount_in(*wanted);
  if (not later and not amount) return reader.problem(*wanted, "\"fee\" is an amount, \"20.00\", or \"later\"");
  if (amount != fee.amount)
    reader.problem(*wanted, fmt::format("\"fee\": it is {}, not {}", euros(fee.amount), euros(amount)));
}

}  // namespace

void run_example(CompiledForm const& form, std::string_view toml, std::string_view file,
                 std::vector<authored::Problem>& problems, std::set<std::size_t>* reached, Refusing const& refusing) {
  authored::read_toml(toml, file, problems, [&](TableReader& reader) {
    auto const example = read_example(form, reader);
    auto const& outcome = example.outcome;
    std::vector<std::string> pages, missing, wrong;
    for (std::size_t i = 0; i < outcome.pages.size(); ++i) {
      if (outcome.pages[i]) pages.push_back(form.definition().pages[i].id);
    }
    for (auto const& fault : outcome.faults) (fault.check == nullptr ? missing : wrong).push_back(fault.path);
    compare(reader, "pages", pages);
    compare(reader, "missing", missing);
    compare(reader, "wrong", wrong);
    compare_fee(form, reader, example, reached);
    compare_refused(form, reader, example, refusing);
  });
}

void tell_unreached(CompiledForm const& form, std::set<std::size_t> const& reached,
                    std::vector<authored::Problem>& problems) {
  auto const& rule = form.definition().terms.fee;
  for (std::size_t i = 0; i < rule.cases.size(); ++i) {
    if (reached.contains(i)) continue;
    problems.push_back({std::string{rule.table.empty() ? "form.toml" : fee_file}, rule.cases[i].line,
                        "no example reaches this case of the fee; add tests/NAME.toml with fee = \"...\""});
  }
}

ExampleRun outcome_of_example(CompiledForm const& form, std::string_view toml, std::string_view file,
                              std::vector<authored::Problem>& problems) {
  ExampleRun run;
  authored::read_toml(toml, file, problems, [&](TableReader& reader) {
    run = read_example(form, reader);
    for (auto const* name : {"town", "fee", "known"}) reader.take(name, false);
    for (auto const* name : {"pages", "missing", "wrong", "refused"}) reader.texts(name, false);
  });
  return run;
}

}  // namespace kreislauf::forms
