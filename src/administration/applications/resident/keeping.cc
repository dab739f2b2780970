#include <fmt/format.h>
#include <boost/json.hpp>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/sender.h"
#include "administration/applications/shared/files.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

// What one takes home: files as they were sent, and the application as a document.
namespace kreislauf::applications::pages {

namespace {

namespace json = boost::json;

json::array pages_of(std::vector<forms::ShownPage> const& shown) {
  json::array pages;
  for (auto const& page : shown) {
    if (page.answers.empty()) continue;
    json::array answers;
    for (auto const& answer : page.answers) {
      std::string text;
      for (auto const& line : answer.lines) text += (text.empty() ? "" : "\n") + line;
      answers.push_back({{"question", answer.label}, {"answer", text}});
    }
    pages.push_back({{"title", page.title}, {"answers", std::move(answers)}});
  }
  return pages;
}

json::array files_of(forms::Entered const& entered) {
  json::array files;
  for (auto const& [key, file] : entered.files)
    files.push_back({{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}});
  return files;
}

pdf::Document document_of(TownContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto const& t = c.t;
  auto const& a = own.application;
  auto const shown = forms::shown_answers(t, *own.form->compiled, entered, forms::environment_of(c.clock));
  auto const sent = parse_iso_utc(a.submitted_at);
  json::object data{
      {"language", i18n::code(t.language())},
      {"title", t("Ihr Antrag {}", a.number)},
      {"date", i18n::iso(legal_time(sent).day)},
      {"sender", sender_of(c, a.office)},
      {"reference", a.number},
      {"service", own.name(t.language())},
      {"sent_at", i18n::moment(t, sent)},
      {"lead", t("Das haben Sie uns geschickt. Bitte heben Sie dieses Blatt auf.")},
      {"qr", {{"text", c.origin + authority::path_in(c, "/verfolgen")}, {"label", t("Antrag verfolgen")}}},
      {"pages", pages_of(shown)},
      {"files", files_of(entered)}};
  return {.sheet = pdf::Template::receipt,
          .data = std::move(data),
          .attachments = {{.name = "antrag.json",
                           .type = "application/json",
                           .description = std::string{t("Die Antworten zum Weiterverarbeiten")},
                           .content = forms::json_of(*own.form->compiled, entered.answers)}}};
}

}  // namespace

http::Response file(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  return file_answer(module, c, entered_of(c, own.application, *own.form), c.path("datei"));
}

http::Response document(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  if (is_open(own.application.state)) throw NotFound{};
  auto made = module.documents.make(document_of(c, own, entered_of(c, own.application, *own.form)));
  if (not made)
    return short_answer(c, {.status = 503,
                            .title = std::string{c.t("Das Blatt ist gerade nicht fertig geworden")},
                            .lead = std::string{pdf::sentence(c.t, made.error().trouble)},
                            .path = path_of(c),
                            .button = std::string{c.t("Zurück zum Antrag")}});
  http::Response response{.content_type = "application/pdf", .body = *std::move(made), .caching = http::Caching::none};
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"antrag-{}.pdf\"", own.application.number));
  return response;
}

}  // namespace kreislauf::applications::pages
