#include "administration/identity/office/passkeys.h"

#include <fmt/format.h>

#include "administration/identity/acts/passkeys.h"
#include "administration/identity/office/ceremony.h"
#include "administration/identity/office/own_account.h"
#include "administration/identity/store/passkeys.h"
#include "authority/act.h"
#include "platform/http/visitor.h"
#include "platform/i18n/dates.h"

namespace kreislauf::identity::office {

namespace {

constexpr std::string_view passkeys_path = "/verwaltung/konto/passkeys", keep_path = "/verwaltung/konto/passkeys/neu",
                           what = "was", add_one = "neu", name_of_passkey = "bezeichnung";

std::vector<Passkey> own_passkeys(StaffContext const& c) {
  std::vector<Passkey> known;
  c.db.read([&](db::Connection& connection) { known = store::passkeys_of(connection, c.staff.id); });
  return known;
}

kern::Field name_question() {
  return {.name = std::string{name_of_passkey},
          .label = "Wie soll der neue Passkey heißen?",
          .hint = "Zum Beispiel: Dienst-Laptop. Nur Sie lesen es.",
          .optional = true,
          .most = static_cast<std::int64_t>(longest_passkey_name)};
}

kern::Form own_passkeys_form(StaffContext const& c, Account const& account, std::vector<Passkey> const& known) {
  std::vector<kern::Option> acts;
  if (known.size() < most_passkeys)
    acts.push_back({.value = std::string{add_one}, .label = "Einen neuen Passkey anlegen"});
  for (auto const& one : known) acts.push_back({.value = one.id, .label = fmt::format("„{}“ entfernen", one.name)});
  kern::Field const act{.name = std::string{what},
                        .kind = kern::Kind::choice,
                        .label = "Was wollen Sie tun?",
                        .options = std::move(acts)};
  auto fields = proving_first(account, {});
  fields.insert(fields.begin(), {act, name_question()});
  kern::Form form{c.t, c.today(), std::move(fields)};
  form.fill(what, std::string{add_one});
  return form;
}

void write_known(html::Writer& out, std::vector<Passkey> const& known) {
  if (known.empty()) return kern::empty_state(out, "Sie haben noch keinen Passkey.");
  kern::details(out, [&](kern::Details& list) {
    for (auto const& one : known) {
      auto const used =
          one.used ? "zuletzt benutzt am " + i18n::numeric_date(*one.used) : std::string{"noch nie benutzt"};
      list.row(one.name, "angelegt am " + i18n::short_moment(one.made), used);
    }
  });
}

Response show_passkeys(StaffContext const& c, kern::Form const& form, std::vector<Passkey> const& known,
                       std::string_view told = {}) {
  StaffPage page{c,
                 {.title = "Passkeys",
                  .path = std::string{passkeys_path},
                  .form = &form,
                  .crumbs = {{"/verwaltung/konto", "Mein Konto"}}}};
  if (not told.empty()) kern::done(page.out(), told);
  page.lead(
      "Mit einem Passkey melden Sie sich mit Finger, Gesicht oder PIN an, ohne Passwort und Code. Passwort und Code "
      "gelten weiter.");
  write_known(page.out(), known);
  page.form(form, {.path = std::string{passkeys_path}}, [&](kern::Fields& f) {
    f.all();
    f.submit("Weiter");
    f.out()(
        "<p class='kl-small kl-muted'>Wird ein Passkey entfernt, sind Sie auf allen anderen Geräten abgemeldet."
        "</p><noscript><p class='kl-small'>Um einen Passkey anzulegen, muss im Browser JavaScript eingeschaltet "
        "sein.</p></noscript>"_h);
  });
  return page.finish();
}

/// Who sees this page has just proven who it is; its challenge lasts ten minutes.
Response ask_device(StaffContext const& c, std::vector<Passkey> const& known, std::string const& name) {
  StaffPage page{c,
                 {.title = "Passkey anlegen",
                  .path = std::string{passkeys_path},
                  .crumbs = {{"/verwaltung/konto", "Mein Konto"}, {std::string{passkeys_path}, "Passkeys"}},
                  .scripts = {"passkey.js"}}};
  page.lead(fmt::format("Ihr Gerät fragt gleich nach Finger, Gesicht oder PIN. Der Passkey heißt dann „{}“.", name));
  auto const challenge = challenge_to_make(c);
  page.form(ceremony_at(keep_path, "create"), [&](kern::Fields& f) {
    f.hidden(name_of_passkey, name);
    write_ceremony_button(f, challenge.written, options_to_make(c, challenge, known), "Passkey anlegen",
                          kern::Weight::primary);
  });
  page("<noscript><p>Dafür muss im Browser JavaScript eingeschaltet sein.</p></noscript>"_h);
  return page.finish();
}

std::string passkey_name_in(std::string typed, Request const& request) {
  if (typed.empty()) typed = http::browser_name(request.user_agent);
  return typed.empty() ? "Passkey" : typed;
}

std::string_view passkeys_told(std::string_view query) {
  auto const told = http::field(query, "fertig").value_or("");
  if (told == "neu") return "Der Passkey ist angelegt. Bei der nächsten Anmeldung können Sie ihn benutzen.";
  if (told == "entfernt") return "Der Passkey ist entfernt. Löschen Sie ihn auch auf dem Gerät.";
  return {};
}

}  // namespace

Response passkeys(Request const& request, StaffContext& c) {
  auto const known = own_passkeys(c);
  auto form = own_passkeys_form(c, own_account(c), known);
  if (http::field(request.query, "fertig").value_or("") == "nicht")
    form.wrong(what, "Der Passkey wurde nicht angelegt. Vielleicht war die Seite lange offen.");
  return show_passkeys(c, form, known, passkeys_told(request.query));
}

Response change_passkeys(Ways& ways, Request const& request, StaffContext& c) {
  auto const account = own_account(c);
  auto const known = own_passkeys(c);
  auto form = own_passkeys_form(c, account, known);
  form.read(request.body);
  auto const step = check_proof(ways, form, c, account);
  if (not form.fine() or not step) return show_passkeys(c, form, known);
  auto const act = form.text(what);
  bool proven = false;
  auto const answer =
      authority::act(c, request,
                     [&](acts::Transaction& tx) {
                       use_proof(tx, account, *step);
                       if (act != add_one) remove_passkey(tx, c.staff, act);
                       proven = true;
                       return acts::see(std::string{passkeys_path} + (act == add_one ? "" : "?fertig=entfernt"));
                     },
                     {.secret = true});
  if (not proven or act != add_one) return authority::to_response(answer);
  return ask_device(c, known, passkey_name_in(form.text(name_of_passkey), request));
}

Response keep_passkey(Request const& request, StaffContext& c) {
  kern::Form named{c.t, c.today(), {name_question()}};
  named.read(request.body);
  auto const name = passkey_name_in(named.fine() ? named.text(name_of_passkey) : std::string{}, request);
  return authority::perform(c, request, [&](acts::Transaction& tx) {
    bool const made = make_passkey(tx, c, device_answer_in(request), name);
    return acts::see(std::string{passkeys_path} + (made ? "?fertig=neu" : "?fertig=nicht"));
  });
}

}  // namespace kreislauf::identity::office
