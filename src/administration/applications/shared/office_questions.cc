#include "administration/applications/shared/office_questions.h"

#include "administration/applications/acts/asking.h"

namespace kreislauf::applications {

namespace {

forms::Page const* find_page(OwnApplication const& own, std::string_view id) {
  for (auto const& one : own.form->definition().pages) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

}  // namespace

std::string page_of(OwnApplication const& own, OfficeQuestion const& question) {
  auto const* page = find_page(own, question.page);
  return page == nullptr ? question.page : page->title[i18n::Language::german];
}

void write_questions(html::Writer& out, authority::TownContext const& c, OwnApplication const& own) {
  std::vector<OfficeQuestion> all;
  c.db.read([&](db::Connection& connection) { all = store::questions_of(connection, own.application.id); });
  if (all.empty()) return;
  auto const& t = c.t;
  kern::section(out, {.id = "fragen", .heading = t("Ihre Fragen an das Amt")}, [&](html::Writer&) {
    for (auto const& one : all) {
      auto const* page = find_page(own, one.page);
      auto const* office = c.town->office(one.office);
      if (page != nullptr) out("<h3>"_h, forms::in_language(c, page->title), "</h3>"_h);
      messages::write_thread(
          out, t, messages::thread_of(c, subject_of(one)),
          {.side = messages::Sender::resident,
           .resident = t("Sie"),
           .office = office == nullptr ? html::Content{t("Amt")} : authority::german(c, office->name),
           .open = t("Bitte antworten"),
           .files = {}});
    }
  });
}

}  // namespace kreislauf::applications
