#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/applications/resident/pages.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/document.h"
#include "authority/limits.h"
#include "authority/page.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

// The same questions on paper: printed, filled in with a pen, brought along or sent by post (§ 2 Absatz 3 OZG: nobody
// has to do it online).
namespace kreislauf::applications::pages {

namespace {

namespace json = boost::json;

/// Each is made anew, by the same few processes that make receipts.
constexpr limits::Limit sheets_of_network{"paper forms", 30, std::chrono::minutes{10}};
/// Enough to tell versions apart on a sheet.
constexpr std::size_t shown_of_version = 8;

/// Every page gets a code that says which layout it is, so that a sheet that comes back is read as it was printed
/// (administration/intake). The layout is kept with the first sheet that is printed in it.
Result<void, pdf::Problem> put_codes(Applications& module, TownContext const& c, forms::Form const& form,
                                     pdf::Document& document) {
  document.places = true;
  auto const places = module.documents.make(document);
  document.places = false;
  if (not places) return failure(places.error());
  auto const layout = forms::layout_of_corners(*places);
  if (not layout) return failure(pdf::Problem{pdf::Trouble::failed, "the sheet did not say where its answers stand"});
  auto const language = i18n::code(c.t.language());
  auto const id = forms::id_of(*layout, form.service, form.version, language);
  bool known = false;
  c.db.read([&](db::Connection& db) { known = forms::store::printed(db, id).has_value(); });
  if (not known) {
    c.db.write([&](db::Connection& db) {
      forms::store::keep(db,
                         {.id = id,
                          .service = form.service,
                          .version = form.version,
                          .language = std::string{language},
                          .layout = forms::text_of(*layout)},
                         iso_utc(c.clock.now()));
    });
  }
  json::array codes;
  for (int page = 1; page <= layout->pages; ++page) {
    auto const text = forms::text_of({.authority = c.authority.key.value(), .layout = id, .page = page});
    codes.push_back(json::object{{"qr", {{"text", text}, {"mark", true}}}});
  }
  document.data["codes"] = std::move(codes);
  return {};
}

pdf::Document document_of(TownContext const& c, catalog::Service const& service, forms::Form const& form) {
  auto const& t = c.t;
  auto const version = form.version.substr(0, shown_of_version);
  json::object data{
      {"language", i18n::code(t.language())},
      {"title", name_in(service, t.language())},
      {"date", i18n::iso(c.today())},
      {"sender", sender_of({c.t, c.authority, *c.town, c.clock, {}}, office_for(c, service))},
      {"version", version},
      {"lead",
       t("Schreiben Sie mit Druckbuchstaben. Geben Sie das Blatt im Amt ab, oder schicken Sie es mit der Post.")},
      {"qr",
       {{"text", fmt::format("{}/antrag/{}?blatt={}", c.origin, service.slug, version)},
        {"label", t("Online geht es auch")}}},
      {"pages", forms::paper_pages(t, form.definition())},
      {"blocks", cost_blocks(t, form)}};
  return {.sheet = pdf::Template::form, .data = std::move(data)};
}

}  // namespace

http::Response paper(Applications& module, http::Request const& request, TownContext& c) {
  auto const catalogue = module.catalog.snapshot();
  auto const* service = catalogue->by_slug(c.path("dienst"));
  auto const form = service == nullptr ? nullptr : on_paper(module, c, *service);
  if (form == nullptr) throw NotFound{};
  if (not authority::allows(c, request, sheets_of_network))
    return short_answer(c, {.status = 429,
                            .title = std::string{c.t("Gerade werden sehr viele Blätter gemacht")},
                            .lead = std::string{c.t("Bitte versuchen Sie es in zehn Minuten noch einmal.")},
                            .path = "/dienste/" + service->slug,
                            .button = std::string{c.t("Zurück zum Dienst")}});
  auto document = document_of(c, *service, *form);
  auto made = put_codes(module, c, *form, document).and_then([&] { return module.documents.make(document); });
  if (not made)
    return short_answer(c, {.status = 503,
                            .title = std::string{c.t("Das Blatt ist gerade nicht fertig geworden")},
                            .lead = std::string{pdf::sentence(c.t, made.error().trouble)},
                            .path = "/dienste/" + service->slug,
                            .button = std::string{c.t("Zurück zum Dienst")}});
  http::Response response{.content_type = "application/pdf", .body = *std::move(made), .caching = http::Caching::none};
  response.headers.emplace_back("Content-Disposition", fmt::format("inline; filename=\"{}.pdf\"", service->slug));
  return response;
}

}  // namespace kreislauf::applications::pages
