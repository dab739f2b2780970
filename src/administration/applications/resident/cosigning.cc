#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/cosigning_amendment.h"

#include <fmt/format.h>

#include "administration/applications/acts/links.h"
#include "administration/applications/resident/identity.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/signer.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

// Somebody else reads everything and signs, or does not. The link came by mail: who follows it without its owner's
// knowledge still is not the applicant, and where the service must know who signs, a login renews the link.
namespace kreislauf::applications::pages {

using authority::Page, authority::path_in;

namespace {

constexpr std::string_view button = "tun", sign_value = "unterschreiben", refuse_value = "ablehnen",
                           name_field = "name", declared = "erklaert", reason_field = "grund";
constexpr std::int64_t longest_reason = 1000;

std::string path_of(TownContext const& c, std::string_view rest = {}) {
  return "/unterschrift/" + c.path("kennung") + std::string{rest};
}

kern::Form questions(TownContext const& c, forms::Cosigner const& who) {
  auto const& t = c.t;
  return {t,
          c.today(),
          {{.name = std::string{declared}, .kind = kern::Kind::tick, .label = forms::in_language(c, who.declares)},
           {.name = std::string{name_field},
            .kind = kern::Kind::name,
            .label = t("Ihr Vor- und Nachname"),
            .hint = t("Das ist Ihre Unterschrift."),
            .autocomplete = "name"}}};
}

kern::Form reason_question(TownContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{reason_field},
            .kind = kern::Kind::area,
            .label = c.t("Warum nicht?"),
            .hint = c.t("Das liest, wer den Antrag ausgefüllt hat."),
            .most = longest_reason}}};
}

http::Response show_over(TownContext const& c) {
  return short_answer(c, {.status = 410,
                          .title = std::string{c.t("Dieser Link gilt nicht mehr")},
                          .lead = std::string{c.t("Der Antrag wurde zurückgeholt oder geändert, oder die Zeit ist um. "
                                                  "Soll noch jemand unterschreiben, kommt ein neuer Link per E-Mail.")},
                          .path = "/",
                          .button = std::string{c.t("Zur Startseite")}});
}

http::Response show_renewed(TownContext const& c) {
  return short_answer(
      c,
      {.status = 410,
       .title = std::string{c.t("Dieser Link gilt nicht mehr")},
       .lead = std::string{c.t("Jemand hat sich für diese Unterschrift angemeldet. Dabei bekam sie einen neuen Link. "
                               "Waren Sie das, machen Sie dort weiter, wo Sie sich angemeldet haben.")},
       .path = "/",
       .button = std::string{c.t("Zur Startseite")}});
}

/// What became of it, and nothing of the answers: they have been read.
http::Response show_settled(TownContext const& c, ToSign const& it) {
  auto const& t = c.t;
  auto const& s = it.signature;
  auto const at = i18n::moment(t, parse_iso_utc(s.settled_at));
  auto const name = it.own.name(t.language());
  if (s.state == Signature::State::refused)
    return short_answer(c, {.title = std::string{t("Sie haben nicht unterschrieben")},
                            .lead = t("{}, {}. Wer den Antrag ausgefüllt hat, liest warum.", name, at)});
  if (s.state != Signature::State::given) return show_over(c);
  bool const sent = was_sent(it.own.application.state) and s.version != of_amendment;
  return short_answer(
      c, {.title = std::string{t("Sie haben unterschrieben")},
          .lead = sent ? t("{}, {}. Der Antrag ist jetzt im Amt. Sie müssen nichts mehr tun.", name, at)
                       : t("{}, {}. Es fehlt noch eine andere Unterschrift. Sie müssen nichts mehr tun.", name, at)});
}

/// What the page shows besides the answers.
struct Shown {
  kern::Form const *sign = nullptr, *refuse = nullptr;
  std::string wrong = {};
};

void write_signing(Page& page, Applications& module, TownContext const& c, ToSign const& it, kern::Form const& form) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "unterschreiben", .heading = t("Unterschreiben")}, [&](html::Writer& out) {
    if (not write_login_to_sign(page, module, c, it)) return;
    out("<p class='kl-small'>"_h, t("Rechtsgrundlage: {}", it.who->law), "</p>"_h);
    page.form(form, {.path = path_in(c, path_of(c))}, [&](kern::Fields& f) {
      f.all();
      f.button({.label = t("Verbindlich unterschreiben"), .name = button, .value = sign_value});
    });
  });
}

