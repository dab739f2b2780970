#include "administration/intake/shared/returned.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/intake/acts/sealing.h"
#include "administration/intake/store/store.h"

namespace kreislauf::intake {

namespace {

/// What is needed to understand a sheet.
struct Understood {
  forms::PaperLayout layout;
  std::shared_ptr<forms::Form const> form;
  std::vector<Page> pages;
  std::vector<std::optional<ocr::Reading>> readings;
};

std::optional<Understood> understood(Intake const& module, authority::TownContext const& c, Sheet const& sheet) {
  if (sheet.layout.empty()) return std::nullopt;
  std::optional<forms::store::PrintedLayout> printed;
  c.db.read([&](db::Connection& db) { printed = forms::store::printed(db, sheet.layout); });
  auto layout = printed ? forms::layout_in(printed->layout) : std::nullopt;
  auto form = printed ? module.library.version(printed->version) : nullptr;
  if (not layout or form == nullptr) return std::nullopt;
  Understood out{.layout = *std::move(layout), .form = std::move(form), .pages = pages_of(c, sheet), .readings = {}};
  out.readings.resize(out.layout.places.size());
  for (auto const& page : out.pages) {
    auto const code = forms::paper_code_in(page.code);
    if (not code or code->layout != sheet.layout) continue;
    for (auto& [place, reading] : readings_in(opened(c.keys, about(page), page.readings))) {
      if (place < out.readings.size()) out.readings[place] = std::move(reading);
    }
  }
  return out;
}

int printed_page(Page const& page, Sheet const& sheet) {
  auto const code = forms::paper_code_in(page.code);
  return code and code->layout == sheet.layout ? code->page : 0;
}

void add(std::string& remark, std::string_view sentence) {
  if (not remark.empty()) remark += ' ';
  remark += sentence;
}

std::string remark_on(Understood const& all, Sheet const& sheet) {
  std::string remark;
  for (int page = 1; page <= all.layout.pages; ++page) {
    bool const there = std::any_of(all.pages.begin(), all.pages.end(),
                                   [&](auto const& one) { return printed_page(one, sheet) == page; });
    if (not there) add(remark, fmt::format("Seite {} des Formulars fehlt.", page));
  }
  for (std::size_t i = 0; i < all.layout.places.size(); ++i) {
    constexpr double hardly_signed = 0.003;
    bool const empty = all.readings[i] and all.readings[i]->ink < hardly_signed;
    if (all.layout.places[i].name == "unterschrift" and empty) add(remark, "Die Unterschrift fehlt.");
  }
  if (sheet.reason == Reason::old_version)
    add(remark, "Das Papier ist von einer älteren Fassung des Formulars. Vergleichen Sie jede Angabe.");
  return remark;
}

/// Without its marks a page is not straight, and of another version nothing is certain.
void doubt_more(std::vector<forms::PaperAnswer>& answers, Understood const& all, Sheet const& sheet) {
  constexpr std::int64_t enough_marks = 3;
  for (auto& answer : answers) {
    auto const page = std::find_if(all.pages.begin(), all.pages.end(),
                                   [&](auto const& one) { return printed_page(one, sheet) == answer.place.page; });
    bool const askew = page != all.pages.end() and page->marks < enough_marks;
    if (askew and answer.certainty != forms::Certainty::empty) {
      answer.certainty = forms::Certainty::doubtful;
      answer.why = "Die Seite war nicht gerade zu rücken.";
    }
    if (sheet.reason == Reason::old_version and answer.certainty == forms::Certainty::certain)
      answer.certainty = forms::Certainty::likely;
  }
}

}  // namespace

std::string path_of(Sheet const& sheet) {
  return fmt::format("/verwaltung/amt/{}/papierpost/{}", sheet.office, sheet.id);
}

std::vector<Page> pages_of(authority::TownContext const& c, Sheet const& sheet) {
  std::vector<Page> pages;
  c.db.read([&](db::Connection& db) { pages = store::pages_of(db, sheet.file); });
  std::erase_if(pages, [&](auto const& one) {
    return one.number < sheet.first_page or one.number > sheet.last_page or one.picture.empty();
  });
  return pages;
}

applications::ReturnedPaper returned(Intake const& module, authority::TownContext const& c, Sheet const& sheet) {
  applications::ReturnedPaper paper;
  for (auto const& page : pages_of(c, sheet)) {
    paper.pages.push_back(fmt::format("{}/seite/{}", path_of(sheet), page.number));
    paper.printed.push_back(printed_page(page, sheet));
  }
  auto const all = understood(module, c, sheet);
  if (not all) return paper;
  paper.answers = forms::paper_answers(c, all->form->definition(), all->layout, all->readings);
  doubt_more(paper.answers, *all, sheet);
  paper.remark = remark_on(*all, sheet);
  return paper;
}

std::optional<applications::ReturnedPaper> returned(Intake const& module, authority::TownContext const& c,
                                                    std::int64_t application) {
  std::optional<Sheet> sheet;
  c.db.read([&](db::Connection& db) { sheet = store::sheet_of_application(db, application); });
  if (not sheet) return std::nullopt;
  return returned(module, c, *sheet);
}

std::string body_of(Intake const& module, authority::TownContext const& c, Sheet const& sheet) {
  auto const all = understood(module, c, sheet);
  if (not all) return {};
  auto const& form = all->form->definition();
  return forms::body_of(form, forms::paper_answers(c, form, all->layout, all->readings));
}

}  // namespace kreislauf::intake
