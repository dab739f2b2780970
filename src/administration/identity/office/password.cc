#include <fmt/format.h>

#include "administration/identity/acts/accounts.h"
#include "administration/identity/office/directory_password.h"
#include "administration/identity/office/office.h"
#include "administration/identity/office/own_account.h"
#include "administration/identity/rules/password.h"
#include "authority/act.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/crypto/password.h"

namespace kreislauf::identity::office {

namespace {

using kern::Kind;

constexpr std::string_view own_path = "/verwaltung/konto/passwort";

kern::Form questions(StaffContext const& c, Account const& account) {
  kern::Field const fresh{
      .name = "neu",
      .kind = Kind::password,
      .label = "Neues Passwort",
      .hint = fmt::format("Mindestens {} Zeichen. Am besten vier Wörter, die nicht zusammengehören.",
                          rules::shortest_password),
      .missing = "Geben Sie ein neues Passwort ein.",
      .autocomplete = "new-password"};
  kern::Field const again{.name = "nochmal",
                          .kind = Kind::password,
                          .label = "Neues Passwort noch einmal",
                          .missing = "Geben Sie das neue Passwort noch einmal ein.",
                          .autocomplete = "new-password"};
  return {c.t, c.today(), proving_first(account, {fresh, again})};
}

std::string sentence_for(rules::PasswordFault fault) {
  using enum rules::PasswordFault;
  switch (fault) {
    case none:
      break;
    case too_short:
      return fmt::format("Das Passwort ist zu kurz. Es braucht mindestens {} Zeichen.", rules::shortest_password);
    case too_long:
      return fmt::format("Das Passwort ist zu lang. Höchstens {} Zeichen sind möglich.", rules::longest_password);
    case too_common:
      return "Dieses Passwort wird oft zuerst probiert. Nehmen Sie mehrere Wörter, die nicht zusammengehören.";
    case like_name:
      return "Das Passwort ist Ihrem Namen zu ähnlich.";
  }
  return {};
}

Response show(StaffContext const& c, kern::Form const& form, bool first) {
  StaffPage page{c,
                 {.title = first ? "Wählen Sie ein eigenes Passwort" : "Passwort ändern",
                  .path = std::string{own_path},
                  .form = &form,
                  .crumbs = {{"/verwaltung/konto", "Mein Konto"}}}};
  if (first) page.lead("Das Passwort vom ersten Mal kennen auch andere. Deshalb brauchen Sie jetzt ein neues.");
  page.form(form, {.path = std::string{own_path}}, [&](kern::Fields& f) {
    f.all();
    f.submit("Passwort speichern");
    f.out()("<p class='kl-small kl-muted'>Auf allen anderen Geräten werden Sie dabei abgemeldet.</p>"_h);
  });
  return page.finish();
}

Response tell_where_it_is(Ways const& ways, StaffContext const& c) {
  StaffPage page{c,
                 {.title = "Ihr Passwort gehört zum Verzeichnis",
                  .path = std::string{own_path},
                  .crumbs = {{"/verwaltung/konto", "Mein Konto"}}}};
  auto const* directory = password_directory(ways, c);
  page.lead(fmt::format("Sie ändern es dort, wo Sie sich am Rechner anmelden: {}. Hier ist es nicht gespeichert.",
                        directory == nullptr ? std::string{"im Verzeichnis Ihrer Verwaltung"} : directory->name));
  return page.finish();
}

/// What suggests itself here: the town, its district, its offices, word by word.
std::vector<std::string> words_of_this_place(StaffContext const& c) {
  std::vector<std::string> words;
  auto const add = [&](std::string_view name) {
    auto const folded = text::folded(name);  // the words look into it
    for (auto const part : text::split(folded, ' ')) {
      if (part.size() >= 4) words.emplace_back(part);
    }
  };
  add(c.authority.name);
  if (auto const* district = c.directory->by_key(c.authority.district)) add(district->name);
  for (auto const& office : c.town->offices) add(office.name);
  return words;
}

/// Marks what is wrong with the new password, as far as only we can know it.
void check_new(kern::Form& form, StaffContext const& c, Account const& account) {
  auto const &old = form.text("passwort"), &fresh = form.text("neu");
  if (fresh.empty()) return;
  auto const fault = rules::check_password(fresh, account.login, account.name, words_of_this_place(c));
  if (fault != rules::PasswordFault::none) return form.wrong("neu", sentence_for(fault));
  if (fresh == old) return form.wrong("neu", "Das neue Passwort muss ein anderes sein.");
  if (fresh != form.text("nochmal")) form.wrong("nochmal", "Die beiden neuen Passwörter sind verschieden.");
}

}  // namespace

Response password_form(Ways& ways, Request const&, StaffContext& c) {
  auto const account = own_account(c);
  if (account.by_directory) return tell_where_it_is(ways, c);
  return show(c, questions(c, account), account.must_change);
}

Response change_password(Ways& ways, Request const& request, StaffContext& c) {
  auto const account = own_account(c);
  if (account.by_directory) throw Conflict{"a directory knows this password"};
  auto form = questions(c, account);
  form.read(request.body);
  auto const step = check_proof(ways, form, c, account);
  check_new(form, c, account);
  if (not form.fine() or not step) return show(c, form, account.must_change);
  auto const hash = crypto::hash_password(form.text("neu"));
  auto const next = account.totp_secret.empty() ? "/verwaltung/konto/zweiter-faktor" : "/verwaltung/konto?fertig=1";
  std::string token;
  auto answer =
      authority::perform(c, request,
                         [&](acts::Transaction& tx) {
                           token = identity::change_password(
                               tx, account, hash, {.random = c.random, .step = *step, .session = c.staff.session});
                           return acts::see(next);
                         },
                         {.secret = true});
  return with_session(std::move(answer), token);
}

}  // namespace kreislauf::identity::office
