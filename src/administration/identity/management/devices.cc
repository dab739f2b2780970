#include "administration/identity/acts/devices.h"

#include <fmt/format.h>

#include "administration/identity/management/management.h"
#include "administration/identity/rules.h"
#include "administration/identity/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "base/in_fours.h"
#include "platform/crypto/password.h"
#include "platform/i18n/dates.h"

namespace kreislauf::identity::management {

namespace {

constexpr std::string_view own_path = "/verwaltung/geraete";

kern::Form questions(StaffContext const& c) {
  kern::Field const name{
      .name = "name",
      .label = "Name des Geräts",
      .hint = "Zum Beispiel: Tablet am Eingang",
      .most = rules::longest_device_name,
      .missing = fmt::format("Geben Sie dem Gerät einen Namen, höchstens {} Zeichen.", rules::longest_device_name)};
  kern::Field office{
      .name = "amt", .kind = kern::Kind::choice, .label = "Amt", .missing = "Wählen Sie ein Amt aus.", .list = true};
  for (auto const& one : c.town->offices) office.options.push_back({.value = one.id.value(), .label = one.name});
  return {c.t, c.today(), {name, office}};
}

std::string state_text(Device const& device, Instant now) {
  switch (rules::state_of(device, now)) {
    case rules::DeviceState::revoked:
      return "getrennt am " + i18n::short_moment(*device.revoked);
    case rules::DeviceState::connected:
      return "verbunden seit " + i18n::short_moment(*device.connected);
    case rules::DeviceState::waiting:
      return "wartet auf den Code";
    case rules::DeviceState::code_ended:
      break;
  }
  return "Code abgelaufen";
}

void write_devices(StaffPage& page, StaffContext const& c) {
  std::vector<Device> all;
  c.db.read([&](db::Connection& connection) { all = store::devices(connection); });
  if (all.empty()) return kern::empty_state(page.out(), "Noch ist kein Gerät verbunden.");
  kern::Table const table{
      .caption = "Geräte",
      .columns = {
          {.label = "Gerät"}, {.label = "Amt"}, {.label = "Stand"}, {.label = "Verbindung trennen", .hidden = true}}};
  kern::table(page.out(), table, [&](kern::Rows& rows) {
    for (auto const& one : all) {
      auto const* office = c.town->office(one.office);
      rows.row([&](kern::Row& row) {
        row.head(one.name);
        row.cell(office == nullptr ? one.office : office->name);
        row.cell(state_text(one, c.clock.now()));
        row.cell([&](html::Writer&) {
          if (one.revoked) return;
          page.button_form(fmt::format("{}/{}/trennen", own_path, one.id),
                           {.label = one.name + " trennen", .weight = kern::Weight::secondary});
        });
      });
    }
  });
}

Response show(StaffContext const& c, kern::Form const& form) {
  StaffPage page{c, {.title = "Geräte am Eingang", .path = std::string{own_path}, .form = &form}};
  page.lead("An diesen Geräten melden sich Gäste an und ziehen Nummern.");
  write_devices(page, c);
  kern::section(page.out(), {.id = "neu", .heading = "Gerät verbinden"}, [&](html::Writer&) {
    page.form(form, {.path = std::string{own_path}}, [&](kern::Fields& f) {
      f.all();
      f.submit("Code machen");
    });
  });
  return page.finish();
}

/// The one page that shows the code. Only its hash is stored.
Response show_code_once(StaffContext const& c, std::string const& code, Instant until) {
  StaffPage page{c,
                 {.title = "Code für das Gerät",
                  .path = std::string{own_path},
                  .crumbs = {{std::string{own_path}, "Geräte am Eingang"}}}};
  auto const address = html::fragment("<b>"_h, c.origin, "/geraet</b>"_h);
  auto const typed = html::fragment("<b class='kl-num'>"_h, in_fours(code), "</b><br>Er gilt bis "_h,
                                    i18n::short_moment(until), " und nur einmal."_h);
  kern::steps(page.out(),
              {{.heading = "Öffnen Sie auf dem Gerät diese Adresse", .text = address},
               {.heading = "Geben Sie dort diesen Code ein", .text = typed}},
              2);
  kern::actions(page.out(),
                [&](html::Writer& out) { kern::button_link(out, {.path = std::string{own_path}, .label = "Fertig"}); });
  return page.finish();
}

}  // namespace

Response devices(Request const&, StaffContext& c) { return show(c, questions(c)); }

Response add_device(Request const& request, StaffContext& c) {
  auto form = questions(c);
  form.read(request.body);
  if (not form.fine()) return show(c, form);
  NewDevice const wanted{.name = form.text("name"), .office = form.text("amt")};
  auto const code = crypto::digits(c.random, rules::code_digits);
  std::optional<Instant> until;
  auto const answer = authority::act(c, request, [&](acts::Transaction& tx) {
    identity::add_device(tx, c.keys, wanted, code);
    until = tx.now + rules::code_limit;
    return acts::see(std::string{own_path});
  });
  if (not until) return authority::to_response(answer);  // sent twice: the code was shown the first time
  return show_code_once(c, code, *until);
}

Response revoke_device(Request const& request, StaffContext& c) {
  auto const id = number_in(c.path("geraet"));
  std::optional<Device> device;
  c.db.read([&](db::Connection& connection) { device = store::device(connection, id); });
  if (not device) throw NotFound{};
  return authority::perform(c, request, [&](acts::Transaction& tx) {
    identity::revoke_device(tx, *device);
    return acts::see(std::string{own_path});
  });
}

}  // namespace kreislauf::identity::management
