#include "administration/forms/shared/refused_answers.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/rules/definition.h"
#include "administration/forms/shared/page_form.h"
#include "administration/forms/shared/question_field.h"
#include "base/text.h"
#include "platform/kern/check.h"

namespace kreislauf::forms {

namespace {

using feel::Value;

/// As what an example writes an answer of this kind (docs/services.md).
struct Written {
  feel::Kind kind;
  std::string_view how;
};
Written written(Kind kind) {
  switch (kind) {
    case Kind::number:
      return {feel::Kind::number, "a whole number without quotation marks"};
    case Kind::yesno:
      return {feel::Kind::boolean, "true or false"};
    case Kind::date:
      return {feel::Kind::date, "a day without quotation marks, 2027-01-11"};
    case Kind::time:
      return {feel::Kind::time, "a time without quotation marks, 09:00:00"};
    case Kind::choices:
    case Kind::file:
    case Kind::list:
      return {feel::Kind::list, "a list in square brackets"};
    case Kind::group:
      return {feel::Kind::context, "a table in braces"};
    default:
      return {feel::Kind::string, "a text in quotation marks"};
  }
}

class Looking {
 public:
  Looking(i18n::Translator const& t, std::chrono::sys_days today) : t_{t}, today_{today} {}

  void look(Question const& question, Value const& value, std::string const& path) {
    if (value.is_null() or not question.asks()) return;
    if (question.kind == Kind::money) return money(question, value, path);
    auto const as = written(question.kind);
    if (not value.is(as.kind)) return refuse(path, fmt::format("write it as {}", as.how));
    switch (question.kind) {
      case Kind::group:
        return members(question.questions, value, path + ".");
      case Kind::list:
        return entries(question, value, path);
      case Kind::file:
        return count(question, value, path, question.most > 0 ? question.most : static_cast<std::int64_t>(most_files));
      case Kind::choices:
        for (auto const& one : value.list()) option(question, one, path);
        return count(question, value, path, question.most > 0 ? question.most : longest_list);
      case Kind::choice:
        return option(question, value, path);
      case Kind::yesno:
        return;
      default:
        return line(question, value, path);
    }
  }

  std::vector<RefusedAnswer> found;

 private:
  static constexpr std::int64_t longest_list = 1000;

  void refuse(std::string const& path, std::string sentence) { found.push_back({path, std::move(sentence)}); }

  void members(std::vector<Question> const& questions, Value const& value, std::string const& before) {
    for (auto const& one : questions) {
      if (auto const* member = value.find(one.name); member != nullptr) look(one, *member, before + one.name);
    }
    for (auto const& [name, member] : value.entries()) {
      bool const known = std::any_of(questions.begin(), questions.end(),
                                     [&, &key = name](Question const& one) { return one.asks() and one.name == key; });
      if (not known) refuse(before + name, "nobody is asked for this");
    }
  }

  void entries(Question const& question, Value const& value, std::string const& path) {
    count(question, value, path, static_cast<std::int64_t>(most_entries_of(question)));
    std::size_t number = 0;
    for (auto const& one : value.list()) {
      auto const own = fmt::format("{}[{}]", path, ++number);
      if (one.is(feel::Kind::context))
        members(question.questions, one, own + ".");
      else
        refuse(own, "write it as a table in braces");
    }
  }

  void count(Question const& question, Value const& value, std::string const& path, std::int64_t most) {
    auto const size = static_cast<std::int64_t>(value.list().size());
    if (size > most) refuse(path, fmt::format("there are {}, and {} at most", size, most));
    if (size > 0 and size < question.least)
      refuse(path, fmt::format("there are {}, and {} at least", size, question.least));
  }

  void option(Question const& question, Value const& value, std::string const& path) {
    std::vector<std::string> known;
    for (auto const& one : question.options) known.push_back(one.value);
    auto const word = value.is(feel::Kind::string) ? value.string() : std::string{};
    if (std::find(known.begin(), known.end(), word) != known.end()) return;
    auto const near = text::did_you_mean(word, known);
    refuse(path,
           fmt::format("it has no answer \"{}\"{}", word, near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
  }

  /// An amount with cents is a text, `"12.50"`; whole euros may be a number.
  void money(Question const& question, Value const& value, std::string const& path) {
    auto const amount = value.is(feel::Kind::number)   ? std::optional{value.number()}
                        : value.is(feel::Kind::string) ? feel::Decimal::parse(value.string())
                                                       : std::nullopt;
    if (not amount) return refuse(path, "write it as an amount, \"12.50\"");
    line(question, Value{*amount}, path);
  }

  /// As the page reads what somebody types.
  void line(Question const& question, Value const& value, std::string const& path) {
    auto const field = read_as(question, path);
    auto const typed = typed_of(t_, question, value);
    if (typed.empty()) return;
    auto const reading = kern::read(field, typed.front(), t_, today_);
    if (not reading.error.empty()) refuse(path, fmt::format("the page says \"{}\"", reading.error));
  }

  i18n::Translator const& t_;
  std::chrono::sys_days today_;
};

}  // namespace

std::vector<RefusedAnswer> refused_answers(i18n::Translator const& t, std::chrono::sys_days today,
                                           Question const& question, Value const& value) {
  Looking looking{t, today};
  looking.look(question, value, question.name);
  return std::move(looking.found);
}

}  // namespace kreislauf::forms