void write_refusing(Page& page, TownContext const& c, kern::Form const& form, bool amends) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "ablehnen", .heading = t("Nicht einverstanden?")}, [&](html::Writer& out) {
    out("<p>"_h,
        amends ? t("Dann gilt die Änderung nicht. Der Antrag bleibt, wie er war.")
               : t("Dann wird der Antrag nicht abgeschickt."),
        "</p>"_h);
    page.form(form, {.path = path_in(c, path_of(c))}, [&](kern::Fields& f) {
      f.all();
      f.button({.label = t("Nicht unterschreiben"),
                .weight = kern::Weight::secondary,
                .name = button,
                .value = refuse_value});
    });
  });
}

/// What is signed: the answers as they are now, or as they shall be.
forms::Entered signed_answers(TownContext const& c, ToSign const& it) {
  auto const& form = *it.own.form;
  if (it.signature.version != of_amendment) return entered_of(c, it.own.application, form);
  return with_named_files(form, amended_of(c, it.own.application, form));
}

/// Of an amendment what is new comes first.
void write_changes(html::Writer& out, TownContext const& c, ToSign const& it,
                   std::vector<forms::ShownPage> const& answers) {
  auto const before = forms::shown_answers(c.t, *it.own.form->compiled, entered_of(c, it.own.application, *it.own.form),
                                           forms::environment_of(c.clock));
  auto const lines = [](html::Writer& value, std::vector<std::string> const& all) {
    for (std::size_t i = 0; i < all.size(); ++i) value(i == 0 ? html::Markup{} : "<br>"_h, all[i]);
  };
  kern::section(out, {.id = "neu", .heading = c.t("Das ist anders als bisher")}, [&](html::Writer&) {
    kern::details(out, [&](kern::Details& details) {
      for (auto const& one : changes(before, answers)) {
        details.row(one.label, [&](html::Writer& value) {
          lines(value, one.after);
          if (one.before.empty()) return;
          value("<br><del>"_h);
          lines(value, one.before);
          value("</del>"_h);
        });
      }
    });
  });
}

std::string lead_of(TownContext const& c, ToSign const& it) {
  auto const until = i18n::long_date(c.t, i18n::parse_iso(it.signature.until).value_or(c.today()));
  if (it.signature.version == of_amendment)
    return c.t(
        "Das Amt hat nachgefragt, und der Antrag wurde geändert. Damit die Änderung gilt, unterschreiben Sie noch "
        "einmal. Das geht bis {}.",
        until);
  return c.t("Jemand hat diesen Antrag ausgefüllt. Lesen Sie alles in Ruhe. Sie können bis {} unterschreiben.", until);
}

http::Response show(Applications& module, TownContext const& c, ToSign const& it, Shown const& shown = {}) {
  auto const& t = c.t;
  Page page{c,
            {.title = std::string{t("Bitte unterschreiben: {}", it.own.name(t.language()))},
             .path = path_of(c),
             .form = shown.sign != nullptr ? shown.sign : shown.refuse,
             .layout = kern::Layout::narrow,
             .index = false}};
  auto& out = page.out();
  if (not shown.wrong.empty()) kern::alert(out, kern::Tone::warning, t("Das ging nicht"), shown.wrong, "hinweis");
  page.lead(lead_of(c, it));
  kern::details(out, [&](kern::Details& details) {
    details.row(t("Sie sind gefragt als"), forms::in_language(c, it.who->who));
    details.row(t("Geht an"), c.authority.full_name());
  });
  auto const entered = signed_answers(c, it);
  auto const answers = forms::shown_answers(t, *it.own.form->compiled, entered, forms::environment_of(c.clock));
  bool const amends = it.signature.version == of_amendment;
  if (amends) write_changes(out, c, it, answers);
  forms::write_answers(out, c, answers, 2, [](html::Writer&, forms::ShownPage const&) {});
  write_file_links(out, entered, path_in(c, path_of(c, "/dateien/")));
  auto const empty = questions(c, *it.who);
  write_signing(page, module, c, it, shown.sign != nullptr ? *shown.sign : empty);
  auto const unasked = reason_question(c);
  write_refusing(page, c, shown.refuse != nullptr ? *shown.refuse : unasked, amends);
  out("<p class='kl-small'>"_h, t("Wer den Link hat, kann alles lesen. Geben Sie ihn nicht weiter."), " <a href='"_h,
      path_in(c, "/datenschutz"), "#antraege'>"_h, t("So gehen wir mit Ihren Daten um"), "</a></p>"_h);
  return page.finish();
}

/// The applicant himself, by the account in which the application lies.
bool is_applicants_account(TownContext const& c, http::Request const& request, ToSign const& it) {
  auto const holder = accounts::holder_of(c, request);
  if (not holder) return false;
  bool kept = false;
  c.db.read([&](db::Connection& connection) {
    kept = accounts::is_kept(connection, holder->id, subject_of(it.own.application));
  });
  return kept;
}

}  // namespace

