#include <fmt/format.h>

#include "administration/accounts/accounts.h"
#include "administration/payments/acts/basket.h"
#include "administration/payments/acts/debiting.h"
#include "administration/payments/resident/ways.h"
#include "administration/payments/rules/pain008.h"
#include "administration/payments/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// Paying by direct debit: the mandate, told with its whole text, and how it is taken back.
namespace kreislauf::payments::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::string_view again = "wieder", lasting = "dauerhaft", button = "tun", revoke = "widerrufen",
                           only_mandate = "mandat";
constexpr limits::Limit mandates_of_network{"mandates", 20, std::chrono::minutes{30}};

std::string path_of_debit(Receivable const& r) { return path_of(r) + "/lastschrift"; }

struct Known {
  DebitSettings settings = {};
  Settings account = {};
  std::optional<Mandate> mandate = {};  ///< that the account of who is signed in has given before
  std::string mail = {};                ///< of that account
  std::int64_t holder = 0;
};

Known known_of(TownContext const& c, http::Request const& request) {
  Known known;
  auto const holder = accounts::holder_of(c, request);
  c.db.read([&](db::Connection& db) {
    known.settings = store::debit_settings(db);
    known.account = store::settings(db);
    if (not holder) return;
    known.holder = holder->id;
    known.mandate = store::mandate_of_account(db, holder->id);
    known.mail = accounts::offered_facts(db, c, holder->id).mail;
  });
  return known;
}

bool can_be_debited(Known const& known, Receivable const& r) {
  bool const given_back = r.state == State::refunded or r.state == State::part_refunded;
  return not known.settings.creditor.empty() and not known.account.iban.empty() and outstanding(r).cents > 0 and
         not given_back;
}

kern::Form questions(TownContext const& c, Known const& known) {
  auto const& t = c.t;
  std::vector<kern::Field> fields{
      {.name = "inhaber", .label = t("Wem gehört das Konto?"), .least = 2, .most = 70, .autocomplete = "name"},
      {.name = "iban", .kind = kern::Kind::iban, .label = t("IBAN")},
      {.name = "mail",
       .kind = kern::Kind::email,
       .label = t("Ihre E-Mail-Adresse"),
       .hint = t("Dorthin schreiben wir vorher, wann wir wie viel abbuchen."),
       .autocomplete = "email"}};
  if (known.holder != 0)
    fields.push_back({.name = std::string{lasting},
                      .kind = kern::Kind::tick,
                      .label = t("Das Mandat gilt auch für spätere Zahlungen aus meinem Konto"),
                      .hint = t("Abgebucht wird auch dann nur, was Sie vorher bestätigen."),
                      .optional = true,
                      .unmarked = true});
  fields.push_back({.name = "einverstanden",
                    .kind = kern::Kind::tick,
                    .label = t("Ich erteile dieses Mandat"),
                    .missing = std::string{t("Ohne Ihr Mandat dürfen wir nicht abbuchen.")}});
  return {t, c.today(), std::move(fields)};
}

/// EPC016-06, the text of the mandate; what it names is what goes into the file.
void write_mandate(html::Writer& out, TownContext const& c, Known const& known) {
  auto const& t = c.t;
  out("<div class='kl-part'>"_h);
  kern::details(out, [&](kern::Details& details) {
    details.row(t("Gläubiger"), authority::german(c, known.account.holder));
    details.row(t("Gläubiger-ID"),
                html::fragment("<bdi dir='ltr' class='kl-num'>"_h, known.settings.creditor, "</bdi>"_h));
    details.row(t("Mandatsreferenz"), t("bekommen Sie mit der E-Mail"));
  });
  out("</div><p>"_h,
      t("Ich ermächtige {0}, von meinem Konto mit einer Lastschrift einzuziehen. Zugleich weise ich meine Bank an, die "
        "Lastschrift von {0} einzulösen. Ich kann innerhalb von acht Wochen, beginnend mit dem Tag der Abbuchung, die "
        "Erstattung des Betrags verlangen. Es gelten die Bedingungen, die ich mit meiner Bank vereinbart habe.",
        known.account.holder),
      "</p><p>"_h,
      t.count("Wir schreiben Ihnen mindestens {} Tag vor der Abbuchung.",
              "Wir schreiben Ihnen mindestens {} Tage vor der Abbuchung.", known.settings.notice_days),
      "</p>"_h);
}

authority::PageMeta meta_of(TownContext const& c, Receivable const& r, kern::Form const* form) {
  return {.title = std::string{c.t("Per Lastschrift bezahlen")},
          .path = path_of_debit(r),
          .form = form,
          .layout = kern::Layout::narrow,
          .crumbs = {{path_of(r), std::string{c.t("Bezahlen")}}},
          .index = false};
}

/// A mandate for whatever an account owes is taken back at any time.
void write_revoking(Page& page, TownContext const& c, Receivable const& r) {
  page.button_form(
      path_in(c, path_of_debit(r)) + "/zurueck",
      {.label = c.t("Mandat widerrufen"), .weight = kern::Weight::tertiary, .name = button, .value = only_mandate});
}

http::Response show(TownContext const& c, Receivable const& r, Known const& known, kern::Form const& form) {
  auto const& t = c.t;
  Page page{c, meta_of(c, r, &form)};
  write_facts(page.out(), c, r);
  if (known.mandate)
    kern::section(page.out(), {.id = "mandat", .heading = t("Mit Ihrem Mandat")}, [&](html::Writer& out) {
      out("<p>"_h, t("Sie haben uns schon ein Mandat erteilt: {}.", known.mandate->reference), "</p>"_h);
      page.button_form(
          path_in(c, path_of_debit(r)),
          {.label = t("{} abbuchen lassen", i18n::money(t, outstanding(r))), .name = button, .value = again});
      write_revoking(page, c, r);
    });
  page.form(form, {.path = path_in(c, path_of_debit(r))}, [&](kern::Fields& f) {
    for (auto const& field : form.fields()) {
      if (field.name == "einverstanden") write_mandate(f.out(), c, known);
      f(field.name);
    }
    f.submit(t("{} abbuchen lassen", i18n::money(t, outstanding(r))));
  });
  return page.finish();
}

}  // namespace

