#include "administration/identity/acts/devices.h"
#include "administration/identity/office/office.h"
#include "administration/identity/rules.h"
#include "administration/identity/shared/channel.h"
#include "administration/identity/shared/frame.h"
#include "platform/http/visitor.h"

// The device itself: it takes a code once and stays connected until somebody revokes it.
namespace kreislauf::identity::office {

namespace {

constexpr std::string_view own_path = "/geraet";

kern::Form questions(TownContext const& c) {
  return {c.t,
          c.today(),
          {{.name = "code",
            .kind = kern::Kind::code,
            .label = "Code",
            .hint = "8 Ziffern",
            .missing = "Der Code hat 8 Ziffern.",
            .autocomplete = "one-time-code"}}};
}

Response show(TownContext const& c, kern::Form const& form, unsigned status = 200) {
  StaffPage page{c, {.title = "Dieses Gerät verbinden", .path = std::string{own_path}, .form = &form}};
  page.lead("Den Code macht, wer die Konten verwaltet: unter Verwaltung, Geräte am Eingang.");
  page.form(form, {.path = std::string{own_path}}, [&](kern::Fields& f) {
    f.all();
    f.submit("Verbinden");
  });
  return page.finish(status);
}

Response refuse(TownContext const& c, kern::Form& form, std::optional<Instant> wait) {
  form.wrong("code", wait ? wait_sentence(*wait) : "Dieser Code gilt nicht. Er gilt zehn Minuten und nur einmal.");
  return show(c, form, wait ? 429 : 422);
}

/// Codes are read aloud and copied in groups: only digits count.
std::string digits_of(std::string_view typed) {
  std::string digits;
  for (char const one : typed) {
    if (one >= '0' and one <= '9') digits += one;
  }
  return digits;
}

}  // namespace

Response device_form(Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c, std::string{own_path});
  return show(c, questions(c));
}

Response connect_device(Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c, std::string{own_path});
  auto form = questions(c);
  form.read(request.body);
  auto const code = digits_of(form.text("code"));
  if (form.fine() and code.size() != rules::code_digits) form.wrong("code", "Der Code hat 8 Ziffern.");
  if (not form.fine()) return show(c, form);

  std::vector<std::string> subjects;
  DeviceAttempt attempt;
  acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
    subjects = {attempts_of_client(c, request.client)};
    attempt = begin_connecting(tx, c.keys, code, subjects);
  });
  if (attempt.wait or not attempt.device) return refuse(c, form, attempt.wait);

  auto const browser = browser_of(request);
  std::optional<std::string> token;
  acts::perform(c.db, c.clock, rules::subject_of(attempt.device->id), [&](acts::Transaction& tx) {
    token = identity::connect_device(tx, c.random, *attempt.device, subjects, browser);
  });
  if (not token) return refuse(c, form, std::nullopt);
  auto response = http::see_other("/geraet/start");
  response.headers.emplace_back("Set-Cookie", set_cookie(*token, Holder::device));
  return response;
}

/// What a device may do is what the menu of staff offers to its role.
Response device_start(Request const&, StaffContext& c) {
  StaffPage page{c, {.title = "Dieses Gerät ist verbunden", .path = "/geraet/start"}};
  std::vector<kern::Link> links;
  for (auto const* office : offices_of(c)) {
    for (auto const* entry : entries_for(c, office->id.value())) {
      if (not is_of_office(*entry) or not entry->right->held_by(authority::Role::kiosk)) continue;
      links.push_back({.path = with_office(entry->path, office->id.value()),
                       .label = std::string{entry->label} + ": " + office->name});
    }
  }
  if (links.empty()) {
    kern::empty_state(page.out(), "An diesem Gerät gibt es noch nichts zu tun.");
  } else {
    kern::links(page.out(), links);
  }
  return page.finish();
}

}  // namespace kreislauf::identity::office
