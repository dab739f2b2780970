#include <charconv>
#include <map>

#include "administration/identity/forms.h"
#include "administration/identity/identity.h"
#include "administration/identity/pages.h"
#include "administration/identity/store.h"
#include "administration/identity/subjects.h"

namespace kreislauf::identity::pages {

namespace {

constexpr std::size_t page_size = 50;

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kinds{
    {{"session.opened", i18n::message("hat sich angemeldet")},
     {"session.ended", i18n::message("hat sich abgemeldet")},
     {"session.others_ended", i18n::message("hat sich auf anderen Geräten abgemeldet")},
     {"sign_in.locked", i18n::message("Anmeldung gesperrt nach Fehlversuchen")},
     {"account.created", i18n::message("Konto angelegt")},
     {"account.roles_changed", i18n::message("Rechte geändert")},
     {"account.password_changed", i18n::message("eigenes Passwort geändert")},
     {"account.password_reset", i18n::message("neues Einmal-Passwort")},
     {"account.second_factor_set", i18n::message("App für den Code eingerichtet")},
     {"account.second_factor_reset", i18n::message("App und Passwort zurückgesetzt")},
     {"account.deactivated", i18n::message("Konto abgeschaltet")},
     {"account.activated", i18n::message("Konto eingeschaltet")},
     {"account.unlocked", i18n::message("Sperre aufgehoben")},
     {"device.added", i18n::message("Gerät angelegt")},
     {"device.connected", i18n::message("Gerät verbunden")},
     {"device.revoked", i18n::message("Gerät getrennt")}}};

std::string_view words_for(Context const& c, std::string_view kind) {
  for (auto const& [name, german] : kinds) {
    if (name == kind) return c.t(german);
  }
  return kind;
}

}  // namespace

Response audit(Request const& request, Context& c) {
  auto const& t = c.t;
  std::int64_t before = 0;
  auto const asked = http::field(request.query, "vor").value_or("");
  std::from_chars(asked.data(), asked.data() + asked.size(), before);
  std::vector<acts::Event> events;
  std::map<std::string, std::string, std::less<>> names;
  c.db->read([&](db::Connection& connection) {
    events = acts::events_before(connection, before, page_size);
    for (auto const& one : store::accounts(connection)) names[subject_of(one.id)] = one.name;
    for (auto const& one : store::devices(connection)) names[subject_of(one.id)] = one.name;
  });
  auto const who = [&](std::string const& subject) {
    auto const found = names.find(subject);
    return found == names.end() ? subject : found->second + " (" + subject + ")";
  };
  StaffPage page{c, {.title = std::string{t("Protokoll")}, .path = "/verwaltung/protokoll"}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Protokoll"), "</h1><p class=\"kl-lead\">",
       t("Was geschehen ist, das Neueste zuerst. Einträge werden nie geändert."),
       "</p><section class=\"kl-scroll\" aria-labelledby=\"tab-titel\" tabindex=\"0\"><table class=\"kl-table "
       "kl-table--wide\"><caption id=\"tab-titel\">",
       t("Ereignisse"), "</caption><thead><tr><th scope=\"col\">", t("Nummer"), "</th><th scope=\"col\">", t("Zeit"),
       "</th><th scope=\"col\">", t("Wer"), "</th><th scope=\"col\">", t("Was"), "</th><th scope=\"col\">", t("Woran"),
       "</th></tr></thead><tbody>");
  for (auto const& one : events) {
    page("<tr><th scope=\"row\">", one.id, "</th><td>", moment(c, parse_iso_utc(one.at)), "</td><td>",
         authority::german(c, who(one.actor)), "</td><td>", words_for(c, one.kind), "</td><td>",
         authority::german(c, who(one.subject)));
    if (not one.data.empty()) page("<br><small>", one.data, "</small>");
    page("</td></tr>");
  }
  page("</tbody></table></section>");
  if (events.size() == page_size)
    page("<p><a class=\"kl-more\" href=\"", authority::path_in(c, "/verwaltung/protokoll"), "?vor=", events.back().id,
         "\">", t("Ältere Einträge"), authority::arrow(), "</a></p>");
  page("</div>");
  return page.finish();
}

}  // namespace kreislauf::identity::pages
