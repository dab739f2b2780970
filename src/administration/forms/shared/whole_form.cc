#include "administration/forms/shared/whole_form.h"

#include <algorithm>
#include <iterator>

namespace kreislauf::forms {

namespace {

/// As it stands in a field of its page, for the same field of the sheet.
void copy_answer(kern::Form& to, kern::Form const& from, kern::Field const& field) {
  if (field.kind != kern::Kind::choices) return to.fill(field.name, from.typed(field.name));
  std::vector<std::string> chosen;
  for (auto const& option : field.options)
    if (from.chosen(field.name, option.value)) chosen.push_back(option.value);
  to.fill(field.name, std::move(chosen));
}

}  // namespace

WholeForm::WholeForm(authority::TownContext const& c, CompiledForm const& form, Entered const& entered,
                     PageForm::Days const& days, std::vector<kern::Field> more)
    : c_{c}, form_{c.t, c.today(), {}} {
  auto const outcome = form.run(entered.answers, environment_of(c.clock));
  std::vector<kern::Field> fields;
  for (std::size_t i = 0; i < outcome.pages.size(); ++i) {
    if (not outcome.pages[i]) continue;
    pages_.push_back(std::make_unique<PageForm>(c, form, i, entered, std::string{}, days));
    pages_.back()->draw_for_office();
    auto const& own = pages_.back()->form().fields();
    fields.insert(fields.end(), own.begin(), own.end());
  }
  std::move(more.begin(), more.end(), std::back_inserter(fields));
  form_ = kern::Form{c.t, c.today(), std::move(fields)};
  for (auto const& page : pages_) {
    for (auto const& field : page->form().fields()) copy_answer(form_, page->form(), field);
    for (auto const& [name, sentence] : page->form().errors()) form_.wrong(name, sentence);
  }
}

bool WholeForm::tell_faults() {
  for (auto const& page : pages_) {
    if (page->tell_faults()) continue;
    for (auto const& [name, sentence] : page->form().errors()) form_.wrong(name, sentence);
  }
  return form_.fine();
}

void WholeForm::put_beside(PageForm::Beside const& beside) {
  for (auto const& page : pages_) page->put_beside(beside);
}

void WholeForm::write(kern::Fields& fields) const {
  for (auto const& page : pages_) {
    kern::section(fields.out(), {.id = "seite-" + page->page().id, .heading = in_language(c_, page->page().title)},
                  [&](html::Writer&) { page->write(fields); });
  }
}

Entered read_whole(authority::TownContext const& c, CompiledForm const& form, Entered entered, std::string_view body) {
  for (std::size_t i = 0; i < form.definition().pages.size(); ++i)
    entered = read_page(c, form, i, std::move(entered), body);
  return entered;
}

}  // namespace kreislauf::forms