ToSign to_sign_by_token(Applications& module, TownContext const& c) {
  std::optional<Signature> found;
  std::optional<Application> application;
  bool renewed = false;
  c.db.read([&](db::Connection& connection) {
    auto const hash = token_hash_of(c.path("kennung"));
    found = store::signature_by_token_hash(connection, hash);
    renewed = not found and store::signature_by_former_link(connection, hash);
    if (found) application = store::find(connection, found->application);
  });
  if (renewed) throw LinkRenewed{};
  if (not application) throw NotFound{};
  ToSign it{*std::move(found), with_form(module, *std::move(application))};
  it.who = cosigner_of(*it.own.form, it.signature.role);
  if (it.who == nullptr) throw NotFound{};
  return it;
}

namespace {

/// Looks it up, and says why it cannot be signed any more.
template <class Then>
http::Response with_signature(Applications& module, TownContext const& c, Then const& then) {
  std::optional<ToSign> it;
  try {
    it = to_sign_by_token(module, c);
  } catch (LinkRenewed const&) {
    return show_renewed(c);
  } catch (NotFound const&) {
    return show_over(c);
  }
  bool open = false;
  c.db.read([&](db::Connection& connection) { open = waits_for(connection, it->own.application, it->signature); });
  return open ? then(*it) : show_settled(c, *it);
}

/// In the language of the applicant: what is sent and mailed in this act is his.
struct ForApplicant {
  i18n::Translator t;
  Sending sending;
  std::string name;
};
ForApplicant for_applicant(Applications& module, TownContext const& c, ToSign const& it) {
  auto const language = i18n::language_of(it.own.application.language).value_or(i18n::Language::german);
  ForApplicant his{module.house.languages.translator(language),
                   sending_of(c, it.own, entered_of(c, it.own.application, *it.own.form)), it.own.name(language)};
  his.sending.service_name = his.name;
  his.sending.language = his.t;
  return his;
}

http::Response sign_it(Applications& module, http::Request const& request, TownContext& c, ToSign const& it) {
  auto form = questions(c, *it.who);
  form.read(request.body);
  if (not form.fine()) return show(module, c, it, {.sign = &form});
  auto const own =
      c.t("Sie haben den Antrag selbst ausgefüllt oder schon unterschrieben. Unterschreiben muss jemand "
          "anderes.");
  if (is_applicants_account(c, request, it)) return show(module, c, it, {.sign = &form, .wrong = std::string{own}});
  auto const his = for_applicant(module, c, it);
  authority::has_answered(c, signer_of(c.keys, it.signature).mail);
  try {
    return perform(c, request, [&](acts::Transaction& tx) {
      auto const now = current(tx, it.signature);
      cosign(tx, c, now, *it.own.form, his.sending, {.name = form.text(name_field), .level = his.sending.level});
      return acts::see(path_in(c, path_of(c)));
    });
  } catch (OwnSignature const&) {
    return show(module, c, it, {.sign = &form, .wrong = std::string{own}});
  } catch (Unproven const&) {
    return http::see_other(path_in(c, path_of(c)) + "#unterschreiben");
  }
}

http::Response refuse_it(Applications& module, http::Request const& request, TownContext& c, ToSign const& it) {
  auto form = reason_question(c);
  form.read(request.body);
  if (not form.fine()) return show(module, c, it, {.refuse = &form});
  auto const his = for_applicant(module, c, it);
  authority::has_answered(c, signer_of(c.keys, it.signature).mail);
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   refuse_to_cosign(tx, c, his.t, current(tx, it.signature), *it.own.form, his.name,
                                    form.text(reason_field));
                   return acts::see(path_in(c, path_of(c)));
                 },
                 {.button = std::string{refuse_value}});
}

}  // namespace

http::Response to_sign(Applications& module, http::Request const& request, TownContext& c) {
  auto const told = told_login(c, http::field(request.query, login_told).value_or(""));
  return with_signature(module, c, [&](ToSign const& it) { return show(module, c, it, {.wrong = told}); });
}

http::Response sign(Applications& module, http::Request const& request, TownContext& c) {
  return with_signature(module, c, [&](ToSign const& it) {
    try {
      bool const refuses = http::field(request.body, button).value_or("") == refuse_value;
      return refuses ? refuse_it(module, request, c, it) : sign_it(module, request, c, it);
    } catch (LinkRenewed const&) {
      return show_renewed(c);
    } catch (NotFound const&) {  // taken back or changed between looking and signing
      return show_over(c);
    } catch (TooLate const&) {
      return show_over(c);
    }
  });
}

http::Response file_to_sign(Applications& module, http::Request const&, TownContext& c) {
  return with_signature(
      module, c, [&](ToSign const& it) { return file_answer(module, c, signed_answers(c, it), c.path("datei")); });
}

}  // namespace kreislauf::applications::pages
