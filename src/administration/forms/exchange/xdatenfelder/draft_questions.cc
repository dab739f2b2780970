#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/exchange/xdatenfelder/correspondence.h"
#include "administration/forms/exchange/xdatenfelder/draft_field.h"
#include "administration/forms/exchange/xdatenfelder/drafting.h"
#include "administration/forms/rules/definition.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

using i18n::Language;
using Sort = Element::Sort;

bool many(Part const& part) { return times_of(part.times).many(); }

/// Fields that only systems see, not people.
bool is_hidden(Element const& element) { return element.field_kind == "hidden" or element.field_kind == "locked"; }

}  // namespace

/// First all names of a level, so that what stands inside of a group cannot take one of them.
std::vector<std::string> Drafting::names_of(std::vector<Part const*> const& parts, TakenNames& taken) {
  std::vector<std::string> names;
  for (auto const* part : parts) {
    auto const& element = part->element;
    auto own = Marks{element.description}.text("name");
    if (not is_question_name(own)) own = question_name(element.name.empty() ? label_of(element) : element.name, taken);
    taken.insert(own);
    names.push_back(std::move(own));
  }
  return names;
}

std::vector<Question> Drafting::questions(std::vector<Part const*> const& parts, Scope const& scope) {
  auto const names = names_of(parts, *scope.names);
  std::vector<Question> all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto const& element = parts[i]->element;
    if (is_hidden(element)) {
      draft_.comments[*scope.page].push_back(
          fmt::format("{} {} füllen Programme aus ({}), Menschen werden nicht gefragt.", element.id, element.name,
                      element.field_kind));
      tell(element.line,
           fmt::format("{} ist kein Feld für Menschen ({}): fehlt im Formular", element.id, element.field_kind));
    } else if (not scope.top and element.sort == Sort::field and element.type == "file") {
      auto name = question_name(element.name, names_);
      draft_.comments[*scope.page + "/" + name].push_back("Stand in einer Gruppe; Dateien fragen wir für sich.");
      tell(element.line, fmt::format("\"{}\" stand in einer Gruppe und steht jetzt auf der Seite", name));
      scope.lifted->push_back(
          field(*parts[i], std::move(name), {*scope.page, scope.law, &names_, true, nullptr, scope.page}));
    } else {
      auto one = question(*parts[i], names[i], scope);
      if (element.sort == Sort::field or not one.block.empty() or not one.questions.empty())
        all.push_back(std::move(one));
    }
  }
  if (scope.top) std::move(scope.lifted->begin(), scope.lifted->end(), std::back_inserter(all));
  return all;
}

Question Drafting::question(Part const& part, std::string name, Scope const& scope) {
  auto const& element = part.element;
  if (element.sort == Sort::group) return group(part, std::move(name), scope);
  bool const counts = element.type == "file" or (element.field_kind == "select" and not codes_of(element).empty());
  return many(part) and not counts ? repeated(part, std::move(name), scope) : field(part, std::move(name), scope);
}

/// What groups and fields have in common.
Question Drafting::any(Part const& part, std::string name, Scope const& scope, Comments& comments) {
  auto const& element = part.element;
  Marks const marks{element.description};
  Question question;
  question.name = std::move(name);
  question.label[Language::german] = label_of(element);
  question.hint[Language::german] = element.help;
  question.why[Language::german] = marks.text("why");
  question.fill = marks.text("fill");
  question.calendar = marks.flag("calendar") and marks.text("kind") == word_of(Kind::date);
  question.shown = marks.text("shown");
  question.block = marks.text("block");
  question.law = law_of(part.grounds, not marks.empty(), comments);
  auto const own = law_of(element.grounds, not marks.empty(), comments);
  if (question.law.empty()) question.law = own;
  if (question.law == scope.law and not marks.flag("own_law")) question.law.clear();
  auto const times = times_of(part.times);
  question.optional = marks.has("optional") ? marks.flag("optional") : times.valid and times.least == 0;
  names_by_id_[element.id].insert(question.name);
  rules_of(element, scope.place + "/" + question.name, &question.when, question.checks);
  remarks(element, marks, comments);
  return question;
}

/// Law and reason, and the comments behind those of the rules.
void Drafting::keep(Question const& question, Part const& part, Scope const& scope, Comments comments) {
  bool const told = not(scope.law + question.law + question.why[Language::german]).empty();
  if (not told and question.asks()) {
    comments.push_back("Warum wird danach gefragt? law = \"...\" oder why = \"...\"");
    tell(part.element.line,
         fmt::format("\"{}\": law oder why fehlt, die Datei nennt keine Handlungsgrundlage", question.name));
  }
  auto& kept = draft_.comments[scope.place + "/" + question.name];
  kept.insert(kept.end(), comments.begin(), comments.end());
}

