#include "administration/applications/acts/cosigning_amendment.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/resident/account.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/state_words.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/store.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

// What the applicant sees as long as others have to sign: who has, who has not, and what can be done.
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::string_view button = "tun", remind_value = "erinnern", readdress_value = "adresse",
                           reopen_value = "zurueckholen", whose = "wer", address_field = "mail";

std::string path_of_acts(TownContext const& c) { return path_in(c, path_of(c, "/unterschriften")); }

std::vector<Signature> signatures_of(TownContext const& c, Application const& a, std::int64_t version = 0) {
  std::vector<Signature> all;
  c.db.read([&](db::Connection& connection) { all = store::signatures_of(connection, a.id, version); });
  return all;
}

html::Content role_of(TownContext const& c, OwnApplication const& own, Signature const& s) {
  auto const* who = cosigner_of(*own.form, s.role);
  return who == nullptr ? html::Content{s.role} : forms::in_language(c, who->who);
}

kern::Form address_of_signer(TownContext const& c, std::string const& id) {
  return {c.t,
          c.today(),
          {{.name = std::string{address_field},
            .kind = kern::Kind::email,
            .label = c.t("Andere E-Mail-Adresse"),
            .hint = c.t("Der alte Link gilt dann nicht mehr."),
            .id = "mail-" + id}}};
}

void write_state(html::Writer& out, TownContext const& c, Signature const& s) {
  auto const& t = c.t;
  auto const signer = signer_of(c.keys, s);
  kern::details(out, [&](kern::Details& details) {
    details.row(t("E-Mail-Adresse"), html::fragment("<bdi>"_h, signer.mail, "</bdi>"_h));
    if (s.state == Signature::State::given) {
      details.row(t("Unterschrieben"), i18n::moment(t, parse_iso_utc(s.settled_at)));
      details.row(t("Name"), html::fragment("<bdi>"_h, signer.name, "</bdi>"_h));
      return;
    }
    details.row(t("Stand"), t("noch nicht unterschrieben"));
    details.row(t("Möglich bis"), i18n::long_date(t, i18n::parse_iso(s.until).value_or(c.today())));
    details.row(t("Kennung für den Schalter"),
                html::fragment("<bdi dir='ltr' class='kl-num'>"_h, code_of(c.keys, s), "</bdi>"_h));
  });
}

/// What can be done about a signature that is not there yet.
void write_ways(Page& page, TownContext const& c, Signature const& s, kern::Form const* wrong) {
  if (s.state != Signature::State::asked) return;
  auto const& t = c.t;
  auto const id = std::to_string(s.id);
  if (may_remind(s, c.clock.now()))
    page.button_form(
        path_of_acts(c),
        {.label = t("Noch einmal erinnern"), .weight = kern::Weight::secondary, .name = button, .value = remind_value},
        {{whose, id}});
  else
    page("<p class='kl-small'>"_h, t("Die E-Mail ist unterwegs. Sie können einmal am Tag erinnern."), "</p>"_h);
  bool const own = wrong != nullptr;
  kern::fold(page.out(), {.summary = t("Andere E-Mail-Adresse"), .open = own}, [&](html::Writer&) {
    auto const empty = address_of_signer(c, id);
    page.form(own ? *wrong : empty, {.path = path_of_acts(c)}, [&](kern::Fields& f) {
      f.hidden(whose, id);
      f.all();
      f.button({.label = t("An diese Adresse schicken"),
                .weight = kern::Weight::secondary,
                .name = button,
                .value = readdress_value});
    });
  });
}

void write_taking_back(Page& page, TownContext const& c, bool amends) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "aendern", .heading = t("Etwas ändern?")}, [&](html::Writer& out) {
    out("<p>"_h,
        amends ? t("Holen Sie die Ergänzung zurück. Ihre Antworten bleiben. Wer schon unterschrieben hat, muss es "
                   "danach noch einmal tun.")
               : t("Holen Sie den Antrag zurück. Ihre Antworten bleiben. Wer schon unterschrieben hat, muss es danach "
                   "noch einmal tun."),
        "</p>"_h);
    page.button_form(path_of_acts(c), {.label = t("Zurückholen und ändern"),
                                       .weight = kern::Weight::secondary,
                                       .name = button,
                                       .value = reopen_value});
  });
}

/// Who has signed and who has not, and what can be done about it.
void write_signatures(Page& page, http::Request const& request, TownContext const& c, OwnApplication const& own,
                      std::int64_t version, kern::Form const* form) {
  auto const wrong_of = http::number_in(http::field(request.body, whose).value_or("")).value_or(0);
  for (auto const& one : signatures_of(c, own.application, version)) {
    auto const id = "unterschrift-" + one.role;
    auto const heading = html::fragment(c.t("Unterschrift"), ": ", role_of(c, own, one));
    kern::section(page.out(), {.id = id, .heading = heading}, [&](html::Writer& out) {
      write_state(out, c, one);
      write_ways(page, c, one, one.id == wrong_of ? form : nullptr);
    });
  }
}

}  // namespace

