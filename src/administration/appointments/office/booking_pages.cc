#include "administration/appointments/office/booking_steps.h"
#include "administration/appointments/office/day_page.h"
#include "administration/appointments/office/office.h"
#include "platform/i18n/dates.h"

// Booking for somebody who calls or stands at the counter, and moving a booking.
namespace kreislauf::appointments::office {

namespace {

/// Takes the chosen time for an act; then the list of that day says what was done. Throws NotFree.
http::Response take_time(StaffRoom const& room, http::Request const& request, Choice const& choice,
                         FunctionRef<Appointment(acts::Transaction&, Claim const&)> act) {
  auto const answer = with_claim(room.scene.env(), choice, [&](Claim const& claim) {
    return authority::act(room.c, request, [&](acts::Transaction& tx) {
      auto const kept = act(tx, claim);
      return acts::see(path_to_day(room, kept.day, kept.id));
    });
  });
  room.scene.changed(room.id());
  return authority::to_response(answer);
}

http::Response cannot_move(StaffRoom const& room, Appointment const& moving) {
  auto page = page_of(room, "/buchen", {.title = "Dieser Termin kann nicht verschoben werden"});
  page.lead("Er wurde inzwischen abgesagt, oder die Person ist schon da. Es wurde nichts geändert.");
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = room.path("/tag?tag=" + i18n::iso(moving.day)), .label = "Zur Tagesliste"});
  });
  return page.finish(409);
}

http::Response move_here(StaffRoom const& room, http::Request const& request, Draft draft, Choice const& choice) {
  try {
    return take_time(room, request, choice, [&](acts::Transaction& tx, Claim const& claim) {
      return move(tx, room.scene.env(), claim, draft.moving->id);
    });
  } catch (NotFree const&) {
    draft.from = choice.day;
    draft.time.reset();
    // The times as they are now, without the one that somebody else got.
    return choose_time(StaffRoom{room.module, room.c}, draft, from_question(room));
  } catch (NotNow const&) {
    return cannot_move(room, *draft.moving);
  }
}

Person person_of(kern::Form const& form) {
  Person person;
  person.name = form.text("name");
  person.email = form.text("mail");
  person.phone = form.text("telefon");
  person.note = form.text("notiz");
  return person;
}

}  // namespace

http::Response booking(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto draft = draft_of(room, request.query);
  bool const goes_on = http::field(request.query, "schritt").has_value();
  if (draft.items.empty()) return choose_services(room, draft, goes_on);
  if (draft.time and not draft.moving) return ask_person(room, draft, person_questions(room, draft));
  if (not draft.moving and not goes_on) return choose_services(room, draft, false);
  auto from = from_question(room);
  from.read(request.query);
  draft.from = from.day("ab");
  return choose_time(room, draft, std::move(from));
}

http::Response book_person(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const draft = draft_of(room, request.body);
  if (draft.items.empty() or not draft.time) throw BadRequest{"choose services and a time"};
  Choice const choice{
      .wish = wish_of(room, draft), .day = draft.time->first, .minute = draft.time->second, .own = draft.moving};
  if (draft.moving) return move_here(room, request, draft, choice);
  auto form = person_questions(room, draft);
  form.read(request.body);
  if (not form.fine()) return ask_person(room, draft, form);
  try {
    return take_time(room, request, choice, [&](acts::Transaction& tx, Claim const& claim) {
      return book_for(tx, room.scene.env(), claim, person_of(form));
    });
  } catch (NotFree const&) {
    return ask_person(StaffRoom{module, c}, draft, form, true);
  }
}

}  // namespace kreislauf::appointments::office
