#include <fmt/format.h>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/shared/document.h"
#include "administration/applications/shared/files.h"
#include "base/errors.h"

// What one takes home: files as they were sent, and the application as a document.
namespace kreislauf::applications::pages {

http::Response file(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  return file_answer(module, c, entered_of(c, own.application, *own.form), c.path("datei"));
}

http::Response document(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  if (not was_sent(own.application.state)) throw NotFound{};
  Desk const desk{c.t, c.authority, *c.town, c.clock, c.origin + path_in(c, "/verfolgen")};
  std::vector<Signed> signatures;
  c.db.read([&](db::Connection& connection) { signatures = signed_by(connection, c.keys, own, c.t.language()); });
  auto made = module.documents.make(document_of(desk, own, entered_of(c, own.application, *own.form), signatures));
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
