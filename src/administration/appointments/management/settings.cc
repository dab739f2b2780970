#include "administration/appointments/rules/settings.h"

#include <fmt/format.h>

#include "administration/appointments/management/management.h"
#include "administration/appointments/shared/staff_room.h"

// What an office decides about its appointments. Also how an office begins to give them.
namespace kreislauf::appointments::management {

using kern::Kind;

namespace {

/// The office of the path with its settings, also before it gives appointments.
struct View {
  StaffContext& c;
  authority::Office const& office;
  Settings settings;
  bool fresh;  ///< gives no appointments yet
};

View view_of(Appointments& module, StaffContext& c) {
  auto const& office = office_of(c);
  auto const free_times = Scene{module, c}.free_times();
  auto const* calendar = free_times->of(office.id.value());
  Settings settings;
  if (calendar != nullptr) settings = calendar->plan->settings;
  settings.office = office.id.value();
  return {.c = c, .office = office, .settings = std::move(settings), .fresh = calendar == nullptr};
}

kern::Field question_of(NumberSetting const& one) {
  return {.name = std::string{one.name},
          .kind = Kind::number,
          .label = one.label,
          .hint = fmt::format("{} Möglich sind {} bis {}.", one.does, one.least, one.most),
          .least = one.least,
          .most = one.most,
          .missing = fmt::format("{}: Schreiben Sie eine ganze Zahl von {} bis {}.", one.label, one.least, one.most),
          .wrong = fmt::format("{}: Möglich sind {} bis {} {}.", one.label, one.least, one.most, one.unit),
          .unit = std::string{one.unit}};
}

kern::Form questions(View const& view) {
  std::vector<kern::Field> fields;
  for (auto const& one : number_settings()) fields.push_back(question_of(one));
  fields.push_back({.name = "walk_in",
                    .kind = Kind::tick,
                    .label = "Menschen ohne Termin annehmen",
                    .hint = "Wann, steht in den Regeln: „ohne Termin Mo-Fr 08:00-11:30“.",
                    .optional = true});
  fields.push_back({.name = "video_address",
                    .label = "Adresse für Videotermine",
                    .hint = "Ein zufälliger Raumname folgt dahinter. Beispiel: https://meet.example.de/",
                    .optional = true,
                    .wide = true});
  fields.push_back(
      {.name = "paused",
       .label = "Online-Buchung anhalten: Grund",
       .hint = "Steht hier etwas, kann online niemand buchen; alle lesen den Grund. Bestehende Termine bleiben. "
               "Leer heißt: Die Buchung läuft.",
       .optional = true,
       .unmarked = true,
       .most = longest_reason,
       .wide = true});
  return {view.c.t, view.c.today(), std::move(fields)};
}

kern::Form filled(View const& view) {
  auto form = questions(view);
  for (auto const& one : number_settings()) form.fill(one.name, std::to_string(view.settings.*one.value));
  if (view.settings.walk_in) form.fill("walk_in", std::string{"ja"});
  form.fill("video_address", view.settings.video_address);
  form.fill("paused", view.settings.paused);
  return form;
}

http::Response show(View const& view, kern::Form const& form, bool saved = false) {
  auto const office = view.office.id.value();
  auto page = page_of(view.c, office, "/einstellungen", {.title = "Einstellungen", .form = &form});
  if (saved) kern::done(page.out(), "Gespeichert. Die Einstellungen gelten ab jetzt.");
  page.lead(view.office.name);
  if (view.fresh) {
    page(
        "<p>Diese Stelle vergibt noch keine Termine. Mit „Speichern“ fangen Sie an; "
        "danach legen Sie Schalter, Dienste und Regeln fest.</p>"_h);
  }
  page.form(form, {.path = office_path(office, "/einstellungen")}, [](kern::Fields& f) {
    f.all();
    f.submit("Speichern");
  });
  return page.finish();
}

/// What was sent, and what only all answers together show to be wrong.
Settings read(View const& view, kern::Form& form) {
  auto settings = view.settings;
  for (auto const& one : number_settings()) {
    if (auto const number = form.number(one.name)) settings.*one.value = static_cast<int>(*number);
  }
  settings.walk_in = form.ticked("walk_in");
  settings.video_address = form.text("video_address");
  settings.paused = form.text("paused");
  for (auto& problem : check(settings)) {
    if (form.error(problem.name).empty()) form.wrong(problem.name, std::move(problem.message));
  }
  return settings;
}

/// An office that begins has one desk, so that its first rules are about something.
Desk first_desk(std::string const& office) {
  Desk desk;
  desk.office = office;
  desk.name = "Schalter 1";
  desk.position = 1;
  return desk;
}

}  // namespace

http::Response settings(Appointments& module, http::Request const& request, StaffContext& c) {
  auto const view = view_of(module, c);
  return show(view, filled(view), http::field(request.query, "gespeichert").has_value());
}

http::Response change_settings(Appointments& module, http::Request const& request, StaffContext& c) {
  auto const view = view_of(module, c);
  auto form = questions(view);
  form.read(request.body);
  auto const settings = read(view, form);
  if (not form.fine()) return show(view, form);
  auto const next =
      office_path(settings.office, view.fresh ? "/schalter-und-dienste" : "/einstellungen?gespeichert=ja");
  auto answer = authority::perform(c, request, [&](acts::Transaction& tx) {
    store::save(tx.db, settings);
    if (view.fresh) store::save(tx.db, first_desk(settings.office));
    tx.event("settings.saved", "office:" + settings.office);
    return acts::see(next);
  });
  Scene{module, c}.changed(settings.office);
  return answer;
}

}  // namespace kreislauf::appointments::management
