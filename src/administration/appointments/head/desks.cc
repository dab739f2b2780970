#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "administration/appointments/head/head.h"
#include "base/text.h"

// Which desk does what, how long services take, which rooms and equipment there are.
namespace kreislauf::appointments::head {

namespace {

constexpr auto pattern = "/verwaltung/amt/{amt}/schalter-und-dienste";
constexpr std::size_t longest_name = 60, most_desks = 200;
constexpr int most_units = 50;

std::vector<Desk> desks_of(Plan const& plan) {
  auto desks = plan.desks;
  std::erase_if(desks, [](Desk const& desk) { return desk.overbook; });
  return desks;
}

/// What one button of the page stores.
struct Change {
  std::vector<Desk> desks = {};
  std::vector<Offer> offers = {};
  std::vector<std::string> removed = {};  ///< services
};

/// Resources by name: how many units are in use.
std::map<std::string, int> units_of_resources(Plan const& plan) {
  std::map<std::string, int> units;
  for (auto const& unit : plan.resources) units[unit.name] += unit.active ? 1 : 0;
  return units;
}

void write_cell_input(html::Writer& out, std::string const& name, std::string const& value, std::string_view label,
                      bool narrow, Faults const& faults) {
  out("<input class=\"kl-select\" id=\"", name, "\" name=\"", name, "\" type=\"text\" autocomplete=\"off\" value=\"",
      value, "\" aria-label=\"", label, "\"");
  if (narrow) out(" inputmode=\"numeric\" size=\"4\" maxlength=\"4\"");
  if (not faults.of(name).empty()) out(" aria-invalid=\"true\"");
  out(">");
}

/// Named by its row and its column, so that no text is repeated.
void write_cell_check(html::Writer& out, std::string const& name, std::string_view row, std::string_view column,
                      bool checked) {
  out("<td><input type=\"checkbox\" name=\"", name, "\" value=\"ja\" aria-labelledby=\"", row, " ", column, "\"",
      checked ? std::string_view{" checked"} : std::string_view{}, "></td>");
}

class DesksPage {
 public:
  DesksPage(Room const& room, http::Request const& request, Faults const& faults)
      : room_{room}, request_{request}, faults_{faults} {}

  http::Response show(bool saved) {
    auto page = open_page(room_, "Schalter und Dienste", "/schalter-und-dienste", faults_);
    auto& out = page.out();
    if (saved)
      out("<div class=\"kl-note\" role=\"status\">", icon("done"), "<p>Gespeichert. <a href=\"",
          room_.path("/konflikte"), "\">Konflikte ansehen</a></p></div>");
    out("<h1>Schalter und Dienste</h1>");
    matrix(out);
    services(out);
    desks(out);
    resources(out);
    feeds(out);
    return close_page(page, faults_.empty() ? 200 : 422);
  }

 private:
  /// What was typed, when the form comes back with errors.
  std::string shown(std::string const& name, std::string now) const {
    return faults_.empty() ? now : http::field(request_.body, name).value_or(now);
  }

  void begin(html::Writer& out, std::string_view id, std::string_view heading, std::string_view text) const {
    out("<section class=\"kl-section\" aria-labelledby=\"", id, "\"><h2 id=\"", id, "\">", heading, "</h2><p>", text,
        "</p><form class=\"kl-form kl-stack\" action=\"", room_.path("/schalter-und-dienste"),
        "\" method=\"post\" novalidate>", hidden(room_.c));
  }
  void end(html::Writer& out, std::string_view what) const {
    out("<p class=\"kl-actions\">");
    write_button(out, what, "Speichern", true);
    out("</p></form></section>");
  }