Question Drafting::group(Part const& part, std::string name, Scope const& scope) {
  Comments comments;
  auto question = any(part, std::move(name), scope, comments);
  Marks const marks{part.element.description};
  auto const times = times_of(part.times);
  question.kind = times.many() or marks.text("kind") == "list" ? Kind::list : Kind::group;
  if (question.kind == Kind::list and times.valid) {
    question.least = times.least > 1 ? times.least : 0;
    question.most = times.most;
  }
  if (marks.number("least") > 0) question.least = marks.number("least");
  TakenNames names{scope.names};
  question.questions = questions(all_of(part.element.parts), {scope.place + "/" + question.name, scope.law, &names,
                                                              false, scope.lifted, scope.page});
  if (question.kind == Kind::group and question.optional and marks.empty()) {
    comments.push_back("Die Gruppe darf fehlen (0:1): when = \"...\" sagt, wann sie gefragt wird; bis dahin immer.");
    tell(part.line,
         fmt::format("\"{}\" darf fehlen (0:1): when = \"...\" sagt, wann die Gruppe gefragt wird", question.name));
  }
  origin(question, part, marks);
  keep(question, part, scope, std::move(comments));
  return question;
}

Question Drafting::field(Part const& part, std::string name, Scope const& scope) {
  auto const& element = part.element;
  Comments comments;
  auto question = any(part, std::move(name), scope, comments);
  Marks const marks{element.description};
  ++draft_.questions;
  if (element.type == "bool") yes_no_.insert(element.id);
  choose(question, element, scope.place + "/" + question.name, comments);
  question.kind = kind_of(element, marks, many(part), not question.options.empty());
  if (question.kind == Kind::note) say(question, element, marks);
  bound(question, element, comments);
  auto const times = times_of(part.times);
  bool const file = question.kind == Kind::file;
  if ((file or question.kind == Kind::choices) and times.valid) {
    question.least = file or times.least < 2 ? 0 : times.least;
    question.most = times.most;
  }
  if (marks.number("least") > 0) question.least = marks.number("least");
  if (marks.number("most") > 0) question.most = marks.number("most");
  origin(question, part, marks);
  keep(question, part, scope, std::move(comments));
  return question;
}

/// A note is what it says: the content of a static field; its name in the catalogue is not for people.
void Drafting::say(Question& question, Element const& element, Marks const& marks) {
  question.optional = false;
  question.hint[Language::german] = marks.text("hint");
  if (not element.content.empty()) question.label[Language::german] = element.content;
}

/// FIM repeats a field; our lists repeat questions: the list has one, and both stand for the field.
Question Drafting::repeated(Part const& part, std::string name, Scope const& scope) {
  Part const once{.element = part.element, .times = "1:1", .grounds = part.grounds, .line = part.line};
  TakenNames names{scope.names};
  Question list;
  list.name = std::move(name);
  auto one = field(once, question_name("angabe", names),
                   {scope.place + "/" + list.name, scope.law, &names, false, scope.lifted, scope.page});
  names_by_id_[part.element.id] = {list.name};
  auto const times = times_of(part.times);
  list.kind = Kind::list;
  list.label = one.label;
  list.why = std::exchange(one.why, {});
  list.law = one.law;
  list.when = std::exchange(one.when, {});
  list.optional = times.least == 0;
  list.least = times.least > 1 ? times.least : 0;
  list.most = times.most;
  list.fim.id = part.element.id;
  if (part.times != times_of(list)) list.fim.times = part.times;
  list.questions.push_back(std::move(one));
  return list;
}

void Drafting::origin(Question& question, Part const& part, Marks const& marks) {
  auto const& element = part.element;
  if (marks.flag("provisional")) return;
  question.fim = {.id = element.id, .version = element.version};
  if (element.name != question.label[Language::german]) question.fim.name = element.name;
  if (part.times != times_of(question)) question.fim.times = part.times;
  if (element.sort == Sort::group) return;
  auto const type = element.field_kind + "/" + element.type;
  if (type != type_of(question) and type != "/") question.fim.type = type;
  auto const& [code_id, uri, code_version, whole] = element.codes;
  if (not element.codes.named()) return;
  question.fim.codes = (code_id.empty() ? "" : code_id + " ") + (whole.empty() ? uri : whole);
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
