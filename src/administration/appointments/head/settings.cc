#include <fmt/format.h>

#include <charconv>

#include "administration/appointments/head/head.h"

// What an office decides about its appointments. Also how an office begins to give them.
namespace kreislauf::appointments::head {

namespace {

constexpr auto pattern = "/verwaltung/amt/{amt}/einstellungen";

/// The office of the path with its settings, also before it gives appointments.
struct View {
  Context& c;
  authority::Office const& office;
  Settings settings;
  bool fresh;  ///< gives no appointments yet
};

View view_of(Appointments& module, Context& c) {
  auto const* office = c.town->office(c.values[0]);
  if (office == nullptr) throw NotFound{};
  Scene const scene{module, c};
  auto const board = scene.board();
  auto const* calendar = board->of(office->id.value());
  Settings settings;
  if (calendar != nullptr) settings = calendar->plan->settings;
  settings.office = office->id.value();
  return {.c = c, .office = *office, .settings = std::move(settings), .fresh = calendar == nullptr};
}

std::string path(View const& view, std::string_view rest) {
  html::Writer out{100};
  out(html::Url{view.office.id.value()});
  return fmt::format("/verwaltung/amt/{}{}", out.take_text(), rest);
}

http::Response show(View const& view, Faults const& faults, std::map<std::string, std::string, std::less<>> const& sent,
                    bool saved, http::Request const* again) {
  auto const title = std::string{"Einstellungen"};
  identity::StaffPage page{view.c,
                           {.title = faults.empty() ? title : "Fehler: " + title,
                            .path = path(view, "/einstellungen"),
                            .office = view.office.id.value(),
                            .switch_path = "/verwaltung/amt/{amt}/einstellungen"}};
  auto& out = page.out();
  begin_content(out, view.c, faults);
  if (saved) office::write_done(out, "Gespeichert. Die Einstellungen gelten ab jetzt.");
  out("<h1>", title, "</h1><p class=\"kl-lead\">", view.office.name, "</p>");
  if (view.fresh)
    out("<p>Diese Stelle vergibt noch keine Termine. Mit „Speichern“ fangen Sie an; danach legen Sie Schalter, Dienste "
        "und Regeln fest.</p>");
  out("<form class=\"kl-form kl-stack\" action=\"", authority::path_in(view.c, path(view, "/einstellungen")),
      "\" method=\"post\" novalidate>", hidden(view.c, again));
  auto const shown = [&](std::string_view name, std::string now) {
    auto const found = sent.find(name);
    return found == sent.end() ? now : found->second;
  };
  for (auto const& one : number_settings()) {
    write_input(out,
                {.id = std::string{one.name},
                 .label = std::string{one.label},
                 .value = shown(one.name, std::to_string(view.settings.*one.value)),
                 .hint = fmt::format("{} Möglich sind {} bis {}.", one.does, one.least, one.most),
                 .unit = std::string{one.unit},
                 .digits = true},
                faults);
  }
  write_check(out, "walk_in", "Menschen ohne Termin annehmen", view.settings.walk_in,
              "Wann, steht in den Regeln: „ohne Termin Mo-Fr 08:00-11:30“.");
  write_input(out,
              {.id = "video_address",
               .label = "Adresse für Videotermine",
               .value = shown("video_address", view.settings.video_address),
               .hint = "Ein zufälliger Raumname folgt dahinter. Beispiel: https://meet.example.de/",
               .wide = true},
              faults);
  write_input(out,
              {.id = "paused",
               .label = "Online-Buchung anhalten: Grund",
               .value = shown("paused", view.settings.paused),
               .hint = "Steht hier etwas, kann online niemand buchen; alle lesen den Grund. Bestehende Termine "
                       "bleiben. Leer heißt: Die Buchung läuft.",
               .wide = true},
              faults);
  out("<p class=\"kl-actions\">");
  write_button(out, "speichern", "Speichern", true);
  out("</p></form>");
  return close_page(page, faults.empty() ? 200 : 422);
}

/// A whole number, or nothing when something else was typed.
std::optional<int> whole(std::string const& text) {
  int number = 0;
  auto const end = std::from_chars(text.data(), text.data() + text.size(), number);
  return not text.empty() and end.ec == std::errc{} and end.ptr == text.data() + text.size() ? std::optional{number}
                                                                                             : std::nullopt;
}

}  // namespace

http::Response settings(Appointments& module, http::Request const& request, Context& c) {
  return show(view_of(module, c), {}, {}, not typed(request.query, "gespeichert").empty(), nullptr);
}

http::Response change_settings(Appointments& module, http::Request const& request, Context& c) {
  auto view = view_of(module, c);
  Faults faults;
  std::map<std::string, std::string, std::less<>> sent;
  for (auto const& one : number_settings()) {
    auto const text = typed(request.body, one.name);
    sent[std::string{one.name}] = text;
    if (auto const number = whole(text))
      view.settings.*one.value = *number;
    else
      faults.add(one.name,
                 fmt::format("{}: Schreiben Sie eine ganze Zahl von {} bis {}.", one.label, one.least, one.most));
  }
  view.settings.walk_in = typed(request.body, "walk_in") == "ja";
  view.settings.video_address = sent["video_address"] = typed(request.body, "video_address");
  view.settings.paused = sent["paused"] = typed(request.body, "paused");
  for (auto& problem : check(view.settings)) {
    if (faults.of(problem.name).empty()) faults.add(problem.name, std::move(problem.message));
  }
  if (not faults.empty()) return show(view, faults, sent, false, &request);
  auto const fresh_secret = c.random.hex(32);
  office::Form const form{c, request, pattern};
  auto const next = path(view, view.fresh ? "/schalter-und-dienste" : "/einstellungen?gespeichert=ja");
  acts::Answer answer;
  c.db->write([&](db::Connection& connection) {
    answer = acts::once(connection, c.clock.now(), form, [&] {
      store::save(connection, view.settings);
      store::keep_secret(connection, fresh_secret);
      if (view.fresh)
        store::save(connection, Desk{.id = 0,
                                     .office = view.settings.office,
                                     .name = "Schalter 1",
                                     .position = 1,
                                     .active = true,
                                     .resource = false,
                                     .overbook = false,
                                     .skills = {}});
      acts::append(connection, c.clock.now(),
                   {.kind = "settings.saved", .subject = "office:" + view.settings.office, .actor = c.staff->actor()});
      return acts::Answer{.status = 303, .location = authority::path_in(c, next)};
    });
  });
  return http::see_other(answer.location);
}

}  // namespace kreislauf::appointments::head
