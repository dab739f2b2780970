#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/programs/management/pages.h"
#include "administration/programs/store/store.h"
#include "platform/i18n/dates.h"

// The specialist systems of an office at one glance.
namespace kreislauf::programs::management {

namespace {

std::string german_of_day(std::string const& iso, std::string_view otherwise) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::numeric_date(*day) : std::string{otherwise};
}

std::string state_of(ApiKey const& key, std::string_view today) {
  if (not key.revoked_at.empty()) return "gesperrt am " + i18n::short_moment(parse_iso_utc(key.revoked_at));
  return (today <= key.expires_on ? "gilt bis " : "abgelaufen am ") + german_of_day(key.expires_on, "");
}

void write_keys(identity::StaffPage& page, StaffContext const& c, std::vector<ApiKey> const& keys) {
  if (keys.empty()) return kern::empty_state(page.out(), "Noch hat kein Fachverfahren einen Schlüssel.");
  auto const today = i18n::iso(c.today());
  kern::Table const table{.caption = "Schlüssel",
                          .columns = {{.label = "Fachverfahren"},
                                      {.label = "Darf"},
                                      {.label = "Stand"},
                                      {.label = "Zuletzt benutzt"},
                                      {.label = "Sperren", .hidden = true}},
                          .hide_caption = true,
                          .wide = true,
                          .id = "tab-schluessel"};
  kern::table(page.out(), table, [&](kern::Rows& rows) {
    for (auto const& one : keys) {
      rows.row([&](kern::Row& row) {
        row.head(one.name);
        row.cell(fmt::format("{}{}", one.writes ? "lesen und ändern" : "lesen",
                             one.services.empty() ? "" : "; nur " + one.services));
        row.cell(state_of(one, today));
        row.cell(german_of_day(one.used_on, "nie"));
        row.cell([&](html::Writer&) {
          if (not holds(one, today)) return;
          page.button_form(path_of(c, fmt::format("/schluessel/{}/sperren", one.id)),
                           {.label = one.name + " sperren", .weight = kern::Weight::secondary});
        });
      });
    }
  });
}

html::Fragment light_of(Webhook const& hook) {
  if (not hook.stopped_at.empty()) return kern::status(kern::Light::bad, "angehalten");
  if (not hook.failing_since.empty()) return kern::status(kern::Light::soon, "kommt nicht an");
  return kern::status(kern::Light::open, "in Ordnung");
}

void write_receivers(identity::StaffPage& page, StaffContext const& c,
                     std::vector<std::pair<Webhook, std::int64_t>> const& all) {
  if (all.empty()) return kern::empty_state(page.out(), "Noch bekommt niemand Nachrichten.");
  kern::Table const table{
      .caption = "Empfänger",
      .columns = {{.label = "Empfänger"}, {.label = "Adresse"}, {.label = "Stand"}, {.label = "Wartet"}},
      .hide_caption = true,
      .wide = true,
      .id = "tab-empfaenger"};
  kern::table(page.out(), table, [&](kern::Rows& rows) {
    for (auto const& [hook, waiting] : all) {
      rows.row([&](kern::Row& row) {
        row.head(html::fragment("<a href='"_h, path_of(c, fmt::format("/empfaenger/{}", hook.id)), "'>"_h, hook.name,
                                "</a>"_h));
        row.cell(html::fragment("<bdi dir='ltr'>"_h, hook.url, "</bdi>"_h));
        row.cell(light_of(hook));
        row.cell(std::to_string(waiting));
      });
    }
  });
}

}  // namespace

std::string path_of(StaffContext const& c, std::string_view rest) {
  return fmt::format("/verwaltung/amt/{}/fachverfahren{}", c.path("amt"), rest);
}

http::Response show(Programs const&, StaffContext const& c, kern::Form const& key, kern::Form const& receiver,
                    kern::Form const* wrong) {
  std::vector<ApiKey> keys;
  std::vector<std::pair<Webhook, std::int64_t>> receivers;
  c.db.read([&](db::Connection& connection) {
    keys = store::keys_of(connection, c.path("amt"));
    for (auto& one : store::webhooks_of(connection, c.path("amt"))) {
      auto const waiting = store::count_open(connection, one.id);
      receivers.emplace_back(std::move(one), waiting);
    }
  });
  identity::StaffPage page{c,
                           {.title = "Fachverfahren",
                            .path = path_of(c),
                            .form = wrong,
                            .office = c.path("amt"),
                            .switch_path = "/verwaltung/amt/{amt}/fachverfahren"}};
  page.lead("Fachverfahren lesen die Fälle dieses Amtes über die Schnittstelle und hören, wenn sich einer ändert.");
  kern::section(page.out(), {.id = "schluessel", .heading = "Schlüssel"},
                [&](html::Writer&) { write_keys(page, c, keys); });
  kern::section(page.out(), {.id = "neuer-schluessel", .heading = "Schlüssel machen"}, [&](html::Writer&) {
    page.form(key, {.path = path_of(c, "/schluessel")}, [&](kern::Fields& f) {
      f.all();
      f.submit("Schlüssel machen");
    });
  });
  kern::section(page.out(), {.id = "nachrichten", .heading = "Nachrichten"},
                [&](html::Writer&) { write_receivers(page, c, receivers); });
  kern::section(page.out(), {.id = "neuer-empfaenger", .heading = "Empfänger eintragen"}, [&](html::Writer&) {
    page.form(receiver, {.path = path_of(c, "/empfaenger")}, [&](kern::Fields& f) {
      f.all();
      f.submit("Empfänger eintragen");
    });
  });
  return page.finish();
}

http::Response overview(Programs& module, http::Request const&, StaffContext& c) {
  return show(module, c, key_questions(c), receiver_questions(c));
}

http::Response show_once(StaffContext const& c, Once const& once) {
  identity::StaffPage page{
      c, {.title = once.title, .path = path_of(c), .office = c.path("amt"), .crumbs = {{path_of(c), "Fachverfahren"}}}};
  page.lead("Sie sehen das nur jetzt. Geben Sie es dem Fachverfahren, und bewahren Sie es nirgends sonst auf.");
  kern::details(page.out(), [&](kern::Details& details) {
    details.row(once.what, html::fragment("<code class='kl-num' id='geheimnis'>"_h, once.secret, "</code>"_h));
  });
  page("<p>"_h, once.hint, "</p>"_h);
  kern::actions(page.out(),
                [&](html::Writer& out) { kern::button_link(out, {.path = path_of(c), .label = "Fertig"}); });
  return page.finish();
}

}  // namespace kreislauf::programs::management
