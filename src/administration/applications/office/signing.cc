#include "administration/applications/office/signing.h"

#include <fmt/format.h>

#include "administration/applications/acts/amending.h"
#include "administration/applications/acts/cosigning.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

constexpr std::string_view button = "tun", sign_value = "unterschrieben", code_field = "kennung", card = "ausweis",
                           name_field = "name";

std::string path_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/unterschrift", c.path("amt")); }

kern::Form code_question(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{code_field},
            .label = "Kennung",
            .hint = "Zum Beispiel 17-K7MX4QPA. Sie steht auf der Seite des Antrags, bei der Person, die unterschreiben "
                    "soll.",
            .most = 30,
            .plain = true}}};
}

kern::Form signing_questions(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{name_field}, .kind = kern::Kind::name, .label = "Wer unterschreibt?"},
           {.name = std::string{card}, .kind = kern::Kind::tick, .label = "Der Ausweis lag vor"}}};
}

identity::StaffPage page_of(StaffContext const& c, std::string title, kern::Form const* form) {
  return {c,
          {.title = std::move(title),
           .path = path_of(c),
           .form = form,
           .office = c.path("amt"),
           .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}}}};
}

http::Response show_code(StaffContext const& c, kern::Form const& form) {
  auto page = page_of(c, "Unterschrift am Schalter", &form);
  page.lead(
      "Jemand soll einen Antrag mit unterschreiben und ist hier. Der Antrag ist noch nicht angekommen: Sie sehen "
      "ihn nur mit seiner Kennung.");
  page.form(form, {.path = path_of(c)}, [&](kern::Fields& f) {
    f.all();
    f.submit("Antrag zeigen");
  });
  return page.finish();
}

struct Found {
  Signature signature;
  OwnApplication own;
};

/// Nothing for a code that is none, and for one that belongs to another office.
std::optional<Found> found_by(Applications& module, StaffContext const& c, std::string const& code) {
  std::optional<Signature> signature;
  std::optional<Application> application;
  bool waits = false;
  c.db.read([&](db::Connection& connection) {
    signature = store::signature(connection, signature_in(code));
    if (signature) application = store::find(connection, signature->application);
    waits = application and waits_for(connection, *application, *signature);
  });
  if (not application or not code_fits(c.keys, *signature, code)) return std::nullopt;
  bool const seen = c.staff.may(rights::work, application->office, application->service);
  if (not waits or not seen or application->office != c.path("amt")) return std::nullopt;
  return Found{*std::move(signature), with_form(module, *std::move(application))};
}

http::Response show_signing(StaffContext const& c, Found const& found, std::string const& code,
                            kern::Form const& form) {
  auto const* who = cosigner_of(*found.own.form, found.signature.role);
  auto page = page_of(c, fmt::format("Unterschrift: {}", found.own.name(i18n::Language::german)), &form);
  auto& out = page.out();
  page.lead("Lassen Sie die Person alles lesen. Mit ihrer Unterschrift erklärt sie:");
  if (who != nullptr) out("<p>"_h, who->declares[i18n::Language::german], "</p>"_h);
  bool const amends = found.signature.version == of_amendment;
  auto const entered = amends ? amended_of(c, found.own.application, *found.own.form)
                              : entered_of(c, found.own.application, *found.own.form);
  auto const shown = forms::shown_answers(c.t, *found.own.form->compiled, entered, forms::environment_of(c.clock));
  forms::write_answers(out, c, shown, 2, [](html::Writer&, forms::ShownPage const&) {});
  page.form(form, {.path = path_of(c)}, [&](kern::Fields& f) {
    f.hidden(code_field, code);
    f.all();
    f.button({.label = "Hat unterschrieben", .name = button, .value = sign_value});
  });
  return page.finish();
}

void note_reading(StaffContext const& c, Found const& found) {
  acts::perform(c.db, c.clock, c.actor(),
                [&](acts::Transaction& tx) { tx.event("application.read", subject_of(found.own.application)); });
}

http::Response note_signature(Applications& module, http::Request const& request, StaffContext& c, Found const& found,
                              std::string const& name) {
  auto const language = i18n::language_of(found.own.application.language).value_or(i18n::Language::german);
  auto sending = sending_of(c, found.own, entered_of(c, found.own.application, *found.own.form));
  sending.service_name = found.own.name(language);
  sending.language = module.house.languages.translator(language);
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   cosign(tx, c, current(tx, found.signature), *found.own.form, sending,
                          {.name = name, .channel = Channel::counter});
                   auto const now = current(tx, found.own.application.id);
                   if (was_sent(now.state))
                     return acts::see(fmt::format("/verwaltung/amt/{}/antraege/{}", c.path("amt"), now.id));
                   return acts::see(path_of(c));
                 },
                 {.button = std::string{sign_value}});
}

}  // namespace

http::Response ask_code(http::Request const&, StaffContext& c) { return show_code(c, code_question(c)); }

http::Response sign_here(Applications& module, http::Request const& request, StaffContext& c) {
  auto form = code_question(c);
  form.read(request.body);
  if (not form.fine()) return show_code(c, form);
  auto const& code = form.text(code_field);
  auto const found = found_by(module, c, code);
  if (not found) {
    form.wrong(code_field, "Zu dieser Kennung wartet hier keine Unterschrift. Vergleichen Sie sie noch einmal.");
    return show_code(c, form);
  }
  auto signing = signing_questions(c);
  if (http::field(request.body, button).value_or("") != sign_value) {
    note_reading(c, *found);
    return show_signing(c, *found, code, signing);
  }
  signing.read(request.body);
  if (not signing.fine()) return show_signing(c, *found, code, signing);
  return note_signature(module, request, c, *found, signing.text(name_field));
}

http::Response show_waiting(StaffContext const& c, OwnApplication const& own) {
  std::vector<Signature> all;
  c.db.read([&](db::Connection& connection) { all = store::signatures_of(connection, own.application.id); });
  auto page = page_of(c, fmt::format("{}: wartet auf Unterschrift", own.name(i18n::Language::german)), nullptr);
  page.lead("Der Antrag kommt an, sobald alle unterschrieben haben. Geben Sie der Person die Kennung mit.");
  kern::details(page.out(), [&](kern::Details& details) {
    for (auto const& one : all) {
      auto const* who = cosigner_of(*own.form, one.role);
      details.row(who == nullptr ? one.role : who->who[i18n::Language::german],
                  one.state == Signature::State::given ? std::string{"hat unterschrieben"}
                                                       : fmt::format("fehlt noch, Kennung {}", code_of(c.keys, one)));
    }
  });
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = path_of(c), .label = "Unterschrift am Schalter"});
  });
  return page.finish();
}

}  // namespace kreislauf::applications::office
