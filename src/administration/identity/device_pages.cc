#include <charconv>

#include "administration/identity/channel.h"
#include "administration/identity/forms.h"
#include "administration/identity/frame.h"
#include "administration/identity/identity.h"
#include "administration/identity/pages.h"
#include "administration/identity/rules.h"
#include "administration/identity/sessions.h"
#include "administration/identity/store.h"
#include "administration/identity/subjects.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/crypto/password.h"
#include "platform/db/embedded.h"

// Devices at the entrance: an administrator makes a code, the device takes it once and stays connected until it is
// revoked.
namespace kreislauf::identity::pages {

namespace {

std::string code_hash(std::string_view code) { return crypto::sha256_hex("device code " + std::string{code}); }

std::string state_text(Context const& c, Device const& device) {
  auto const& t = c.t;
  if (not device.revoked_at.empty()) return t("getrennt am {}", moment(c, parse_iso_utc(device.revoked_at)));
  if (not device.connected_at.empty()) return t("verbunden seit {}", moment(c, parse_iso_utc(device.connected_at)));
  return device.code_until > iso_utc(c.clock.now()) ? std::string{t("wartet auf den Code")}
                                                    : std::string{t("Code abgelaufen")};
}

Response show_devices(Context const& c, Request const& request, std::string const& name, std::string const& chosen,
                      Faults const& faults) {
  auto const& t = c.t;
  std::vector<Device> all;
  c.db->read([&](db::Connection& connection) { all = store::devices(connection); });
  auto const heading = std::string{t("Geräte am Eingang")};
  StaffPage page{
      c,
      {.title = faults.empty() ? heading : t("Fehler: {}", heading), .path = "/verwaltung/geraete", .here = heading}};
  page("<div class=\"kl-wrap kl-page\">");
  write_faults(page.out(), c, faults);
  page("<h1>", heading, "</h1><p class=\"kl-lead\">", t("An diesen Geräten melden sich Gäste an und ziehen Nummern."),
       "</p><ul class=\"kl-list\">");
  for (auto const& one : all) {
    auto const* office = c.town->office(one.office);
    page("<li>", authority::icon("screen"), "<div><b>", authority::german(c, one.name), "</b> · ",
         authority::german(c, office == nullptr ? one.office : office->name), "<br>", state_text(c, one));
    if (one.revoked_at.empty())
      write_button_form(page.out(), c, "/verwaltung/geraete/" + std::to_string(one.id) + "/trennen",
                        t("{} trennen", one.name));
    page("</div></li>");
  }
  page("</ul><section class=\"kl-section\" aria-labelledby=\"neu\"><h2 id=\"neu\">", t("Gerät verbinden"),
       "</h2><form class=\"kl-form kl-stack\" action=\"", authority::path_in(c, "/verwaltung/geraete"),
       "\" method=\"post\" novalidate>", form_fields(c, form_key_of(request)));
  write_field(page.out(), c,
              {.id = "name",
               .label = std::string{t("Name des Geräts")},
               .hint = std::string{t("Zum Beispiel: Tablet am Eingang")},
               .value = name},
              faults);
  bool const wrong = not faults.of("amt").empty();
  page("<div class=\"kern-form-input", wrong ? std::string_view{" kern-form-input--error"} : std::string_view{},
       "\"><label class=\"kern-label\" for=\"amt\">", t("Amt"),
       "</label><select class=\"kern-form-input__input\" id=\"amt\" name=\"amt\">");
  for (auto const& office : c.town->offices) {
    page("<option value=\"", office.id.value(), "\"");
    if (c.t.language() != i18n::Language::german) page(" lang=\"de\"");
    if (office.id.value() == chosen) page(" selected");
    page(">", office.name, "</option>");
  }
  page("</select>");
  if (wrong)
    page(
        "<p class=\"kern-error\" id=\"amt-fehler\"><span class=\"kern-icon kern-icon--danger\" "
        "aria-hidden=\"true\"></span><span class=\"kern-body\">",
        faults.of("amt"), "</span></p>");
  page("</div>");
  write_button(page.out(), t("Code machen"));
  page("</form></section></div>");
  return page.finish(faults.empty() ? 200 : 422);
}

std::string in_pairs(std::string const& code) { return code.substr(0, 4) + " " + code.substr(4); }

}  // namespace

Response devices(Request const& request, Context& c) { return show_devices(c, request, {}, {}, {}); }

Response add_device(Request const& request, Context& c) {
  auto const& t = c.t;
  auto const name = text::nfc(text::trimmed(http::field(request.body, "name").value_or("")));
  auto const office = http::field(request.body, "amt").value_or("");
  Faults faults;
  if (name.empty() or text::code_points(name) > 60)
    faults.add("name", t("Geben Sie dem Gerät einen Namen, höchstens {} Zeichen.", 60));
  if (c.town->office(office) == nullptr) faults.add("amt", t("Wählen Sie ein Amt aus."));
  if (not faults.empty()) return show_devices(c, request, name, office, faults);
  std::string code;
  auto const now = c.clock.now();
  auto const answer =
      act(c, request, "/verwaltung/geraete", request.body, [&](db::Connection& connection) -> acts::Answer {
        code = crypto::digits(c.random, 8);
        auto const id = db::next_number(connection, "staff");
        store::add_device(connection, {.id = id,
                                       .name = name,
                                       .office = office,
                                       .code_hash = code_hash(code),
                                       .code_until = iso_utc(now + rules::code_limit),
                                       .created_at = iso_utc(now),
                                       .connected_at = {},
                                       .revoked_at = {}});
        acts::append(connection, now, {.kind = "device.added", .subject = subject_of(id), .actor = c.staff->actor()});
        return {.location = authority::path_in(c, "/verwaltung/geraete")};
      });
  if (code.empty()) return to_response(answer);
  StaffPage page{c, {.title = std::string{t("Code für das Gerät")}, .path = "/verwaltung/geraete"}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Code für das Gerät"), "</h1><ol class=\"kl-steps\"><li><h2>",
       t("Öffnen Sie auf dem Gerät diese Adresse"), "</h2><p><b>", c.origin, "/geraet</b></p></li><li><h2>",
       t("Geben Sie dort diesen Code ein"), "</h2><p><b class=\"kl-num\">", in_pairs(code), "</b></p><p>",
       t("Er gilt bis {} und nur einmal.", moment(c, now + rules::code_limit)),
       "</p></li></ol><p class=\"kl-actions\"><a class=\"kern-btn kern-btn--primary\" href=\"",
       authority::path_in(c, "/verwaltung/geraete"), "\"><span class=\"kern-label\">", t("Fertig"),
       "</span></a></p></div>");
  return page.finish();
}

Response revoke_device(Request const& request, Context& c) {
  std::int64_t id = 0;
  std::from_chars(c.values[0].data(), c.values[0].data() + c.values[0].size(), id);
  std::optional<Device> device;
  c.db->read([&](db::Connection& connection) { device = store::device(connection, id); });
  if (not device) throw NotFound{};
  return to_response(act(c, request, "/verwaltung/geraete/{geraet}/trennen", request.body,
                         [&](db::Connection& connection) -> acts::Answer {
                           store::revoke_device(connection, id, c.clock.now());
                           store::end_sessions(connection, id);
                           acts::append(
                               connection, c.clock.now(),
                               {.kind = "device.revoked", .subject = subject_of(id), .actor = c.staff->actor()});
                           return {.location = authority::path_in(c, "/verwaltung/geraete")};
                         }));
}

namespace {

Response show_device_form(Context const& c, Faults const& faults, unsigned status) {
  auto const& t = c.t;
  auto const heading = std::string{t("Dieses Gerät verbinden")};
  StaffPage page{c, {.title = faults.empty() ? heading : t("Fehler: {}", heading), .path = "/geraet", .here = heading}};
  page("<div class=\"kl-wrap kl-page\">");
  write_faults(page.out(), c, faults);
  page("<h1>", heading, "</h1><p class=\"kl-lead\">",
       t("Den Code macht, wer die Konten verwaltet: unter Verwaltung, Geräte am Eingang."),
       "</p><form class=\"kl-form kl-stack\" action=\"", authority::path_in(c, "/geraet"),
       "\" method=\"post\" novalidate>");
  write_field(page.out(), c,
              {.id = "code",
               .label = std::string{t("Code")},
               .hint = std::string{t("8 Ziffern")},
               .autocomplete = "one-time-code",
               .digits = true},
              faults);
  write_button(page.out(), t("Verbinden"));
  page("</form></div>");
  return page.finish(status);
}

}  // namespace

Response device_form(Request const& request, Context& c) {
  if (not is_safe_way(request)) return unsafe_way_page(c, "/geraet");
  return show_device_form(c, {}, 200);
}

Response connect_device(Request const& request, Context& c) {
  if (not is_safe_way(request)) return unsafe_way_page(c, "/geraet");
  std::string code;
  for (char const one : http::field(request.body, "code").value_or("")) {
    if (one >= '0' and one <= '9') code += one;
  }
  Faults faults;
  if (code.size() != 8) {
    faults.add("code", c.t("Der Code hat 8 Ziffern."));
    return show_device_form(c, faults, 422);
  }
  std::optional<Instant> wait;
  std::string token;
  c.db->write([&](db::Connection& connection) {
    auto const now = c.clock.now();
    token.clear();
    std::vector<std::string> const subjects{attempts_of_client(connection, c, request.client)};
    if (wait = store::begin_attempt(connection, subjects, now); wait) return;
    auto const device = store::connect_device(connection, code_hash(code), now);
    if (not device) return;
    store::forget_attempts(connection, subjects);
    store::end_session(connection, key_of(token_in(request.cookie)));
    token = open_session(connection, now, c.random, Holder::device, device->id, rules::browser_of(request.user_agent));
    acts::append(connection, now,
                 {.kind = "device.connected", .subject = subject_of(device->id), .actor = subject_of(device->id)});
  });
  if (token.empty()) {
    faults.add("code", wait ? wait_sentence(c, *wait)
                            : std::string{c.t("Dieser Code gilt nicht. Er gilt 15 Minuten und nur einmal.")});
    return show_device_form(c, faults, wait ? 429 : 422);
  }
  auto response = http::see_other(authority::path_in(c, "/geraet/start"));
  response.headers.emplace_back("Set-Cookie", set_cookie(token, Holder::device));
  return response;
}

Response device_start(Request const&, Context& c) {
  auto const& t = c.t;
  StaffPage page{c, {.title = std::string{t("Dieses Gerät ist verbunden")}, .path = "/geraet/start"}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Dieses Gerät ist verbunden"), "</h1><ul class=\"kl-links\">");
  for (auto const* office : offices_of(c)) {
    for (auto const* entry : entries_for(c, office->id.value())) {
      if (entry->right == http::Right::kiosk)
        page("<li><a href=\"", authority::path_in(c, with_office(entry->path, office->id.value())), "\">",
             t(entry->label), ": ", authority::german(c, office->name), authority::arrow(), "</a></li>");
    }
  }
  page("</ul></div>");
  return page.finish();
}

}  // namespace kreislauf::identity::pages
