#include "administration/forms/shared/page_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/kern/check.h"

namespace kreislauf::forms {

namespace {

using feel::Value;

/// `dinge[2].art` -> `dinge-2-art`: names of questions have no hyphen.
std::string name_of_path(std::string_view path) {
  std::string name;
  for (char const c : path) {
    if (c == ']') continue;
    name += c == '[' or c == '.' ? '-' : c;
  }
  return name;
}

std::string below(std::string const& name, std::string const& member) {
  return name.empty() ? member : name + "-" + member;
}

/// An obligatory list begins with an empty entry: nobody has to press a button first.
std::size_t entries_to_draw(Question const& question, Value const& value) {
  auto const size = value.is(feel::Kind::list) ? value.list().size() : 0;
  return size == 0 and not question.optional ? 1 : size;
}

}  // namespace

feel::Environment environment_of(Clock const& clock) {
  auto const time = legal_time(clock.now());
  feel::Environment environment;
  environment.now.local_second =
      std::chrono::sys_seconds{std::chrono::sys_days{time.day}}.time_since_epoch().count() + time.minute_of_day * 60;
  return environment;
}

PageForm::PageForm(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered const& entered)
    : c_{c},
      compiled_{form},
      page_{form.definition().pages[page]},
      outcome_{form.run(entered.answers, environment_of(c.clock), &asked_)},
      form_{c.t, c.today(), {}} {
  auto const slots = form.slots_of(page);
  auto slot = slots.begin();
  add(page_.questions, {}, {},
      [&](Question const& question) { return question.asks() ? entered.answers[*slot++] : Value{}; });
  form_ = kern::Form{c.t, c.today(), std::move(fields_)};
  for (auto& [name, values] : typed_) {
    if (values.size() == 1)
      form_.fill(name, std::move(values.front()));
    else if (not values.empty())
      form_.fill(name, std::move(values));
  }
  for (auto const& [name, question] : by_name_) {
    if (auto const kept = entered.rest.find(name); kept != entered.rest.end()) form_.fill(name, kept->second);
  }
}

void PageForm::add(std::vector<Question> const& questions, std::string const& path, std::string const& name,
                   FunctionRef<Value(Question const&)> value_of) {
  for (auto const& question : questions) {
    auto const value = value_of(question);
    if (question.asks() and is_asked(path + question.name))
      add_one(question, path + question.name, below(name, question.name), value);
  }
}

void PageForm::add_one(Question const& question, std::string const& path, std::string const& name, Value const& value) {
  auto const members_of = [](Value const& context) {
    return [&context](Question const& member) {
      auto const* found = context.is(feel::Kind::context) ? context.find(member.name) : nullptr;
      return found == nullptr ? Value{} : *found;
    };
  };
  if (question.kind == Kind::group) return add(question.questions, path + ".", name, members_of(value));
  if (question.kind != Kind::list) {
    fields_.push_back(field_of(c_, question, name));
    typed_.emplace_back(name, typed_of(c_.t, question, value));
    by_name_.emplace(name, &question);
    return;
  }
  auto const count = entries_to_draw(question, value);
  entries_[name] = count;
  for (std::size_t i = 0; i < count; ++i) {
    bool const there = value.is(feel::Kind::list) and i < value.list().size();
    auto const entry = there ? value.list()[i] : Value{};
    // Of an entry that is not there yet nothing depends on answers: what has no condition is asked.
    if (not there) {
      for (auto const& member : question.questions) {
        if (member.when.empty()) asked_.insert(fmt::format("{}[{}].{}", path, i + 1, member.name));
      }
    }
    add(question.questions, fmt::format("{}[{}].", path, i + 1), fmt::format("{}-{}", name, i + 1), members_of(entry));
  }
}

void PageForm::tell(Fault const& fault) {
  auto const name = name_of_path(fault.path);
  if (fault.check != nullptr) return form_.wrong(name, text_in(c_.t.language(), fault.check->otherwise));
  auto const question = by_name_.find(name);
  if (question == by_name_.end())
    form_.wrong(name, std::string{c_.t("Tragen Sie hier mindestens eines ein.")});
  else if (form_.typed(name).empty() or form_.error(name).empty())
    form_.wrong(name, kern::missing_sentence(form_.field(name), c_.t));
}

bool PageForm::tell_faults() {
  std::vector<std::string> names;
  for (auto const& [name, question] : by_name_) names.push_back(name);
  // What was typed and not understood says more than that it is missing.
  std::set<std::string> told;
  for (auto const& name : names) {
    auto const& field = form_.field(name);
    auto const typed = field.kind == kern::Kind::choice or field.kind == kern::Kind::choices ? "" : form_.typed(name);
    if (typed.empty()) continue;
    auto reading = kern::read(field, typed, c_.t, c_.today());
    if (reading.error.empty()) continue;
    form_.wrong(name, std::move(reading.error));
    told.insert(name);
  }
  for (auto const& fault : outcome_.faults) {
    auto const top = fault.path.substr(0, fault.path.find_first_of(".["));
    bool const here =
        fault.path == page_.id or std::any_of(page_.questions.begin(), page_.questions.end(),
                                              [&](Question const& one) { return one.asks() and one.name == top; });
    if (here and not told.contains(name_of_path(fault.path))) tell(fault);
  }
  return form_.fine();
}

}  // namespace kreislauf::forms
