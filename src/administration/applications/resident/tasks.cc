#include "administration/applications/acts/counting.h"
#include "administration/applications/acts/sending.h"
#include "administration/applications/resident/account.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/identity.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/shared/office_questions.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "platform/i18n/dates.h"

// The draft at one glance: its pages, the link to go on, the end of it.
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

void write_tasks(html::Writer& out, TownContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  auto const& t = c.t;
  auto const outcome = own.form->compiled->run(entered.answers, forms::environment_of(c.clock));
  auto const unready = unready_pages(*own.form, entered, c.clock);
  auto const& pages = own.form->definition().pages;
  out("<ul class='kl-tasks'>"_h);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (not outcome.pages[i]) continue;
    bool const open = std::find(unready.begin(), unready.end(), i) != unready.end();
    out("<li><a href='"_h, path_in(c, path_of(c, "/" + pages[i].id)), "'>"_h, forms::in_language(c, pages[i].title),
        "</a>"_h, kern::status(open ? kern::Light::soon : kern::Light::open, open ? t("noch offen") : t("erledigt")),
        "</li>"_h);
  }
  out("</ul>"_h);
  kern::actions(out, [&](html::Writer&) {
    auto const first = unready.empty() ? std::string{"/pruefen"} : "/" + pages[unready.front()].id;
    kern::button_link(out, {.path = path_in(c, path_of(c, first)),
                            .label = unready.empty() ? t("Prüfen und absenden") : t("Weiter ausfüllen")});
  });
}

}  // namespace

kern::Form address_question(TownContext const& c) {
  return {c.t,
          c.today(),
          {{.name = "mail",
            .kind = kern::Kind::email,
            .label = c.t("Ihre E-Mail-Adresse"),
            .hint = c.t("Wir schicken Ihnen den Link zu diesem Entwurf."),
            .autocomplete = "email"}}};
}

namespace {

/// Somebody has logged in for the draft, and who comes with the link from before is not led on: it was given out before
/// anybody was known.
http::Response show_renewed(TownContext const& c) {
  return short_answer(c,
                      {.status = 410,
                       .title = std::string{c.t("Dieser Link gilt nicht mehr")},
                       .lead = std::string{c.t(
                           "Jemand hat sich für diesen Entwurf angemeldet. Dabei bekam der Entwurf einen neuen Link. "
                           "Waren Sie das, machen Sie dort weiter, wo Sie sich angemeldet haben.")},
                       .path = "/dienste",
                       .button = std::string{c.t("Zu den Diensten")}});
}

}  // namespace

http::Response show_tasks(Applications& module, TownContext const& c, OwnApplication const& own, kern::Form const& form,
                          Told const& told) {
  auto const& t = c.t;
  auto const entered = entered_of(c, own.application, *own.form);
  auto meta = meta_of(c, own, own.name(t.language()), path_of(c), &form);
  meta.crumbs = {{"/dienste/" + own.application.service, own.name(t.language())}};
  meta.here = t("Ihr Entwurf");
  Page page{c, std::move(meta)};
  auto& out = page.out();
  if (own.application.channel == Channel::trial)
    kern::alert(out, kern::Tone::info, t("Das ist ein Versuch"), t("Ausfüllen geht wie immer, Absenden nicht."));
  write_not_signed(out, c, own);
  write_told_login(out, c, own, told.login);
  if (told.link_sent) kern::done(out, t("Wir haben Ihnen den Link geschickt."));
  auto const until = i18n::parse_iso(own.application.erase_on).value_or(c.today());
  page.lead(t("Ihre Antworten sind gespeichert, bis {}.", i18n::long_date(t, until)));
  write_tasks(out, c, own, entered);
  write_identity(page, module, c, own, entered);
  write_questions(out, c, own);
  write_account(page, c, own, told.holder);
  kern::section(out, {.id = "spaeter", .heading = t("Später oder auf einem anderen Gerät weitermachen")},
                [&](html::Writer&) {
                  page.form(form, {.path = path_in(c, path_of(c, "/merken"))}, [&](kern::Fields& f) {
                    f.all();
                    f.submit(t("Link schicken"));
                  });
                });
  kern::section(out, {.id = "loeschen", .heading = t("Doch nicht?")}, [&](html::Writer&) {
    out("<p>"_h, t("Wir löschen dann alles, was Sie geschrieben haben. Das lässt sich nicht rückgängig machen."),
        "</p>"_h);
    page.button_form(path_in(c, path_of(c, "/loeschen")),
                     {.label = t("Entwurf löschen"), .weight = kern::Weight::secondary});
  });
  return page.finish();
}

http::Response own(Applications& module, http::Request const& request, TownContext& c) {
  try {
    auto const own = by_token(module, c, c.path("kennung"));
    if (own.application.state == State::to_cosign) return show_waiting(module, request, c, own);
    if (not is_open(own.application.state)) return show_progress(module, request, c, own);
    return show_tasks(module, c, own, address_question(c),
                      {.link_sent = http::field(request.query, "geschickt").has_value(),
                       .login = http::field(request.query, login_told).value_or(""),
                       .holder = accounts::holder_of(c, request)});
  } catch (LinkRenewed const&) {
    return show_renewed(c);
  }
}

http::Response send_link(Applications& module, http::Request const& request, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  auto form = address_question(c);
  form.read(request.body);
  if (not form.fine()) return show_tasks(module, c, draft.own, form, {.holder = accounts::holder_of(c, request)});
  auto const sent = path_in(c, path_of(c)) + "?geschickt=1";
  // Whoever is refused sees the same page: nobody learns which address waits for its mail.
  if (not authority::may_begin_mail(c, form.text("mail"))) return http::see_other(sent);
  return perform(c, request, [&](acts::Transaction& tx) {
    auto application = current(tx, draft.own.application);
    suspend(tx, c, application, *draft.own.form, draft.own.name(c.t.language()), form.text("mail"));
    return acts::see(sent);
  });
}

http::Response discard_draft(Applications& module, http::Request const& request, TownContext& c) {
  auto draft = open_draft(module, c);
  if (draft.answer) return *std::move(draft.answer);
  auto const slug = draft.own.application.service;
  perform(c, request, [&](acts::Transaction& tx) {
    auto application = current(tx, draft.own.application);
    if (is_open(application.state))
      count_dropped(tx, *draft.own.form, entered_of(c, application, *draft.own.form), c.clock, application);
    discard(tx, application);
    return acts::see(path_in(c, "/dienste/" + slug));
  });
  return short_answer(c, {.title = std::string{c.t("Der Entwurf ist gelöscht")},
                          .lead = std::string{c.t("Von Ihren Antworten ist nichts mehr da.")},
                          .path = "/dienste/" + slug,
                          .button = std::string{c.t("Zurück zum Dienst")},
                          .phone = false});
}

}  // namespace kreislauf::applications::pages
