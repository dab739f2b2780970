#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/rules/compiled.h"

// What a form asks, and what of the answers is missing or wrong.
namespace kreislauf::forms {

class CompiledForm::Visit {
 public:
  Visit(CompiledForm const& form, Answers answers, feel::Environment const& environment, std::set<std::string>* asked)
      : environment_{environment}, asked_{asked}, outcome_{.pages = {}, .answers = std::move(answers), .faults = {}} {
    outcome_.answers.resize(form.names_.size());
  }

  Outcome run(std::vector<Sheet> const& sheets, std::vector<Page> const& pages) {
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      bool const shown = holds(sheets[i].when, outcome_.answers);
      outcome_.pages.push_back(shown);
      look(sheets[i].items, outcome_.answers, {}, shown);
      if (shown) apply(sheets[i].rules, outcome_.answers, pages[i].id);
    }
    return std::move(outcome_);
  }

 private:
  /// What cannot be said is not true: a question whose condition knows nothing yet is not asked.
  bool holds(std::optional<feel::Expression> const& when, Answers const& slots) const {
    return not when or when->evaluate(slots, environment_).is_true();
  }

  void apply(std::vector<Rule> const& rules, Answers const& slots, std::string const& path) {
    for (auto const& rule : rules) {
      // Where an answer is missing there is nothing to compare: that is told by itself.
      if (rule.that.evaluate(slots, environment_).is_false()) outcome_.faults.push_back({path, rule.check});
    }
  }

  void look(std::vector<Item> const& items, Answers& slots, std::string const& before, bool shown) {
    for (auto const& item : items) {
      auto const& question = *item.question;
      bool const asked = shown and holds(item.when, slots);
      auto const path = before + question.name;
      if (asked and asked_ != nullptr) asked_->insert(path);
      if (not question.asks()) continue;
      auto& answer = slots[item.slot];
      if (not asked) {
        answer = {};
        continue;
      }
      if (question.kind == Kind::list) answer = look_at_list(item, slots, path);
      if (question.kind == Kind::group) answer = look_inside(item, slots, slots[item.slot], path + ".");
      if (is_missing(slots[item.slot], question)) outcome_.faults.push_back({path});
      apply(item.rules, slots, path);
    }
  }

  static bool is_missing(feel::Value const& answer, Question const& question) {
    if (question.optional or question.kind == Kind::group) return false;
    if (answer.is_null()) return true;
    return answer.is(feel::Kind::list) and answer.list().empty();
  }

  feel::Value look_at_list(Item const& item, Answers const& outside, std::string const& path) {
    auto const& answer = outside[item.slot];
    if (not answer.is(feel::Kind::list)) return {};
    feel::Values entries;
    for (auto const& entry : answer.list())
      entries.push_back(look_inside(item, outside, entry, fmt::format("{}[{}].", path, entries.size() + 1)));
    return feel::Value::list(std::move(entries));
  }

  /// The questions of a group, or of one entry of a list: they know what stands outside, and each other.
  feel::Value look_inside(Item const& item, Answers const& outside, feel::Value const& answer,
                          std::string const& before) {
    Answers slots{outside.begin(), outside.begin() + static_cast<std::ptrdiff_t>(first_slot(item, outside.size()))};
    slots.resize(slots.size() + item.below.size());
    for (auto const& one : item.below) {
      if (not answer.is(feel::Kind::context) or not one.question->asks()) continue;
      for (auto const& [name, value] : answer.entries()) {
        if (name == one.question->name) slots[one.slot] = value;
      }
    }
    look(item.below, slots, before, true);
    feel::Entries entries;
    for (auto const& one : item.below) {
      if (one.question->asks()) entries.emplace_back(one.question->name, slots[one.slot]);
    }
    return feel::Value::context(std::move(entries));
  }

  friend class CompiledForm;
  static std::size_t first_slot(Item const& item, std::size_t otherwise) {
    for (auto const& one : item.below) {
      if (one.question->asks()) return one.slot;
    }
    return otherwise;
  }

  feel::Environment const& environment_;
  std::set<std::string>* asked_;
  Outcome outcome_;
};

Outcome CompiledForm::run(Answers answers, feel::Environment const& environment, std::set<std::string>* asked) const {
  return Visit{*this, std::move(answers), environment, asked}.run(sheets_, definition_.pages);
}

std::vector<std::size_t> CompiledForm::cosigners_of(Answers const& answers,
                                                    feel::Environment const& environment) const {
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < cosigned_when_.size(); ++i) {
    auto const& when = cosigned_when_[i];
    if (not when or when->evaluate(answers, environment).is_true()) asked.push_back(i);
  }
  return asked;
}

std::string CompiledForm::mailbox_of(Cosigner const& cosigner, Answers const& answers) const {
  auto const dot = cosigner.mail.find('.');
  auto const slot = names_.find(cosigner.mail.substr(0, dot));
  if (not slot or *slot >= answers.size()) return {};
  auto const* value = &answers[*slot];
  if (dot != std::string::npos)
    value = value->is(feel::Kind::context) ? value->find(cosigner.mail.substr(dot + 1)) : nullptr;
  return value != nullptr and value->is(feel::Kind::string) ? value->string() : std::string{};
}

std::size_t CompiledForm::page_of(Cosigner const& cosigner) const {
  auto const name = cosigner.mail.substr(0, cosigner.mail.find('.'));
  for (std::size_t i = 0; i < definition_.pages.size(); ++i) {
    for (auto const& one : definition_.pages[i].questions) {
      if (one.name == name) return i;
    }
  }
  return 0;
}

void CompiledForm::collect(std::vector<Item> const& items, std::string const& before, std::size_t outside,
                           std::vector<Condition>& found) {
  for (auto const& item : items) {
    auto const& question = *item.question;
    if (item.when) found.push_back({before + question.name, &*item.when, outside});
    if (item.below.empty()) continue;
    auto const inside = std::min(outside, Visit::first_slot(item, outside));
    collect(item.below, before + question.name + (question.kind == Kind::list ? "[]." : "."), inside, found);
  }
}

std::vector<CompiledForm::Condition> CompiledForm::conditions_of(std::size_t page) const {
  std::vector<Condition> found;
  collect(sheets_[page].items, {}, names_.size(), found);
  return found;
}

std::vector<std::size_t> CompiledForm::slots_of(std::size_t page) const {
  std::vector<std::size_t> slots;
  for (auto const& item : sheets_[page].items) {
    if (item.question->asks()) slots.push_back(item.slot);
  }
  return slots;
}

}  // namespace kreislauf::forms