  void matrix(html::Writer& out) const {
    if (room_.plan.offers.empty()) return;
    begin(out, "wer", "Wer macht was?", "Haken: An diesem Schalter wird der Dienst bearbeitet.");
    out("<div class=\"kl-scroll kl-matrix-scroll\" role=\"group\" aria-labelledby=\"wer\" tabindex=\"0\"><table "
        "class=\"kl-table kl-table--dense kl-matrix\"><caption class=\"kern-sr-only\">Welcher Schalter welchen Dienst "
        "bearbeitet</caption><thead><tr><th scope=\"col\">Dienst</th>");
    auto const all = desks_of(room_.plan);
    for (auto const& desk : all) {
      if (desk.active) out("<th scope=\"col\" id=\"s", desk.id, "\">", desk.name, "</th>");
    }
    out("</tr></thead><tbody>");
    int row = 0;
    for (auto const& offer : room_.plan.offers) {
      ++row;
      out("<tr><th scope=\"row\" id=\"d", row, "\">", office::service_text(room_, offer.service), "</th>");
      for (auto const& desk : all) {
        if (desk.active)
          out("<td><input type=\"checkbox\" name=\"", offer.service, ".", desk.id,
              "\" value=\"ja\" aria-labelledby=\"d", row, " s", desk.id, "\"",
              desk.does(offer.service) ? std::string_view{" checked"} : std::string_view{}, "></td>");
      }
      out("</tr>");
    }
    out("</tbody></table></div>");
    end(out, "haken");
  }

  void services(html::Writer& out) const {
    begin(out, "dienste", "Dienste",
          "Wie lange dauert es für eine Person, und wie kann man kommen? Online heißt: Menschen können selbst buchen.");
    out("<div class=\"kl-scroll kl-matrix-scroll\" role=\"group\" aria-labelledby=\"dienste\" tabindex=\"0\"><table "
        "class=\"kl-table kl-table--dense kl-table--wide kl-matrix\"><caption "
        "class=\"kern-sr-only\">Dienste</caption><thead><tr><th scope=\"col\">Dienst</th><th "
        "scope=\"col\">Minuten</th><th scope=\"col\">höchstens</th>"
        "<th scope=\"col\" id=\"w-online\">online</th><th scope=\"col\" id=\"w-ort\">vor Ort</th><th scope=\"col\" "
        "id=\"w-telefon\">Telefon</th><th scope=\"col\" id=\"w-video\">Video</th><th scope=\"col\">braucht</th><th "
        "scope=\"col\" id=\"w-weg\">entfernen</th></tr></thead><tbody>");
    int row = 0;
    auto const resources = units_of_resources(room_.plan);
    for (auto const& offer : room_.plan.offers) {
      auto const& key = offer.service;
      auto const id = fmt::format("w{}", ++row);
      out("<tr><th scope=\"row\" id=\"", id, "\">", office::service_text(room_, key), "</th><td>");
      write_cell_input(out, "minuten-" + key, shown("minuten-" + key, std::to_string(offer.minutes)), "Minuten", true,
                       faults_);
      out("</td><td>");
      write_cell_input(out, "anzahl-" + key, shown("anzahl-" + key, std::to_string(offer.most)),
                       "Höchste Anzahl in einem Termin", true, faults_);
      out("</td>");
      write_cell_check(out, "online-" + key, id, "w-online", offer.online);
      write_cell_check(out, "ort-" + key, id, "w-ort", offer.onsite);
      write_cell_check(out, "telefon-" + key, id, "w-telefon", offer.phone);
      write_cell_check(out, "video-" + key, id, "w-video", offer.video);
      out("<td><select class=\"kl-select\" name=\"braucht-", key,
          "\" aria-label=\"Raum oder Gerät\"><option value=\"\">nichts</option>");
      for (auto const& [name, units] : resources)
        out("<option", name == offer.resource ? std::string_view{" selected"} : std::string_view{}, ">", name,
            "</option>");
      out("</select></td>");
      write_cell_check(out, "weg-" + key, id, "w-weg", false);
      out("</tr>");
    }
    out("</tbody></table></div>");
    write_input(out,
                {.id = "neuer-dienst",
                 .label = "Dienst hinzufügen",
                 .value = shown("neuer-dienst", ""),
                 .hint = "Kurzname aus der Adresse oder Schlüssel: personalausweis oder 99008001012000"},
                faults_);
    end(out, "dienste");
  }

