#include <fmt/format.h>

#include "administration/appointments/office/day_page.h"
#include "administration/appointments/office/office.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

// The office cancels an appointment and says why.
namespace kreislauf::appointments::office {

namespace {

constexpr std::int64_t longest_reason = 200;

kern::Form questions(StaffRoom const& room) {
  return {room.c.t,
          room.today,
          {{.name = "grund",
            .label = "Grund",
            .hint = fmt::format("Höchstens {} Zeichen. Die Person kann ihn lesen.", longest_reason),
            .most = longest_reason,
            .missing = "Geben Sie an, warum der Termin ausfällt."}}};
}

Appointment asked_about(StaffRoom const& room) {
  auto const found = appointment_here(room, number_in(room.c.path("nummer")));
  if (not found) throw NotFound{};
  return *found;
}

void write_appointment(html::Writer& out, StaffRoom const& room, Appointment const& person) {
  kern::details(out, [&](kern::Details& list) {
    list.row("Zeit", fmt::format("{}, {} Uhr", i18n::full_day(room.c.t, person.day), i18n::clock(person.minute)));
    list.row("Name", person.name);
    list.row("Dienste", room.items(person.items));
  });
  if (not person.email.empty()) return out("<p>Die Person bekommt eine E-Mail mit Ihrem Grund.</p>"_h);
  out("<p>Diese Person hat keine E-Mail-Adresse. Bitte rufen Sie an. "_h);
  if (not person.phone.empty()) authority::write_phone(out, person.phone);
  out("</p>"_h);
}

http::Response show(StaffRoom const& room, Appointment const& person, kern::Form const& form) {
  auto const rest = fmt::format("/absage/{}", person.id);
  auto page = page_of(room, rest,
                      {.title = "Termin absagen",
                       .form = &form,
                       .layout = kern::Layout::narrow,
                       .heading = "Möchten Sie diesen Termin absagen?",
                       .switch_path = "/verwaltung/amt/{amt}/tag"});
  write_appointment(page.out(), room, person);
  page.form(form, {.path = room.path(rest)}, [&](kern::Fields& f) {
    f.all();
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = "Ja, Termin absagen"});
      out(" ");
      kern::button_link(out, {.path = room.path("/tag?tag=" + i18n::iso(person.day)),
                              .label = "Nein, Termin behalten",
                              .weight = kern::Weight::secondary});
    });
  });
  return page.finish();
}

http::Response not_possible(StaffRoom& room, Appointment const& person) {
  return show_day(room, {.day = person.day,
                         .title = "Dieser Termin kann nicht abgesagt werden",
                         .text = stands_now(appointment_here(room, person.id), room.now)});
}

}  // namespace

http::Response ask_cancel(Appointments& module, http::Request const&, StaffContext& c) {
  StaffRoom room{module, c};
  auto const person = asked_about(room);
  return after(person.state, Verb::cancel) ? show(room, person, questions(room)) : not_possible(room, person);
}

http::Response cancel_person(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const person = asked_about(room);
  auto form = questions(room);
  form.read(request.body);
  if (not form.fine()) return show(room, person, form);
  try {
    return room.act(request, [&](acts::Transaction& tx) {
      cancel_by_office(tx, room.scene.env(), room.id(), person.id, form.text("grund"));
      return acts::see(path_to_day(room, person.day, -1));
    });
  } catch (NotNow const&) {
    return not_possible(room, person);
  }
}

}  // namespace kreislauf::appointments::office
