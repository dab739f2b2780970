#include "administration/intake/exchange/check_scan.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "authority/context.h"

namespace kreislauf::intake::exchange {

namespace {

namespace json = boost::json;

std::string_view word_of(forms::Certainty certainty) {
  switch (certainty) {
    case forms::Certainty::certain:
      return "certain";
    case forms::Certainty::likely:
      return "likely";
    case forms::Certainty::doubtful:
      return "doubtful";
    default:
      return "empty";
  }
}

json::object shown(forms::PaperAnswer const& answer) {
  json::array typed;
  for (auto const& one : answer.typed) typed.emplace_back(one);
  return {{"name", answer.name},
          {"typed", std::move(typed)},
          {"seen", answer.seen},
          {"certainty", word_of(answer.certainty)},
          {"confidence", answer.confidence},
          {"why", answer.why}};
}

/// One page, with its answers where it was printed here.
json::object page_read(Intake& module, authority::TownVisit& visit, ocr::Page& page) {
  auto const& look = page.look();
  json::object out{{"code", look.code}, {"marks", look.marks}, {"tilt", look.tilt}, {"dots", look.dots}};
  auto const code = forms::paper_code_in(look.code);
  if (not code or code->authority != visit.authority.key.value()) return out;
  std::optional<forms::store::PrintedLayout> printed;
  visit.db.read([&](db::Connection& db) { printed = forms::store::printed(db, code->layout); });
  auto const layout = printed ? forms::layout_in(printed->layout) : std::nullopt;
  auto const form = printed ? module.library.version(printed->version) : nullptr;
  if (not layout or form == nullptr) return out;
  auto const wanted = forms::wanted_places(*layout, form->definition(), code->page);
  std::vector<ocr::Region> regions;
  for (auto const& one : wanted) regions.push_back(one.region);
  auto const read = page.read(regions);
  if (not read) return out;
  std::vector<std::optional<ocr::Reading>> readings(layout->places.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) readings[wanted[i].place] = (*read)[i];
  auto const context = authority::programme_context(visit, {});
  json::array answers;
  for (auto const& one : forms::paper_answers(*context, form->definition(), *layout, readings))
    answers.push_back(shown(one));
  out["service"] = printed->service;
  out["answers"] = std::move(answers);
  return out;
}

void print_for_people(json::object const& page) {
  fmt::print("{}\n", std::string_view{page.at("code").as_string()});
  auto const* answers = page.if_contains("answers");
  if (answers == nullptr) return;
  for (auto const& value : answers->as_array()) {
    auto const& one = value.as_object();
    std::string typed;
    for (auto const& text : one.at("typed").as_array())
      typed += (typed.empty() ? "" : ", ") + std::string{text.as_string()};
    fmt::print("  {:<9} {:<28} {}\n", std::string_view{one.at("certainty").as_string()},
               std::string_view{one.at("name").as_string()}, typed);
  }
}

int check(Intake& module, authority::CommandRun const& run) {
  if (auto const reason = module.reader.why_not(); not reason.empty()) return authority::refuse(reason);
  auto visit = run.visit();
  int code = authority::exit_fine;
  json::array pages;
  for (auto const& path : run.arguments.list("FILE")) {
    auto const opened = module.reader.open(authority::read_file(path), 1);
    if (not opened) {
      pages.push_back(json::object{{"code", ""}, {"trouble", "damaged"}});
      code = authority::exit_rejected;
      continue;
    }
    pages.push_back(page_read(module, visit, **opened));
    if (not run.json) print_for_people(pages.back().as_object());
  }
  if (run.json) fmt::print("{}\n", json::serialize(pages));
  return code;
}

}  // namespace

authority::Command check_scan(Intake& module) {
  return {
      .group = "check",
      .name = "scan",
      .help = "Read the first page of scanned paper forms and print what would stand beside the form; keeps nothing",
      .arguments = {{.name = "TOWN", .help = "the town that printed it"},
                    {.name = "FILE",
                     .help = "PDF, TIFF, JPEG or PNG",
                     .kind = authority::Argument::Kind::list,
                     .required = true}},
      .of_town = true,
      .run = [&module](authority::CommandRun const& run) { return check(module, run); }};
}

}  // namespace kreislauf::intake::exchange
