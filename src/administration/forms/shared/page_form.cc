#include "administration/forms/shared/page_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/shared/page_script.h"
#include "platform/i18n/dates.h"
#include "platform/kern/check.h"

namespace kreislauf::forms {

namespace {

using feel::Value;

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

PageForm::Place PageForm::Place::below(Question const& member) const {
  return {path + member.name, name.empty() ? member.name : name + "-" + member.name, hidden};
}

PageForm::Place PageForm::Place::entry(std::size_t number) const {
  return {fmt::format("{}[{}].", path, number), fmt::format("{}-{}", name, number), hidden};
}

PageForm::PageForm(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered const& entered,
                   std::string script, Days days, Only only)
    : c_{c},
      script_{std::move(script)},
      days_{std::move(days)},
      only_{std::move(only)},
      compiled_{form},
      page_{form.definition().pages[page]},
      entered_files_{entered.files},
      outcome_{form.run(entered.answers, environment_of(c.clock), &asked_)},
      form_{c.t, c.today(), {}} {
  if (not script_.empty()) data_ = page_data(form, page, outcome_.answers, script_);
  auto const slots = form.slots_of(page);
  auto slot = slots.begin();
  add(page_.questions, {},
      [&](Question const& question) { return question.asks() ? entered.answers[*slot++] : Value{}; });
  std::set<std::string> kept;
  for (auto const& field : fields_) kept.insert(field.name);
  form_ = kern::Form{c.t, c.today(), std::move(fields_)};
  for (auto& [name, values] : typed_) {
    if (values.size() == 1)
      form_.fill(name, std::move(values.front()));
    else if (not values.empty())
      form_.fill(name, std::move(values));
  }
  for (auto const& [name, typed] : entered.rest) {
    if (kept.contains(name)) form_.fill(name, typed);
  }
  for (auto const& name : full_)
    form_.wrong(name, std::string{c_.t("Dieser Tag ist nicht mehr frei. Bitte wählen Sie einen anderen.")});
}

void PageForm::add_calendar(Question const& question, Place const& place, Value const& value) {
  constexpr std::size_t most_buttons = 7;
  auto const days = days_ ? days_(question) : std::vector<std::chrono::sys_days>{};
  auto chosen = typed_of(c_.t, question, value);
  bool const there = not chosen.empty() and
                     std::any_of(days.begin(), days.end(), [&](auto day) { return i18n::iso(day) == chosen.front(); });
  if (not chosen.empty() and not there) full_.insert(place.name), chosen.clear();
  if (days.empty() and full_.empty()) return;
  auto field = field_of(c_, question, place.name);
  field.kind = kern::Kind::choice;
  field.list = days.size() > most_buttons;
  if (field.list) field.options.push_back({"", c_.t("Bitte wählen")});
  for (auto const day : days)
    field.options.push_back(
        {i18n::iso(day), fmt::format("{}, {}", i18n::weekday(c_.t, day), i18n::long_date(c_.t, day))});
  field.options.push_back({"keiner", c_.t("Kein Tag passt. Das Amt soll sich melden.")});
  fields_.push_back(std::move(field));
  typed_.emplace_back(place.name, std::move(chosen));
  if (not place.hidden) names_.insert(place.name);
}

void PageForm::add(std::vector<Question> const& questions, Place const& before,
                   FunctionRef<Value(Question const&)> value_of) {
  for (auto const& question : questions) {
    auto const value = value_of(question);
    auto place = before.below(question);
    if (before.path.empty() and not is_open(question.name)) continue;
    place.hidden = not is_asked(place.path);
    bool const ready = not script_.empty() and (before.hidden or not question.when.empty());
    if (question.asks() and (not place.hidden or ready)) add_one(question, place, value);
  }
}

void PageForm::add_one(Question const& question, Place const& place, Value const& value) {
  auto const members_of = [](Value const& context) {
    return [&context](Question const& member) {
      auto const* found = context.is(feel::Kind::context) ? context.find(member.name) : nullptr;
      return found == nullptr ? Value{} : *found;
    };
  };
  if (question.kind == Kind::group)
    return add(question.questions, {place.path + ".", place.name, place.hidden}, members_of(value));
  if (question.kind == Kind::file) {
    for (auto const& key : value.is(feel::Kind::list) ? value.list() : feel::Values{}) {
      auto const found = entered_files_.find(key.string());
      if (found != entered_files_.end()) files_[question.name].emplace_back(found->first, found->second);
    }
    return;
  }
  if (question.calendar) return add_calendar(question, place, value);
  if (question.kind != Kind::list) {
    fields_.push_back(field_of(c_, question, place.name));
    typed_.emplace_back(place.name, typed_of(c_.t, question, value));
    if (not place.hidden) names_.insert(place.name);
    return;
  }
  auto const count = entries_to_draw(question, value);
  entries_[place.name] = count;
  for (std::size_t i = 0; i < count; ++i) {
    bool const there = value.is(feel::Kind::list) and i < value.list().size();
    auto const entry = there ? value.list()[i] : Value{};
    // Of an entry that is not there yet nothing depends on answers: what has no condition is asked.
    if (not there and not place.hidden) {
      for (auto const& member : question.questions) {
        if (member.when.empty()) asked_.insert(place.entry(i + 1).path + member.name);
      }
    }
    add(question.questions, place.entry(i + 1), members_of(entry));
  }
}

void PageForm::tell(Fault const& fault) {
  auto const name = field_of(fault.path);
  if (fault.check != nullptr) return form_.wrong(name, text_in(c_.t.language(), fault.check->otherwise));
  if (not names_.contains(name)) {
    bool const file = std::any_of(page_.questions.begin(), page_.questions.end(),
                                  [&](Question const& one) { return one.name == name and one.kind == Kind::file; });
    return form_.wrong(name, std::string{file ? c_.t("Laden Sie hier mindestens eine Datei hoch.")
                                              : c_.t("Tragen Sie hier mindestens eines ein.")});
  }
  form_.wrong(name, kern::missing_sentence(form_.field(name), c_.t));
}

bool PageForm::tell_faults() {
  // What was typed and not understood says more than that it is missing.
  std::set<std::string> told;
  for (auto const& name : names_) {
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
        fault.path == page_.id or std::any_of(page_.questions.begin(), page_.questions.end(), [&](Question const& one) {
          return one.asks() and is_open(one.name) and one.name == top;
        });
    if (here and not told.contains(field_of(fault.path))) tell(fault);
  }
  return form_.fine();
}

}  // namespace kreislauf::forms
