#include "administration/applications/acts/links.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "authority/act.h"
#include "platform/i18n/amounts.h"

// § 9a OZG: everything is read once more (2), nobody sends in haste (3).
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

void write_unready(html::Writer& out, TownContext const& c, OwnApplication const& own,
                   std::vector<std::size_t> const& unready, bool told) {
  auto const& t = c.t;
  if (told)
    kern::alert(out, kern::Tone::danger, t("Das ist noch nicht vollständig"),
                t("Es wurde nichts abgeschickt. Ihre Antworten sind gespeichert."));
  else
    kern::note(out, {.warning = true}, [&](html::Writer&) { out("<p>"_h, t("Hier fehlt noch etwas:"), "</p>"_h); });
  std::vector<kern::Link> links;
  for (auto const page : unready) {
    auto const& definition = own.form->definition().pages[page];
    links.push_back({.path = path_in(c, path_of(c, "/" + definition.id)) + "?fehler=1",
                     .label = forms::in_language(c, definition.title)});
  }
  kern::links(out, links);
}

}  // namespace

namespace {

/// Where it goes, and what is asked for it.
Sending sending_of(TownContext const& c, OwnApplication const& own) {
  Sending sending{.service_name = own.name(c.t.language()),
                  .german_name = own.name(i18n::Language::german),
                  .office = office_that_gets(c, own)};
  if (own.service == nullptr) return sending;
  if (own.form->definition().terms.fee) sending.fee = catalog::fee_amount(c, *own.service);
  return sending;
}

}  // namespace

http::Response show_check(TownContext const& c, OwnApplication const& own, forms::Entered const& entered, bool told) {
  auto const& t = c.t;
  auto const path = path_of(c, "/pruefen");
  auto const unready = unready_pages(*own.form, entered, c.clock);
  Page page{c, meta_of(c, own, std::string{t("Prüfen und absenden")}, path)};
  auto& out = page.out();
  if (not unready.empty()) write_unready(out, c, own, unready, told);
  auto const shown = forms::shown_answers(t, *own.form->compiled, entered, forms::environment_of(c.clock));
  forms::write_answers(out, c, shown, 2, [&](html::Writer&, forms::ShownPage const& one) {
    out("<p>"_h);
    kern::line_link(
        out, path_in(c, path_of(c, "/" + one.id)), t("Ändern"),
        one.german ? html::fragment(": ", authority::german(c, one.title)) : html::fragment(": ", one.title));
    out("</p>"_h);
  });
  if (unready.empty()) {
    kern::section(out, {.id = "absenden", .heading = t("Absenden")}, [&](html::Writer&) {
      out("<p>"_h,
          t("Lesen Sie alles noch einmal in Ruhe. Mit dem Absenden erklären Sie, dass Ihre Angaben stimmen, "
            "und der Antrag geht an {}.",
            c.authority.full_name()),
          "</p>"_h);
      if (auto const fee = sending_of(c, own).fee)
        out("<p>"_h, t("Danach zahlen Sie {}: online, mit einer Überweisung oder im Amt.", i18n::money(t, *fee)),
            "</p>"_h);
      page.form({.path = path_in(c, path_of(c, "/senden"))},
                [&](kern::Fields& f) { f.submit(t("Antrag verbindlich absenden")); });
    });
  }
  out("<p class='kl-small'>"_h);
  kern::more_link(out, path_in(c, path_of(c)), t("Später weitermachen"));
  out("</p>"_h);
  return page.finish(told ? 422 : 200);
}

http::Response check(Applications& module, http::Request const&, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  return show_check(c, draft.own, draft.entered, false);
}

http::Response send(Applications& module, http::Request const& request, TownContext& c) {
  auto own = by_token(module, c, c.path("kennung"));
  auto const sent = path_in(c, path_of(c)) + "?neu=1";
  try {
    return perform(c, request, [&](acts::Transaction& tx) {
      auto application = current(tx, own.application.id);
      // Sent from two windows: it is there once, and both see it.
      if (not is_open(application.state)) return acts::see(sent);
      submit(tx, c, application, *own.form, sending_of(c, own));
      return acts::see(sent);
    });
  } catch (Incomplete const&) {
    return show_check(c, own, entered_of(c, own.application, *own.form), true);
  }
}

}  // namespace kreislauf::applications::pages