http::Response debit(Payments&, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  auto const known = known_of(c, request);
  if (not can_be_debited(known, r) or undecided(c, r)) return http::see_other(path_in(c, path_of(r)));
  auto form = questions(c, known);
  form.fill("mail", known.mail);
  return show(c, r, known, form);
}

http::Response take_mandate(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  auto const here = path_in(c, path_of(r));
  auto const known = known_of(c, request);
  if (not can_be_debited(known, r)) return http::see_other(here);
  if (not allows(c, request, mandates_of_network)) return too_often(c, r);
  bool const by_old = http::field(request.body, button).value_or("") == again;
  auto form = questions(c, known);
  if (not by_old) {
    form.read(request.body);
    if (auto const& iban = form.text("iban"); not iban.empty() and not is_in_sepa(iban))
      form.wrong("iban", std::string{c.t("Von diesem Konto können wir nicht abbuchen: Es liegt außerhalb von SEPA.")});
    if (not form.fine()) return show(c, r, known, form);
  }
  DebitDesk const desk{module, c.authority, c.keys, c.random};
  try {
    return perform(c, request,
                   [&](acts::Transaction& tx) {
                     if (by_old)
                       debit_again(tx, desk, r.id, known.holder, known.mail);
                     else
                       give_mandate(tx, desk, r.id,
                                    {.debtor = {form.text("inhaber"), form.text("iban")},
                                     .mail = form.text("mail"),
                                     .account = known.holder != 0 and form.ticked(lasting) ? known.holder : 0});
                     return acts::see(here);
                   },
                   {.button = by_old ? std::string{again} : std::string{}, .secret = true});
  } catch (Refused const&) {  // paid, or begun by another way meanwhile: the page says so
    return http::see_other(here);
  }
}

http::Response take_debit_back(Payments& module, http::Request const& request, TownContext& c) {
  auto const r = own(c);
  auto const here = path_in(c, path_of(r));
  auto const pressed = http::field(request.body, button).value_or("");
  auto const holder = accounts::holder_of(c, request);
  try {
    return perform(c, request,
                   [&](acts::Transaction& tx) {
                     if (pressed == only_mandate)
                       revoke_mandate(tx, module, r.id, holder ? holder->id : 0);
                     else
                       call_off_debit(tx, module, r.id, pressed == revoke);
                     return acts::see(here);
                   },
                   {.button = pressed});
  } catch (TooLateForBank const&) {
    return http::see_other(here);
  }
}

http::Response show_debit(TownContext const& c, Receivable const& r) {
  auto const& t = c.t;
  std::optional<Debit> d;
  std::optional<Mandate> mandate;
  c.db.read([&](db::Connection& db) {
    d = store::debit_of_receivable(db, r.id);
    if (d) mandate = store::mandate(db, d->mandate);
  });
  Page page{c,
            {.title = std::string{t("Wir buchen von Ihrem Konto ab")},
             .path = path_of(r),
             .layout = kern::Layout::narrow,
             .here = std::string{t("Bezahlen")},
             .index = false}};
  if (d and mandate) {
    auto const day = i18n::parse_iso(d->due_on).value_or(c.today());
    page.lead(t("Wir buchen {0} am {1} ab. Bitte überweisen Sie nicht auch noch.", i18n::money(t, d->amount),
                i18n::long_date(t, day)));
    page("<p>"_h, t("Mandat: {}", mandate->reference), "</p>"_h);
    if (d->state == Debit::State::announced) {
      page.button_form(path_in(c, path_of_debit(r)) + "/zurueck",
                       {.label = t("Lastschrift zurücknehmen"), .weight = kern::Weight::secondary});
      if (mandate->account != 0)
        page.button_form(path_in(c, path_of_debit(r)) + "/zurueck", {.label = t("Zurücknehmen und Mandat widerrufen"),
                                                                     .weight = kern::Weight::tertiary,
                                                                     .name = button,
                                                                     .value = revoke});
    } else {
      page(
          "<p>"_h,
          t("Die Lastschrift ist schon bei der Bank. Nach der Abbuchung können Sie das Geld acht Wochen lang bei Ihrer "
            "Bank zurückholen."),
          "</p>"_h);
      if (mandate->account != 0 and mandate->revoked_at.empty()) write_revoking(page, c, r);
    }
  }
  write_facts(page.out(), c, r);
  return page.finish();
}

void write_own_mandate(Page& page, TownContext const& c, Receivable const& r) {
  std::optional<Mandate> mandate;
  c.db.read([&](db::Connection& db) {
    if (auto const d = store::debit_of_receivable(db, r.id)) mandate = store::mandate(db, d->mandate);
  });
  if (not mandate or mandate->account == 0 or not mandate->revoked_at.empty()) return;
  page("<p>"_h, c.t("Sie haben uns schon ein Mandat erteilt: {}.", mandate->reference), "</p>"_h);
  write_revoking(page, c, r);
}

bool takes_debits(TownContext const& c) {
  bool takes = false;
  c.db.read([&](db::Connection& db) { takes = not store::debit_settings(db).creditor.empty(); });
  return takes;
}

}  // namespace kreislauf::payments::pages