  void desks(html::Writer& out) const {
    begin(out, "schalter", "Schalter",
          "Die Regeln zählen die Schalter in dieser Reihenfolge: „Schalter 2“ ist der zweite. Ein Schalter außer "
          "Betrieb behält seine Nummer.");
    out("<div class=\"kl-scroll\" role=\"group\" aria-labelledby=\"schalter\" tabindex=\"0\"><table class=\"kl-table "
        "kl-table--dense kl-matrix\"><caption class=\"kern-sr-only\">Schalter</caption><thead><tr><th "
        "scope=\"col\">Name</th><th scope=\"col\">Platz</th><th scope=\"col\" id=\"v-betrieb\">in "
        "Betrieb</th></tr></thead><tbody>");
    for (auto const& desk : desks_of(room_.plan)) {
      auto const id = std::to_string(desk.id);
      out("<tr><td>");
      write_cell_input(out, "name-" + id, shown("name-" + id, desk.name), "Name", false, faults_);
      out("</td><td>");
      write_cell_input(out, "platz-" + id, shown("platz-" + id, std::to_string(desk.position)), "Platz", true, faults_);
      out("</td>");
      write_cell_check(out, "betrieb-" + id, "name-" + id, "v-betrieb", desk.active);
      out("</tr>");
    }
    out("</tbody></table></div>");
    write_input(out,
                {.id = "neuer-schalter",
                 .label = "Schalter hinzufügen",
                 .value = shown("neuer-schalter", ""),
                 .hint = "Name, wie er am Schalter steht. Leer heißt: keiner."},
                faults_);
    end(out, "schalter");
  }

  void resources(html::Writer& out) const {
    begin(out, "raeume", "Räume und Geräte",
          "Was ein Dienst außer einem Schalter braucht. Ein Termin findet nur statt, wenn eines davon frei ist.");
    int number = 0;
    for (auto const& [name, units] : units_of_resources(room_.plan)) {
      auto const id = fmt::format("stueck-{}", ++number);
      write_input(out,
                  {.id = id, .label = name, .value = shown(id, std::to_string(units)), .unit = "Stück", .digits = true},
                  faults_);
    }
    write_input(out, {.id = "neuer-raum", .label = "Raum oder Gerät hinzufügen", .value = shown("neuer-raum", "")},
                faults_);
    end(out, "raeume");
  }

  void feeds(html::Writer& out) const {
    auto const& secret = room_.board->secret;
    out("<section class=\"kl-section\" aria-labelledby=\"kalender\"><h2 id=\"kalender\">Kalender zum "
        "Abonnieren</h2><p>Für das Kalenderprogramm am Arbeitsplatz: Zeit, Dienste und Code, keine Namen. Wer die "
        "Adresse kennt, kann lesen; geben Sie sie nur im Haus weiter.</p><ul class=\"kl-links\">");
    auto const link = [&](std::string_view label, std::int64_t desk) {
      auto const address = room_.c.origin + feed_path(secret, room_.id(), desk);
      out("<li><a href=\"", address, "\">", label, "</a></li>");
    };
    link("Alle Schalter", 0);
    for (auto const& desk : desks_of(room_.plan)) {
      if (desk.active) link(desk.name, desk.id);
    }
    out("</ul></section>");
  }

