#include "administration/forms/exchange/xdatenfelder/draft.h"

#include <fmt/format.h>

#include "administration/forms/exchange/xdatenfelder/correspondence.h"
#include "administration/forms/exchange/xdatenfelder/cosigner_marks.h"
#include "administration/forms/exchange/xdatenfelder/draft_field.h"
#include "administration/forms/exchange/xdatenfelder/drafting.h"
#include "administration/forms/exchange/xdatenfelder/fee_marks.h"
#include "administration/forms/exchange/xdatenfelder/known_marks.h"
#include "administration/forms/rules/behalf.h"
#include "base/text.h"

namespace kreislauf::forms::exchange::xdatenfelder {

using i18n::Language;

std::vector<Part const*> all_of(std::vector<Part> const& parts) {
  std::vector<Part const*> all;
  for (auto const& part : parts) all.push_back(&part);
  return all;
}

std::string label_of(Element const& element) {
  if (not element.label.empty()) return element.label;
  return element.name.empty() ? element.id : element.name;
}

void Drafting::tell(std::size_t line, std::string message) {
  draft_.notes.push_back({std::string{file_}, line, std::move(message)});
}

/// How long answers are kept no schema says: it is asked of the author, not guessed (Art. 5 Abs. 1 Buchst. e DSGVO).
void Drafting::terms() {
  auto const& root = schema_.root;
  Marks const marks{root.description};
  auto& terms = draft_.definition.terms;
  if (marks.number("draft_days") > 0) terms.draft_days = marks.number("draft_days");
  terms.kept_days = marks.number("kept_days");
  terms.kept_law = marks.text("kept_law");
  terms.fee = fee_in(marks);
  terms.identity_later = marks.flag("identity_later");
  terms.letters = marks.text("letters");
  terms.companies = marks.flag("companies");
  auto const words = marks.text("behalf");
  for (auto const word : text::split(words, ' ')) {
    if (is_behalf(word)) terms.behalf.emplace_back(word);
  }
  draft_.definition.cosigners = cosigners_in(marks.text("cosign"));
  draft_.definition.known = known_in(marks.text("known"));
  if (not marks.flag("provisional") and not root.id.empty())
    draft_.definition.fim = {.id = root.id, .version = root.version, .name = root.name};
  auto& comments = draft_.comments[""];
  remarks(root, marks, comments);
  if (terms.kept_days == 0 or terms.kept_law.empty())
    tell(root.line, "[form]: kept_days und kept_law eintragen: wie lange die Angaben nach welchem Gesetz bleiben");
}

Draft Drafting::run() {
  terms();
  std::vector<Check> none;
  rules_of(schema_.root, "", nullptr, none);
  std::vector<Part const*> between;
  for (auto const& part : schema_.root.parts) {
    bool const is_page = part.element.sort == Element::Sort::group and not xdatenfelder::times_of(part.times).many();
    if (not is_page) {
      between.push_back(&part);
      continue;
    }
    page_between(between);
    between.clear();
    page_of(part);
  }
  page_between(between);
  name_rules();
  return std::move(draft_);
}

/// Fields that stand in no group get a page between those of the groups.
void Drafting::page_between(std::vector<Part const*> const& parts) {
  if (parts.empty()) return;
  Page page;
  page.title[Language::german] = draft_.definition.pages.empty() ? label_of(schema_.root) : "Weitere Angaben";
  page.id = page_id(page.title[Language::german], page_ids_);
  Comments comments;
  page.law = law_of(schema_.root.grounds, false, comments);
  page.fim.id = draft_.definition.fim.id;
  add_page(std::move(page), parts);
}

void Drafting::page_of(Part const& part) {
  auto const& group = part.element;
  Marks const marks{group.description};
  Page page;
  auto const own = marks.text("page");
  if (own == behalf_page and not draft_.definition.terms.behalf.empty()) return;  // comes by [form] behalf
  page.id = is_page_id(own) and not page_ids_.contains(own) ? own : page_id(label_of(group), page_ids_);
  page_ids_.insert(page.id);
  page.title[Language::german] = label_of(group);
  page.lead[Language::german] = group.help;
  auto& comments = draft_.comments[page.id];
  bool const ours = not marks.empty();
  page.law = law_of(part.grounds, ours, comments);
  if (page.law.empty()) page.law = law_of(group.grounds, ours, comments);
  if (page.law.empty() and not ours) page.law = law_of(schema_.root.grounds, false, comments);
  remarks(group, marks, comments);
  rules_of(group, page.id, &page.when, page.checks);
  if (not marks.flag("provisional")) {
    page.fim = {.id = group.id, .version = group.version};
    if (group.name != label_of(group)) page.fim.name = group.name;
    if (part.times != times_of(page)) page.fim.times = part.times;
  }
  if (not page.fim.times.empty()) {
    comments.push_back(
        fmt::format("Kommt {} vor: schreiben Sie mit when = \"...\", wann die Seite gezeigt wird.", part.times));
    tell(part.line,
         fmt::format("Seite \"{}\" kommt {} vor: when = \"...\" sagt, wann sie gezeigt wird", page.id, part.times));
  }
  add_page(std::move(page), all_of(group.parts));
}

void Drafting::add_page(Page page, std::vector<Part const*> const& parts) {
  std::vector<Question> lifted;
  page.questions = questions(parts, {page.id, page.law, &names_, true, &lifted, &page.id});
  if (page.questions.empty()) tell(schema_.root.line, fmt::format("Seite \"{}\" hat keine Frage", page.id));
  draft_.definition.pages.push_back(std::move(page));
}

void Drafting::remarks(Element const& element, Marks const& marks, Comments& comments) const {
  auto const say = [&](std::string_view what, std::string const& text) {
    if (not text.empty() and text != "-") comments.push_back(fmt::format("{}: {}", what, text));
  };
  if (marks.empty()) say("Beschreibung", element.description);
  say("Definition", element.definition);
  if (element.field_kind != "label") say("Vorgabe", element.content);
  if (element.prefill != "keine") say("Vorbefüllung", element.prefill);
  say("Größte Datei", element.largest_file);
  say("Dateitypen", fmt::format("{}", fmt::join(element.media_types, ", ")));
  if (element.group_kind == "X") comments.push_back("Auswahlgruppe: genau eines davon wird angegeben.");
  if (element.status == "inaktiv" or element.status == "7") comments.push_back("In FIM inaktiv.");
}

Draft draft_of(Schema const& schema, std::vector<CodeListFile> const& lists, std::string_view file) {
  return Drafting{schema, lists, file}.run();
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
