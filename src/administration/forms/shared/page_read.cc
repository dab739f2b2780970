#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "administration/forms/shared/page_form.h"
#include "platform/http/message.h"

// How what was sent from a page becomes answers.
namespace kreislauf::forms {

namespace {

using feel::Value;

/// An answer with what of it was not understood, by the rest of the field's name: empty for the field itself.
struct Taken {
  Value value = {};
  std::map<std::string, std::string> rest = {};
  bool present = false;  ///< it stood on the page
  bool empty = true;     ///< nothing was typed
};

/// `mehr dinge`, `weg dinge 2`
struct ListChange {
  std::string list;
  std::size_t entry = 0;  ///< to be taken away; 0: one more
  bool asked_for = false;
};

std::size_t number_in(std::string_view digits) {
  std::size_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

ListChange change_in(std::string_view body) {
  auto const button = http::field(body, list_button).value_or(std::string{});
  auto const first = button.find(' ');
  if (first == std::string::npos) return {};
  auto const second = button.find(' ', first + 1);
  ListChange change{.list = button.substr(first + 1, second == std::string::npos ? second : second - first - 1),
                    .asked_for = true};
  if (second != std::string::npos) change.entry = number_in(std::string_view{button}.substr(second + 1));
  return change;
}

class Reader {
 public:
  Reader(authority::TownContext const& c, Page const& page, std::string_view body)
      : c_{c}, body_{body}, change_{change_in(body)}, form_{c.t, c.today(), fields_of(page.questions, {})} {
    form_.read(body);
  }

  Taken take(Question const& question, std::string const& name) const {
    if (question.kind == Kind::group) return take_members(question.questions, name);
    if (question.kind == Kind::list) return take_list(question, name);
    if (question.kind == Kind::file) return {};  // files come by a way of their own
    Taken taken{.present = is_there(question, name)};
    if (not taken.present) return taken;
    if (form_.error(name).empty()) {
      taken.value = answer_in(form_, question, name);
      taken.empty = taken.value.is_null();
    } else {
      taken.rest[""] = form_.typed(name);
      taken.empty = false;
    }
    return taken;
  }

 private:
  /// Every field that may have been sent; what is missing is said later, by the form itself.
  std::vector<kern::Field> fields_of(std::vector<Question> const& questions, std::string const& name) const {
    std::vector<kern::Field> fields;
    auto const add = [&](std::vector<kern::Field> more) {
      std::move(more.begin(), more.end(), std::back_inserter(fields));
    };
    for (auto const& one : questions) {
      auto const full = name.empty() ? one.name : name + "-" + one.name;
      if (one.kind == Kind::group) {
        add(fields_of(one.questions, full));
      } else if (one.kind == Kind::list) {
        for (std::size_t i = 1; i <= entries_sent(one, full); ++i)
          add(fields_of(one.questions, fmt::format("{}-{}", full, i)));
      } else if (one.asks() and one.kind != Kind::file) {
        fields.push_back(field_of(c_, one, full));
        fields.back().optional = true;
      }
    }
    return fields;
  }

  std::size_t entries_sent(Question const& list, std::string const& name) const {
    return std::min(most_entries_of(list), number_in(http::field(body_, name).value_or("0")));
  }

  bool is_there(Question const& question, std::string const& name) const {
    return http::field(body_, name).has_value() or
           (question.kind == Kind::date and http::field(body_, name + ".tag").has_value());
  }

  Taken take_members(std::vector<Question> const& questions, std::string const& name) const {
    Taken all;
    feel::Entries entries;
    for (auto const& one : questions) {
      if (not one.asks()) continue;
      auto taken = take(one, name + "-" + one.name);
      all.present = all.present or taken.present;
      all.empty = all.empty and taken.empty;
      for (auto& [rest, typed] : taken.rest) all.rest.emplace("-" + one.name + rest, std::move(typed));
      entries.emplace_back(one.name, std::move(taken.value));
    }
    all.value = Value::context(std::move(entries));
    return all;
  }

  /// Entries in which nothing stands are not there.
  Taken take_list(Question const& list, std::string const& name) const {
    Taken all{.present = http::field(body_, name).has_value()};
    bool const changed = change_.asked_for and change_.list == name;
    feel::Values entries;
    for (std::size_t i = 1; i <= entries_sent(list, name); ++i) {
      if (changed and change_.entry == i) continue;
      auto taken = take_members(list.questions, fmt::format("{}-{}", name, i));
      if (taken.empty) continue;
      entries.push_back(std::move(taken.value));
      for (auto& [rest, typed] : taken.rest)
        all.rest.emplace(fmt::format("-{}{}", entries.size(), rest), std::move(typed));
    }
    if (changed and change_.entry == 0 and not entries.empty()) entries.push_back(Value::context({}));
    all.empty = entries.empty();
    all.value = all.empty ? Value{} : Value::list(std::move(entries));
    return all;
  }

  authority::TownContext const& c_;
  std::string_view body_;
  ListChange change_;
  kern::Form form_;
};

bool belongs_to(std::string_view field, std::string_view question) {
  return field == question or
         (field.starts_with(question) and field.size() > question.size() and field[question.size()] == '-');
}

}  // namespace

Entered read_page(authority::TownContext const& c, CompiledForm const& form, std::size_t page, Entered entered,
                  std::string_view body, PageForm::Only const& only) {
  auto const& definition = form.definition().pages[page];
  Reader const reader{c, definition, body};
  auto const slots = form.slots_of(page);
  auto slot = slots.begin();
  for (auto const& question : definition.questions) {
    if (not question.asks()) continue;
    auto const place = *slot++;
    if (only and not only->contains(question.name)) continue;
    auto taken = reader.take(question, question.name);
    if (not taken.present) continue;
    std::erase_if(entered.rest, [&](auto const& one) { return belongs_to(one.first, question.name); });
    for (auto& [rest, typed] : taken.rest) entered.rest.emplace(question.name + rest, std::move(typed));
    entered.answers[place] = std::move(taken.value);
  }
  return entered;
}

}  // namespace kreislauf::forms
