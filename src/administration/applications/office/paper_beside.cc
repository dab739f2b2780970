#include "administration/applications/office/paper_beside.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/office/one.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/papers.h"
#include "platform/http/numbers.h"
#include "platform/kern/cutout.h"

namespace kreislauf::applications::office {

namespace {

using forms::Certainty;

std::string_view word_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::certain:
      return "sicher gelesen";
    case Certainty::likely:
      return "gelesen, bitte vergleichen";
    case Certainty::doubtful:
      return "unsicher, bitte prüfen";
    default:
      return "leer";
  }
}

kern::Tone tone_of(Certainty certainty) {
  if (certainty == Certainty::certain) return kern::Tone::success;
  return certainty == Certainty::doubtful ? kern::Tone::warning : kern::Tone::info;
}

}  // namespace

PaperBeside::PaperBeside(Applications const& module, StaffContext const& c, std::int64_t application) {
  if (module.paper.of) paper_ = module.paper.of(c, application);
  if (not paper_) return;
  for (auto const& answer : paper_->answers) by_name_[answer.name] = &answer;
}

void PaperBeside::write_head(html::Writer& out) const {
  if (not paper_) return;
  auto const count = [&](Certainty wanted) {
    return std::count_if(paper_->answers.begin(), paper_->answers.end(),
                         [&](auto const& one) { return one.certainty == wanted; });
  };
  kern::section(out, {.id = "papier", .heading = "Vom Papier"}, [&](html::Writer&) {
    if (paper_->answers.empty())
      out("<p>Von diesem Papier ist nichts gelesen. Tragen Sie ein, was auf den Bildern steht.</p>"_h);
    else
      out("<p>"_h,
          fmt::format("{} sicher gelesen, {} zu vergleichen, {} unsicher.", count(Certainty::certain),
                      count(Certainty::likely), count(Certainty::doubtful)),
          " Namen sind nie sicher gelesen. Es gilt, was Sie bestätigen.</p>"_h);
    if (not paper_->remark.empty())
      kern::note(out, {.warning = true}, [&](html::Writer&) { out("<p>"_h, paper_->remark, "</p>"_h); });
    write_pages(out);
  });
  if (count(Certainty::doubtful) == 0) return;
  kern::section(out, {.id = "unsicher", .heading = "Zuerst prüfen"}, [&](html::Writer&) {
    for (auto const& one : paper_->answers) {
      if (one.certainty != Certainty::doubtful) continue;
      write_cutout(out, one);
      kern::more_link(out, "#" + one.name, "Zum Feld: " + one.label);
    }
  });
}

void PaperBeside::write_answer(html::Writer& out, std::string const& field) const {
  auto const found = by_name_.find(field);
  if (found == by_name_.end() or found->second->certainty == Certainty::empty) return;
  write_cutout(out, *found->second);
}

void PaperBeside::write_cutout(html::Writer& out, forms::PaperAnswer const& answer) const {
  auto const printed = std::find(paper_->printed.begin(), paper_->printed.end(), answer.place.page);
  if (printed == paper_->printed.end()) return;
  auto const picture = static_cast<std::size_t>(printed - paper_->printed.begin());
  auto const& place = answer.place;
  kern::cutout(out, {.picture = paper_->pages[picture],
                     .label = answer.label,
                     .seen = answer.seen,
                     .state = std::string{word_of(answer.certainty)},
                     .why = answer.why,
                     .tone = tone_of(answer.certainty),
                     .x = place.x,
                     .y = place.y,
                     .width = place.width,
                     .height = place.height});
}

void PaperBeside::write_pages(html::Writer& out) const {
  std::vector<kern::Link> links;
  for (std::size_t i = 0; i < paper_->pages.size(); ++i) {
    auto const label = paper_->printed[i] > 0 ? fmt::format("Seite {} des Formulars ansehen", paper_->printed[i])
                                              : fmt::format("Blatt {} ansehen (ohne Code)", i + 1);
    links.push_back({.path = paper_->pages[i], .label = label});
  }
  kern::links(out, links);
}

void write_papers(html::Writer& out, StaffContext const& c, Application const& application) {
  std::size_t count = 0;
  c.db.read([&](db::Connection& db) { count = papers_of(db, application.id).size(); });
  if (count == 0) return;
  kern::section(out, {.id = "papier", .heading = "Eingescanntes Papier"}, [&](html::Writer&) {
    std::vector<kern::Link> links;
    for (std::size_t i = 1; i <= count; ++i)
      links.push_back({.path = fmt::format("{}/papier/{}", path_of(c, application), i),
                       .label = fmt::format("Blatt {} ansehen", i)});
    kern::links(out, links);
  });
}

http::Response paper_of_one(Applications& module, http::Request const&, StaffContext& c) {
  auto const own = find(module, c);
  note_reading(c, own.application);
  std::vector<std::string> papers;
  c.db.read([&](db::Connection& db) { papers = papers_of(db, own.application.id); });
  auto const number = static_cast<std::size_t>(http::number_in(c.path("blatt")).value_or(0));
  if (number < 1 or number > papers.size()) throw NotFound{};
  return picture_answer(module.blobs, c, papers[number - 1]);
}

}  // namespace kreislauf::applications::office