http::Response show_waiting(Applications&, http::Request const& request, TownContext const& c,
                            OwnApplication const& own, kern::Form const* form) {
  auto const& t = c.t;
  auto const& a = own.application;
  auto meta = meta_of(c, own, own.name(t.language()), path_of(c), form);
  meta.crumbs = {{"/dienste/" + a.service, own.name(t.language())}};
  meta.here = t("Ihr Antrag");
  Page page{c, std::move(meta)};
  auto& out = page.out();
  if (http::field(request.query, "erinnert")) kern::done(out, t("Wir haben noch einmal geschrieben."));
  kern::badge(out, tone_of(a.state), word_of(t, a.state));
  page.lead(
      t("Der Antrag ist noch nicht bei uns. Er kommt mit der letzten Unterschrift an; dann bekommen Sie eine "
        "Nummer."));
  write_signatures(page, request, c, own, 0, form);
  auto const entered = entered_of(c, a, *own.form);
  if (auto const sending = sending_of(c, own, entered); sending.fee) write_cost(out, c, *own.form, *sending.fee);
  write_taking_back(page, c, false);
  write_account(page, c, own, accounts::holder_of(c, request));
  auto const shown = forms::shown_answers(t, *own.form->compiled, entered, forms::environment_of(c.clock));
  kern::section(out, {.id = "antworten", .heading = t("Das steht darin")}, [&](html::Writer&) {
    forms::write_answers(out, c, shown, 3, [](html::Writer&, forms::ShownPage const&) {});
    write_file_links(out, entered, path_in(c, path_of(c, "/dateien/")));
  });
  return page.finish();
}

http::Response show_amendment_waits(http::Request const& request, TownContext const& c, OwnApplication const& own,
                                    kern::Form const* form) {
  auto const& t = c.t;
  Page page{c,
            meta_of(c, own, std::string{t("Ihre Ergänzung wartet auf Unterschrift")}, path_of(c, "/ergaenzen"), form)};
  if (http::field(request.query, "erinnert")) kern::done(page.out(), t("Wir haben noch einmal geschrieben."));
  page.lead(
      t("Wer den Antrag mit unterschrieben hat, muss auch die Änderung unterschreiben. Erst mit der letzten "
        "Unterschrift gilt sie, und das Amt hat Ihre Angaben."));
  write_signatures(page, request, c, own, of_amendment, form);
  write_taking_back(page, c, true);
  return page.finish();
}

void write_not_signed(html::Writer& out, TownContext const& c, OwnApplication const& own, std::int64_t version) {
  if (own.form->definition().cosigners.empty()) return;
  auto const& t = c.t;
  for (auto const& one : signatures_of(c, own.application, version)) {
    if (one.state == Signature::State::asked or one.state == Signature::State::given) continue;
    kern::note(out, {.warning = true}, [&](html::Writer&) {
      if (one.state == Signature::State::lapsed) {
        out("<p>"_h, role_of(c, own, one), ": "_h,
            t("Bis zum letzten Tag hat niemand unterschrieben. Sie können noch einmal absenden."), "</p>"_h);
        return;
      }
      out("<p>"_h, role_of(c, own, one), ": "_h,
          t("Hat nicht unterschrieben. Ändern Sie, was zu ändern ist, und senden Sie es noch einmal ab."), "</p>"_h);
      if (auto const reason = signer_of(c.keys, one).reason; not reason.empty())
        out("<p><bdi>"_h, reason, "</bdi></p>"_h);
    });
  }
}

namespace {

http::Response readdress_one(Applications& module, http::Request const& request, TownContext& c,
                             OwnApplication const& own, std::int64_t id) {
  auto form = address_of_signer(c, std::to_string(id));
  form.read(request.body);
  if (form.fine() and not authority::allows(c, request, asked_to_sign)) return too_many_asked(c);
  if (form.fine()) {
    try {
      return perform(c, request, [&](acts::Transaction& tx) {
        auto application = current(tx, own.application);
        auto const signature = store::signature(tx.db, id);
        if (not signature or signature->application != application.id) throw NotFound{};
        readdress(tx, c, application, *signature, *own.form, own.name(c.t.language()), form.text(address_field));
        return acts::see(path_in(c, was_sent(application.state) ? path_of(c, "/ergaenzen") : path_of(c)));
      });
    } catch (OwnSignature const&) {
      form.wrong(address_field, std::string{c.t("Wer mit unterschreibt, braucht eine eigene E-Mail-Adresse.")});
    }
  }
  bool const sent = was_sent(own.application.state);
  return sent ? show_amendment_waits(request, c, own, &form) : show_waiting(module, request, c, own, &form);
}

/// What is done with a button of the page, and where it goes on.
acts::Answer act_on(acts::Transaction& tx, TownContext const& c, OwnApplication const& own, std::string_view what,
                    std::int64_t id) {
  auto application = current(tx, own.application);
  bool const amends = was_sent(application.state);
  auto const back = path_in(c, amends ? path_of(c, "/ergaenzen") : path_of(c));
  if (amends ? not amendment_waits(tx.db, application) : application.state != State::to_cosign) return acts::see(back);
  if (what == reopen_value) {
    if (amends)
      reopen_amendment(tx, application);
    else
      reopen(tx, application, *own.form);
    return acts::see(back);
  }
  auto const signature = store::signature(tx.db, id);
  if (not signature or signature->application != application.id) throw NotFound{};
  bool const sent = remind(tx, c, application, *signature, *own.form, own.name(c.t.language()));
  return acts::see(back + (sent ? "?erinnert=1" : ""));
}

}  // namespace

http::Response act_on_signatures(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  bool waits = own.application.state == State::to_cosign;
  if (was_sent(own.application.state))
    c.db.read([&](db::Connection& connection) { waits = amendment_waits(connection, own.application); });
  // Signed meanwhile, or taken back in another window: the page shows what is now.
  if (not waits) return http::see_other(path_in(c, path_of(c)));
  auto const what = http::field(request.body, button).value_or("");
  auto const id = http::number_in(http::field(request.body, whose).value_or("")).value_or(0);
  if (what == readdress_value) return readdress_one(module, request, c, own, id);
  return perform(c, request, [&](acts::Transaction& tx) { return act_on(tx, c, own, what, id); }, {.button = what});
}

}  // namespace kreislauf::applications::pages
