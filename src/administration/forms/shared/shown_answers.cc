#include "administration/forms/shared/shown_answers.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/shared/question_field.h"
#include "authority/page.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"
#include "platform/kern/components.h"

namespace kreislauf::forms {

namespace {

using feel::Value;
using i18n::Translator;

std::string label_of(Translator const& t, Question const& question, std::string_view value) {
  for (auto const& one : question.options) {
    if (one.value == value) return text_in(t.language(), one.label);
  }
  return std::string{value};
}

std::string one_line(Translator const& t, Question const& question, Value const& answer);

/// As the block says it is read; without a pattern question by question.
std::string group_line(Translator const& t, Question const& group, Value const& answer) {
  std::string line = group.shown;
  if (line.empty()) {
    for (auto const& one : group.questions) {
      auto const* value = answer.find(one.name);
      if (not one.asks() or value == nullptr or value->is_null()) continue;
      auto const& label = text_in(t.language(), one.label);
      line += fmt::format("{}{}{} {}", line.empty() ? "" : "; ", label, label.ends_with('?') ? "" : ":",
                          one_line(t, one, *value));
    }
    return line;
  }
  for (auto const& one : group.questions) {
    auto const hole = "{" + one.name + "}";
    auto const at = line.find(hole);
    if (at == std::string::npos) continue;
    auto const* value = answer.find(one.name);
    line.replace(at, hole.size(), value == nullptr or value->is_null() ? "" : one_line(t, one, *value));
  }
  // Signs in front of what was not answered.
  auto const end = line.find_last_not_of(" ,;:");
  return end == std::string::npos ? std::string{} : line.substr(0, end + 1);
}

/// The entries of a list, or what was ticked.
std::vector<std::string> entry_lines(Translator const& t, Question const& question, Value const& answer) {
  std::vector<std::string> lines;
  Question entry = question;
  entry.kind = Kind::group;
  for (auto const& one : answer.list())
    lines.push_back(question.kind == Kind::list ? group_line(t, entry, one) : label_of(t, question, one.string()));
  std::erase(lines, std::string{});
  return lines;
}

std::string one_line(Translator const& t, Question const& question, Value const& answer) {
  switch (question.kind) {
    case Kind::money:
      return typed_of(t, question, answer).front() + " Euro";
    case Kind::yesno:
      return std::string{answer.is_true() ? t("Ja") : t("Nein")};
    case Kind::choice:
      return label_of(t, question, answer.string());
    case Kind::date:
      return i18n::long_date(t, std::chrono::sys_days{std::chrono::days{answer.date().days()}});
    case Kind::group:
      return group_line(t, question, answer);
    case Kind::list:  // inside of a group or of another list
    case Kind::choices:
      return fmt::format("{}", fmt::join(entry_lines(t, question, answer), ", "));
    default:
      return typed_of(t, question, answer).front();
  }
}

std::vector<std::string> lines_of(Translator const& t, Question const& question, Value const& answer,
                                  Entered const& entered) {
  std::vector<std::string> lines;
  if (question.kind == Kind::file) {
    for (auto const& key : answer.list()) {
      auto const file = entered.files.find(key.string());
      if (file != entered.files.end()) lines.push_back(file->second.name);
    }
  } else if (question.kind == Kind::choices or question.kind == Kind::list) {
    lines = entry_lines(t, question, answer);
  } else {
    lines.push_back(one_line(t, question, answer));
  }
  std::erase(lines, std::string{});
  return lines;
}

bool is_german(Translator const& t, Text const& text) {
  return t.language() != i18n::Language::german and text[t.language()].empty();
}

}  // namespace

std::vector<ShownPage> shown_answers(Translator const& t, CompiledForm const& form, Entered const& entered,
                                     feel::Environment const& environment) {
  auto const outcome = form.run(entered.answers, environment);
  auto const& pages = form.definition().pages;
  std::vector<ShownPage> shown;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (not outcome.pages[i]) continue;
    ShownPage page{pages[i].id, text_in(t.language(), pages[i].title), is_german(t, pages[i].title), {}};
    auto const slots = form.slots_of(i);
    auto slot = slots.begin();
    for (auto const& question : pages[i].questions) {
      if (not question.asks()) continue;
      auto const& answer = outcome.answers[*slot++];
      if (answer.is_null()) continue;
      auto lines = lines_of(t, question, answer, entered);
      if (lines.empty()) continue;
      page.answers.push_back(
          {question.name, text_in(t.language(), question.label), is_german(t, question.label), std::move(lines)});
    }
    shown.push_back(std::move(page));
  }
  return shown;
}

void write_answers(html::Writer& out, authority::Context const& c, std::vector<ShownPage> const& pages, int level,
                   FunctionRef<void(html::Writer&, ShownPage const&)> more) {
  auto const said = [&](std::string const& text, bool german) -> html::Content {
    return german ? html::Content{authority::german(c, text)} : html::Content{text};
  };
  for (auto const& page : pages) {
    kern::Section const section{
        .id = page.id, .heading = said(page.title, page.german), .classes = "kl-section kl-answers"_h, .level = level};
    kern::section(out, section, [&](html::Writer&) {
      more(out, page);
      if (page.answers.empty()) {
        out("<p>"_h, c.t("Nichts angegeben"), "</p>"_h);
        return;
      }
      kern::details(out, [&](kern::Details& details) {
        for (auto const& answer : page.answers) {
          details.row(said(answer.label, answer.german), [&](html::Writer& value) {
            bool first = true;
            for (auto const& line : answer.lines) {
              if (not first) value("<br>"_h);
              value(line);
              first = false;
            }
          });
        }
      });
    });
  }
}

}  // namespace kreislauf::forms
