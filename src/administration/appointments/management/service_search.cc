#include "administration/appointments/management/service_search.h"

#include <fmt/format.h>

#include "administration/catalog/catalog.h"

namespace kreislauf::appointments::management {

namespace {

constexpr std::size_t most_found = 10;

kern::Form search_question(StaffRoom const& room) {
  return {room.c.t,
          room.today,
          {{.name = "suche",
            .label = "Dienst suchen",
            .hint = "Zum Beispiel: Ausweis, umziehen, Hund",
            .optional = true,
            .unmarked = true,
            .id = "dienst-suche"}}};
}

std::string name_of(catalog::Service const& service) { return service_name(service, i18n::Language::german); }

void write_found(kern::Sheet& page, StaffRoom const& room, std::vector<catalog::Service const*> const& services) {
  page.form({.path = room.path("/schalter-und-dienste"), .classes = ""_h}, [&](kern::Fields& f) {
    kern::Table const table{.caption = "Gefundene Dienste",
                            .columns = {{.label = "Dienst"}, {.label = "Hinzufügen", .hidden = true}},
                            .hide_caption = true,
                            .dense = true,
                            .id = "gefunden"};
    kern::table(f.out(), table, [&](kern::Rows& rows) {
      for (auto const* one : services) {
        rows.row([&](kern::Row& row) {
          row.head(name_of(*one));
          row.cell([&](html::Writer& out) {
            if (room.plan.service(one->key.value()) != nullptr) return out("gibt es hier schon");
            kern::line_button(
                out, {.label = "Hinzufügen", .about = ": " + name_of(*one), .name = "dazu", .value = one->key.value()});
          });
        });
      }
    });
  });
}

}  // namespace

void write_service_search(kern::Sheet& page, StaffRoom const& room, std::string_view encoded) {
  auto form = search_question(room);
  form.read(encoded);
  auto const& wanted = form.text("suche");
  kern::section(page.out(), {.id = "dienst-neu", .heading = "Dienst hinzufügen"}, [&](html::Writer& out) {
    page.filter(form, {.path = room.path("/schalter-und-dienste#dienst-neu"), .label = "Dienst hinzufügen"},
                [](kern::Fields& f) {
                  f.all();
                  f.button({.label = "Suchen", .weight = kern::Weight::secondary});
                });
    if (wanted.empty()) return;
    auto const snapshot = room.module.catalog().snapshot();
    auto const found = catalog::search_in(*snapshot, &room.c.authority, wanted, most_found);
    if (found.services.empty())
      kern::empty_state(out, fmt::format("Zu „{}“ steht nichts im Katalog.", wanted));
    else
      write_found(page, room, found.services);
  });
}

http::Response add_service(StaffRoom const& room, http::Request const& request, std::string const& key) {
  auto const snapshot = room.module.catalog().snapshot();
  if (snapshot->by_key(key) == nullptr) throw BadRequest{"unknown service"};
  return room.act(request,
                  [&](acts::Transaction& tx) {
                    if (room.plan.service(key) == nullptr) {
                      BookableService fresh;
                      fresh.office = room.id();
                      fresh.service = key;
                      fresh.position = static_cast<int>(room.plan.services.size()) + 1;
                      store::save(tx.db, fresh);
                      tx.event("plan.changed", room.subject());
                    }
                    return acts::see(room.path("/schalter-und-dienste?gespeichert=ja"));
                  },
                  {.button = "dazu." + key});
}

}  // namespace kreislauf::appointments::management
