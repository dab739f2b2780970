#include <fmt/format.h>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/shared/own_application.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "authority/page.h"
#include "base/errors.h"

// Before the first question: what it is, what one needs, what happens with the answers.
namespace kreislauf::applications::pages {

namespace {

using authority::path_in;

/// Enough for a household that tries around, too little for a robot that fills the store.
constexpr limits::Limit drafts_of_network{"drafts", 20, std::chrono::minutes{30}};

struct Wanted {
  std::shared_ptr<catalog::Snapshot const> catalogue;
  catalog::Service const* service;
  std::shared_ptr<forms::Form const> form;
};

/// Throws NotFound.
Wanted wanted(Applications& module, TownContext const& c) {
  Wanted found{module.catalog.snapshot(), nullptr, nullptr};
  found.service = found.catalogue->by_slug(c.path("dienst"));
  if (found.service != nullptr) found.form = offered(module, c, *found.service);
  if (found.form == nullptr) throw NotFound{};
  return found;
}

void write_facts(html::Writer& out, TownContext const& c, Wanted const& w) {
  auto const& t = c.t;
  auto const& definition = w.form->definition();
  out("<ul class='kl-prose'><li>"_h,
      t.count("{} Seite mit Fragen", "Bis zu {} Seiten mit Fragen", static_cast<std::int64_t>(definition.pages.size())),
      "</li><li>"_h, t("Sie können jederzeit aufhören und später weitermachen."), "</li><li>"_h,
      t.count("Einen Entwurf löschen wir nach {} Tag.", "Einen Entwurf löschen wir nach {} Tagen.",
              definition.terms.draft_days),
      "</li>"_h);
  if (auto const fee = catalog::visible_fee(c, *w.service); not fee.empty())
    out("<li>"_h, t("Kosten: {}", fee), "</li>"_h);
  out("</ul>"_h);
}

}  // namespace

http::Response start(Applications& module, http::Request const& request, TownContext& c) {
  auto const w = wanted(module, c);
  auto const& t = c.t;
  auto const own = "/antrag/" + w.service->slug;
  authority::Page page{c,
                       {.title = t("Antrag: {}", name_in(*w.service, t.language())),
                        .path = own,
                        .layout = kern::Layout::narrow,
                        .crumbs = {{"/dienste", std::string{t("Dienste")}},
                                   {"/dienste/" + w.service->slug, name_in(*w.service, t.language())}},
                        .here = std::string{t("Antrag")},
                        .index = false}};
  write_facts(page.out(), c, w);
  html::Writer documents{512};
  if (catalog::write_documents(documents, c, *w.service)) {
    kern::section(page.out(), {.id = "unterlagen", .heading = t("Das brauchen Sie")},
                  [&](html::Writer& out) { out(documents.take()); });
  }
  bool const signed_in = accounts::holder_of(c, request).has_value();
  if (signed_in) page("<p>"_h, t("Sie sind angemeldet. Der Antrag liegt dann auch in Ihrem Konto."), "</p>"_h);
  page.form({.path = path_in(c, own)}, [&](kern::Fields& f) { f.submit(t("Antrag beginnen")); });
  page("<p class='kl-small'>"_h, t("Lieber auf Papier?"), " <a href='"_h, path_in(c, own + "/formular.pdf"), "'>"_h,
       t("Formular zum Ausdrucken"), "</a></p>"_h);
  page("<p class='kl-small'>"_h, signed_in ? std::string_view{} : t("Sie brauchen kein Konto."), " <a href='"_h,
       path_in(c, "/datenschutz"), "#antraege'>"_h, t("So gehen wir mit Ihren Daten um"), "</a></p>"_h);
  auto response = page.finish();
  if (signed_in) response.caching = http::Caching::none;
  return response;
}

http::Response begin_draft(Applications& module, http::Request const& request, TownContext& c) {
  auto const w = wanted(module, c);
  if (not allows(c, request, drafts_of_network)) {
    return short_answer(c, {.status = 429,
                            .title = std::string{c.t("Gerade sind es sehr viele Anträge")},
                            .lead = std::string{c.t("Aus Ihrem Netz wurden in kurzer Zeit viele Anträge begonnen. "
                                                    "Bitte versuchen Sie es in einer halben Stunde noch einmal.")},
                            .path = "/dienste/" + w.service->slug,
                            .button = std::string{c.t("Zurück zum Dienst")}});
  }
  auto const holder = accounts::holder_of(c, request);
  return perform(c, request, [&](acts::Transaction& tx) {
    auto const id = begin(tx, c, *w.form, office_for(c, *w.service));
    if (holder) accounts::keep(tx, holder->id, subject_of(id));
    return acts::see(
        path_in(c, fmt::format("/mein-antrag/{}/{}", token_of(c.keys, id), w.form->definition().pages.front().id)));
  });
}

}  // namespace kreislauf::applications::pages
