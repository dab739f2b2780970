#include "administration/identity/office/ceremony.h"
#include "administration/identity/office/directory_password.h"
#include "administration/identity/office/passkeys.h"
#include "administration/identity/rules.h"
#include "administration/identity/shared/channel.h"
#include "authority/limits.h"
#include "base/log.h"
#include "platform/http/visitor.h"

// Signing in by a passkey. Nobody types a name: the device says whose it is.
namespace kreislauf::identity::office {

namespace {

constexpr std::string_view entrance_path = "/verwaltung/anmelden", enter_path = "/verwaltung/anmelden/passkey";
constexpr limits::Limit passkeys_of_staff{"passkeys of staff", 60, std::chrono::minutes{15}};

Response tell_at_entrance(TownContext const& c, std::string_view title, std::string_view sentence, unsigned status) {
  StaffPage page{c, {.title = std::string{title}, .path = std::string{enter_path}, .layout = kern::Layout::narrow}};
  page.lead(sentence);
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = std::string{entrance_path}, .label = "Zur Anmeldung"});
  });
  auto response = page.finish(status);
  response.caching = http::Caching::none;
  return response;
}

/// Whom a directory knows must still be there; while it is away, nobody can say so.
Word still_there(Ways& ways, TownContext const& c, Account const& account) {
  if (not account.by_directory) return Word::right;
  auto const* directory = password_directory(ways, c);
  if (directory == nullptr) return Word::wrong;
  auto const reason = ways.logins.passwords().find(*directory, account.login);
  if (not ldap::has_answered(reason)) return Word::away;
  return reason == ldap::Reason::fits ? Word::right : Word::wrong;
}

Word may_enter(Ways& ways, TownContext const& c, DeviceAnswer const& answer) {
  std::optional<Claimed> claimed;
  c.db.read([&](db::Connection& connection) { claimed = claimed_by(connection, answer); });
  return claimed ? still_there(ways, c, claimed->account) : Word::wrong;
}

}  // namespace

void write_passkey_entrance(StaffPage& page, TownContext const& c, std::string const& target) {
  auto const challenge = challenge_to_enter(c);
  page.form(ceremony_at(enter_path, "get"), [&](kern::Fields& f) {
    f.hidden("ziel", target);
    write_ceremony_button(f, challenge.written, options_to_enter(c, challenge), "Mit Passkey anmelden",
                          kern::Weight::secondary);
  });
}

Response enter_with_passkey(Ways& ways, Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c, std::string{enter_path});
  if (not authority::allows(c, request, passkeys_of_staff))
    return tell_at_entrance(c, "Zu viele Anmeldungen", "Warten Sie eine Viertelstunde.", 429);
  auto const answer = device_answer_in(request);
  auto const word = may_enter(ways, c, answer);
  if (word == Word::away)
    return tell_at_entrance(c, "Das Verzeichnis antwortet nicht",
                            "Es sagt, wer bei Ihnen arbeitet. Versuchen Sie es in einigen Minuten noch einmal.", 503);
  std::optional<std::string> token;
  if (word == Word::right) {
    auto const browser = browser_of(request);
    acts::perform(c.db, c.clock, c.actor(),
                  [&](acts::Transaction& tx) { token = enter_by_passkey(tx, c, answer, browser); });
  }
  if (not token) {
    log::info("sign_in_failed", c.authority.key.value() + " passkey");
    return tell_at_entrance(
        c, "Der Passkey passt nicht",
        "Vielleicht gehört er zu keinem Konto hier, oder die Seite war lange offen. Versuchen Sie es noch "
        "einmal, oder nehmen Sie Passwort und Code.",
        422);
  }
  auto response = http::see_other(rules::safe_target(http::field(request.body, "ziel").value_or("")));
  response.headers.emplace_back("Set-Cookie", set_cookie(*token, Holder::staff));
  return response;
}

}  // namespace kreislauf::identity::office
