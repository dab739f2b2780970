#include <fmt/format.h>

#include "administration/payments/acts/refunds.h"
#include "administration/payments/resident/ways.h"
#include "administration/payments/store/debits.h"
#include "administration/payments/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "platform/i18n/amounts.h"

// The own payment, by its link: how far it is decides what the page says.
namespace kreislauf::payments::pages {

namespace {

using authority::Page, authority::path_in;

constexpr int refresh_seconds = 5;
constexpr limits::Limit tries_of_network{"payments", 30, std::chrono::minutes{10}};

struct Told {
  std::string heading, lead;
  bool done = true;  ///< nothing is to be done by the payer
};

/// What a payer with nothing left to pay reads.
Told told(TownContext const& c, Receivable const& r) {
  auto const& t = c.t;
  switch (r.state) {
    case State::paid:
      return {std::string{t("Bezahlt")},
              std::string{t("Wir haben Ihr Geld bekommen. Hier ist nichts mehr zu bezahlen.")}};
    case State::overpaid:
      return {std::string{t("Zu viel bezahlt")},
              r.cancelled_at.empty() ? std::string{t("Wir haben mehr bekommen als nötig. Den Rest zahlen wir zurück.")}
                                     : std::string{t("Sie mussten nichts mehr bezahlen. Wir zahlen Ihr Geld zurück.")},
              false};
    case State::part_refunded:
      return {std::string{t("Zum Teil zurückgezahlt")},
              t("Wir haben {} zurückgezahlt. Sie müssen nichts mehr tun.", i18n::money(t, r.refunded))};
    case State::refunded:
      return {std::string{t("Zurückgezahlt")}, std::string{t("Wir haben Ihr Geld zurückgezahlt.")}};
    default:
      return {std::string{t("Nichts mehr zu bezahlen")}, std::string{t("Diese Forderung gilt nicht mehr.")}};
  }
}

authority::PageMeta meta_of(TownContext const& c, Receivable const& r, std::string title, bool waits) {
  return {.title = std::move(title),
          .path = path_of(r),
          .layout = kern::Layout::narrow,
          .here = std::string{c.t("Bezahlen")},
          .index = false,
          .refresh_seconds = waits ? refresh_seconds : 0};
}

http::Response show_settled(TownContext const& c, Receivable const& r) {
  auto const told_now = told(c, r);
  Page page{c, [&] {
              auto meta = meta_of(c, r, told_now.heading, false);
              meta.layout = kern::Layout::own;
              return meta;
            }()};
  page("<div class='kl-wrap kl-page'>"_h);
  kern::confirmation(page.out(), {.heading = told_now.heading,
                                  .lead = told_now.lead,
                                  .icon = told_now.done ? "done" : "info",
                                  .open = not told_now.done});
  write_facts(page.out(), c, r);
  write_own_mandate(page, c, r);
  page("</div>"_h);
  return page.finish();
}

/// A charge is undecided: go on with it, or wait. A second one would be a second payment.
http::Response show_undecided(TownContext const& c, Receivable const& r, Payment const& p, Settings const& settings) {
  auto const& t = c.t;
  bool const silent = p.asked > 0 or p.step == Step::prepared;
  Page page{c, meta_of(c, r, std::string{t("Ihre Zahlung läuft")}, silent or p.step == Step::authorised)};
  if (silent) {
    page.lead(
        t("Der Zahlungsdienst antwortet gerade nicht. Wir fragen weiter nach, bis wir wissen, ob Sie bezahlt "
          "haben."));
    page("<p>"_h, t("Bitte überweisen Sie jetzt nicht. Sie können diese Seite schließen und später wiederkommen."),
         "</p>"_h);
    if (not p.address.empty() and p.step == Step::begun)
      kern::more_link(page.out(), p.address, t("Beim Zahlungsdienst weitermachen"));
  } else if (p.step == Step::authorised) {
    page.lead(t("Sie haben der Zahlung zugestimmt. Das Geld wird gerade gebucht."));
  } else {
    page.lead(t("Sie haben angefangen, online zu bezahlen. Sie sind noch nicht fertig."));
    kern::actions(page.out(), [&](html::Writer& out) {
      kern::button_link(out, {.path = p.address, .label = t("Beim Zahlungsdienst weitermachen")});
    });
    page("<p>"_h, t("Möchten Sie lieber anders bezahlen? Brechen Sie die Zahlung beim Zahlungsdienst ab."), "</p>"_h);
    if (settings.provider == by_sandbox)
      page("<p class='kl-muted'>"_h, t("Das ist eine Vorführung: Es fließt kein Geld."), "</p>"_h);
  }
  write_facts(page.out(), c, r);
  return page.finish();
}

http::Response show_open(Payments const& module, TownContext const& c, Receivable const& r, bool came_back,
                         Settings const& settings) {
  auto const& t = c.t;
  bool const part = r.state == State::underpaid;
  Page page{c, meta_of(c, r, std::string{part ? t("Es fehlt noch etwas") : t("Bezahlen")}, false)};
  if (came_back)
    kern::note(page.out(), {.icon = "info", .status = true}, [&](html::Writer& out) {
      out("<p>"_h, t("Die Zahlung wurde abgebrochen. Es wurde nichts abgebucht. Sie können es noch einmal versuchen."),
          "</p>"_h);
    });
  if (part)
    page.lead(
        t("{} haben wir bekommen. Es fehlen noch {}.", i18n::money(t, r.received), i18n::money(t, outstanding(r))));
  write_invoice_facts(page.out(), c, r);
  write_facts(page.out(), c, r);
  write_ways(page, c, r, settings, provider_of(module, c.keys, settings) != nullptr);
  auto response = page.finish();
  response.form_targets = settings.pages;
  return response;
}

}  // namespace

Receivable own(TownContext const& c) {
  std::optional<Receivable> found;
  c.db.read([&](db::Connection& db) { found = store::by_token(db, c.path("kennung")); });
  if (not found) throw NotFound{};
  return *std::move(found);
}

http::Response too_often(TownContext const& c, Receivable const& r) {
  return short_answer(c, {.status = 429,
                          .title = std::string{c.t("Das waren viele Versuche in kurzer Zeit")},
                          .lead = std::string{c.t("Bitte versuchen Sie es in einer Viertelstunde noch einmal.")},
                          .path = path_of(r),
                          .button = std::string{c.t("Zurück zur Zahlung")}});
}

std::optional<Payment> undecided(TownContext const& c, Receivable const& r) {
  std::optional<Payment> found;
  c.db.read([&](db::Connection& db) { found = store::by_claim(db, fmt::format("live:{}", r.id)); });
  return found;
}

http::Response payment(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  auto const settings = settings_of(c.db);
  if (auto const p = undecided(c, r); p and (r.state == State::open or outstanding(r).cents > 0))
    return p->way == by_debit ? show_debit(c, r) : show_undecided(c, r, *p, settings);
  bool const given_back = r.state == State::refunded or r.state == State::part_refunded;
  if (outstanding(r).cents <= 0 or given_back) return show_settled(c, r);
  return show_open(module, c, r, http::field(request.query, "abgebrochen").has_value(), settings);
}

http::Response pay_online(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  auto const here = path_in(c, path_of(r));
  auto const provider = provider_of(module, c.keys, settings_of(c.db));
  // The page as it is, with the other ways.
  if (provider == nullptr) return http::see_other(here);
  if (not allows(c, request, tries_of_network)) return too_often(c, r);
  try {
    perform(c, request, [&](acts::Transaction& tx) {
      prepare(tx, c.random, r.id, provider->way());
      return acts::see(here);
    });
  } catch (NothingOwed const&) {
    return http::see_other(here);
  }
  auto const stored = undecided(c, r);
  if (not stored) return http::see_other(here);
  if (stored->step == Step::prepared) ask_now(desk_of(module, c.authority, c.db), *provider, stored->id);
  auto const begun = undecided(c, r);
  bool const may_go = begun and begun->step == Step::begun and not begun->address.empty();
  return http::see_other(may_go ? begun->address : here);
}

http::Response back(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  auto const provider = provider_of(module, c.keys, settings_of(c.db));
  auto const p = undecided(c, r);
  if (provider != nullptr and p and allows(c, request, tries_of_network))
    ask_now(desk_of(module, c.authority, c.db), *provider, p->id);
  auto const now = own(c);
  bool const came_to_nothing = outstanding(now).cents > 0 and not undecided(c, now);
  return http::see_other(path_in(c, path_of(now)) + (came_to_nothing ? "?abgebrochen" : ""));
}

http::Response notice(Payments& module, http::Request const& request, TownContext& c) {
  auto const signature = http::field(request.query, "signatur").value_or("");
  if (not take_notice(module, c.keys, c.db, request.body, signature)) throw Forbidden{};
  return {.content_type = "application/json", .body = "{}", .caching = http::Caching::none};
}

}  // namespace kreislauf::payments::pages
