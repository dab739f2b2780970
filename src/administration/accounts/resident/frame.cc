#include "administration/accounts/resident/frame.h"

#include <fmt/format.h>

#include "administration/accounts/store/store.h"
#include "authority/act.h"
#include "authority/limits.h"
#include "platform/http/paths.h"
#include "platform/mail/mail.h"

namespace kreislauf::accounts::pages {

using authority::path_in, authority::TownContext;

namespace {

/// A household that tries around; and what a mailbox bears of codes that its owner may not have asked for.
constexpr limits::Limit codes_of_network{"codes", 12, std::chrono::minutes{15}};
constexpr limits::Limit codes_of_mailbox{"codes of a mailbox", 4, std::chrono::minutes{15}};
constexpr limits::Limit codes_of_day{"codes of a mailbox in a day", 20, std::chrono::hours{24}};

bool may_send(TownContext const& c, http::Request const& request, std::string_view address) {
  auto const box = mail::mailbox_of(address);
  auto const now = c.clock.now();
  return allows(c, request, codes_of_network) and c.limits.take(codes_of_mailbox, box, now) and
         c.limits.take(codes_of_day, box, now);
}

}  // namespace

authority::PageMeta meta_of(TownContext const& c, std::string title, std::string path, kern::Form const* form) {
  return {.title = std::move(title),
          .path = std::move(path),
          .form = form,
          .layout = kern::Layout::narrow,
          .crumbs = {{"/konto", std::string{c.t("Mein Konto")}}},
          .index = false};
}

http::Response to_entrance(TownContext const& c, std::string_view back) {
  return http::see_other(path_in(c, "/konto") + "?ziel=" + html::in_url(path_in(c, back)));
}

http::Response to_entrance_again(TownContext const& c, std::string_view back) {
  return http::see_other(path_in(c, "/konto") + "?nochmal=1&ziel=" + html::in_url(path_in(c, back)));
}

std::optional<Account> account_of(TownContext const& c, Holder const& holder) {
  std::optional<Account> account;
  c.db.read([&](db::Connection& connection) { account = store::find(connection, holder.id); });
  return account;
}

http::Response unsafe_way_page(TownContext const& c) {
  return short_answer(c, {.status = 403,
                          .title = std::string{c.t("Diese Verbindung ist nicht geschützt")},
                          .lead = std::string{c.t("Andere könnten mitlesen. Öffnen Sie die Seite mit https:// am "
                                                  "Anfang der Adresse, dann können Sie sich anmelden.")},
                          .path = "/",
                          .button = std::string{c.t("Zur Startseite")}});
}

kern::Form address_question(TownContext const& c, html::Content const& hint) {
  return {c.t,
          c.today(),
          {{.name = "mail",
            .kind = kern::Kind::email,
            .label = c.t("Ihre E-Mail-Adresse"),
            .hint = hint,
            .autocomplete = "email"}}};
}

kern::Form entrance_question(TownContext const& c) {
  return address_question(c, c.t("Wir schicken Ihnen einen Code, mit dem Sie sich anmelden."));
}

http::Response send_code(TownContext const& c, http::Request const& request, Wanted const& wanted) {
  if (not may_send(c, request, wanted.address)) {
    return short_answer(c, {.status = 429,
                            .title = std::string{c.t("Das waren viele Codes in kurzer Zeit")},
                            .lead = std::string{c.t("Sehen Sie in Ihr Postfach, auch in den Spam-Ordner. In einer "
                                                    "Viertelstunde schicken wir wieder einen.")},
                            .path = "/konto",
                            .button = std::string{c.t("Zurück zum Konto")}});
  }
  auto const token = c.random.hex(32);
  // Another address is another act, also when the browser shows the page as it was, with its key.
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   begin(tx, c, token, wanted);
                   return acts::see(path_in(c, "/konto/code/" + token));
                 },
                 {.button = crypto::sha256_hex(wanted.address)});
}

}  // namespace kreislauf::accounts::pages