  Room const& room_;
  http::Request const& request_;
  Faults const& faults_;
};

bool is_name(std::string const& text) {
  return not text.empty() and text::code_points(text) <= longest_name and
         text.find_first_of("\r\n") == std::string::npos;
}

Change ticks(Room const& room, http::Request const& request, Faults& faults) {
  Change change;
  for (auto desk : desks_of(room.plan)) {
    if (not desk.active) continue;
    std::vector<std::string> skills;
    for (auto const& offer : room.plan.offers) {
      if (not typed(request.body, fmt::format("{}.{}", offer.service, desk.id)).empty())
        skills.push_back(offer.service);
    }
    if (skills.empty())
      faults.add("wer",
                 fmt::format("{} hat keinen Dienst. Kreuzen Sie einen an oder nehmen Sie den Schalter außer Betrieb.",
                             desk.name));
    // No list means all, also services that come later.
    if (skills.size() == room.plan.offers.size()) skills.clear();
    std::sort(skills.begin(), skills.end());
    if (skills == desk.skills) continue;
    desk.skills = std::move(skills);
    change.desks.push_back(std::move(desk));
  }
  return change;
}

int number_from(http::Request const& request, std::string const& name, int least, int most, std::string_view what,
                Faults& faults) {
  auto const text = typed(request.body, name);
  bool const digits =
      not text.empty() and text.size() < 5 and text.find_first_not_of("0123456789") == std::string::npos;
  auto const number = digits ? static_cast<int>(office::number_in(text)) : -1;
  if (number < least or number > most)
    faults.add(name, fmt::format("{}: Schreiben Sie eine Zahl von {} bis {}.", what, least, most));
  return number;
}

Change offers(Room const& room, http::Request const& request, Faults& faults) {
  Change change;
  auto const ticked = [&](std::string const& name) { return not typed(request.body, name).empty(); };
  auto const resources = units_of_resources(room.plan);
  for (auto offer : room.plan.offers) {
    auto const& key = offer.service;
    auto const name = service_name(room.module, room.c, room.plan, key);
    if (ticked("weg-" + key)) {
      change.removed.push_back(key);
      continue;
    }
    offer.minutes =
        number_from(request, "minuten-" + key, unit_minutes, 480, fmt::format("Minuten für „{}“", name), faults);
    if (offer.minutes % unit_minutes != 0)
      faults.add("minuten-" + key, fmt::format("Minuten für „{}“: Es geht in Schritten von {}.", name, unit_minutes));
    offer.most = number_from(request, "anzahl-" + key, 1, 20, fmt::format("Höchste Anzahl für „{}“", name), faults);
    offer.online = ticked("online-" + key);
    offer.onsite = ticked("ort-" + key);
    offer.phone = ticked("telefon-" + key);
    offer.video = ticked("video-" + key);
    offer.resource = typed(request.body, "braucht-" + key);
    if (not offer.onsite and not offer.phone and not offer.video)
      faults.add("minuten-" + key, fmt::format("„{}“ braucht einen Weg: vor Ort, Telefon oder Video.", name));
    if (not offer.resource.empty() and not resources.contains(offer.resource))
      faults.add("minuten-" + key, fmt::format("„{}“: Diesen Raum oder dieses Gerät gibt es nicht.", name));
    change.offers.push_back(std::move(offer));
  }
  if (auto const wanted = typed(request.body, "neuer-dienst"); not wanted.empty()) {
    auto const key = surroundings_of(room.module.catalog().snapshot(), room.c.town).service_key(wanted);
    if (key.empty())
      faults.add("neuer-dienst",
                 fmt::format("„{}“ steht nicht im Katalog. Schreiben Sie den Kurznamen aus der Adresse des Dienstes.",
                             wanted));
    else if (room.plan.offer(key) != nullptr)
      faults.add("neuer-dienst", "Diesen Dienst gibt es hier schon.");
    else
      change.offers.push_back({.office = room.id(),
                               .service = key,
                               .label = {},
                               .resource = {},
                               .position = static_cast<int>(room.plan.offers.size()) + 1});
  }
  return change;
}

Change desks(Room const& room, http::Request const& request, Faults& faults) {
  Change change;
  auto all = desks_of(room.plan);
  std::set<std::string> names;
  for (auto& desk : all) {
    auto const id = std::to_string(desk.id);
    desk.name = typed(request.body, "name-" + id);
    desk.active = not typed(request.body, "betrieb-" + id).empty();
    desk.position = number_from(request, "platz-" + id, 1, static_cast<int>(most_desks),
                                fmt::format("Platz von „{}“", desk.name), faults);
    if (not is_name(desk.name))
      faults.add("name-" + id, fmt::format("Ein Schalter braucht einen Namen mit höchstens {} Zeichen.", longest_name));
    else if (not names.insert(desk.name).second)
      faults.add("name-" + id, fmt::format("Zwei Schalter heißen „{}“.", desk.name));
  }
  std::stable_sort(all.begin(), all.end(), [](Desk const& a, Desk const& b) { return a.position < b.position; });
  if (auto const name = typed(request.body, "neuer-schalter"); not name.empty()) {
    if (not is_name(name) or not names.insert(name).second)
      faults.add("neuer-schalter", "Der Name ist zu lang oder schon vergeben.");
    else if (all.size() < most_desks)
      all.push_back({.id = 0,
                     .office = room.id(),
                     .name = name,
                     .position = 0,
                     .active = true,
                     .resource = false,
                     .overbook = false,
                     .skills = {}});
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].position = static_cast<int>(i) + 1;
    change.desks.push_back(std::move(all[i]));
  }
  return change;
}

Change resources(Room const& room, http::Request const& request, Faults& faults) {
  Change change;
  int number = 0, position = static_cast<int>(room.plan.resources.size());
  auto const unit = [&](std::string const& name) {
    return Desk{.id = 0,
                .office = room.id(),
                .name = name,
                .position = ++position,
                .active = true,
                .resource = true,
                .overbook = false,
                .skills = {}};
  };
  for (auto const& [name, units] : units_of_resources(room.plan)) {
    auto const field = fmt::format("stueck-{}", ++number);
    auto wanted = number_from(request, field, 0, most_units, name, faults);
    bool const needed = std::any_of(room.plan.offers.begin(), room.plan.offers.end(),
                                    [&](Offer const& offer) { return offer.resource == name; });
    if (wanted == 0 and needed)
      faults.add(field, fmt::format("„{}“ wird von einem Dienst gebraucht. Ändern Sie erst den Dienst.", name));
    for (auto one : room.plan.resources) {
      if (one.name != name) continue;
      one.active = wanted-- > 0;
      change.desks.push_back(std::move(one));
    }
    for (; wanted > 0; --wanted) change.desks.push_back(unit(name));
  }
  if (auto const name = typed(request.body, "neuer-raum"); not name.empty()) {
    if (not is_name(name) or units_of_resources(room.plan).contains(name))
      faults.add("neuer-raum", "Der Name ist zu lang oder schon vergeben.");
    else
      change.desks.push_back(unit(name));
  }
  return change;
}

}  // namespace

http::Response desks_and_services(Appointments& module, http::Request const& request, Context& c) {
  Room const room{module, c};
  Faults const faults;
  return DesksPage{room, request, faults}.show(not typed(request.query, "gespeichert").empty());
}

http::Response change_desks_and_services(Appointments& module, http::Request const& request, Context& c) {
  Room const room{module, c};
  Faults faults;
  auto const what = typed(request.body, "tun");
  auto const change = what == "haken"      ? ticks(room, request, faults)
                      : what == "dienste"  ? offers(room, request, faults)
                      : what == "schalter" ? desks(room, request, faults)
                      : what == "raeume"   ? resources(room, request, faults)
                                           : throw BadRequest{"unknown button"};
  if (not faults.empty()) return DesksPage{room, request, faults}.show(false);
  return changed(room, request, {pattern, what, "plan.changed", "/schalter-und-dienste?gespeichert=ja"},
                 [&](db::Connection& connection) {
                   for (auto const& desk : change.desks) store::save(connection, desk);
                   for (auto const& offer : change.offers) store::save(connection, offer);
                   for (auto const& service : change.removed) store::remove_offer(connection, room.id(), service);
                 });
}

}  // namespace kreislauf::appointments::head
