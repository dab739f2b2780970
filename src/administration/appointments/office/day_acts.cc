#include <fmt/format.h>

#include "administration/appointments/office/day_page.h"
#include "administration/appointments/office/office.h"
#include "platform/i18n/dates.h"

// What is done on the list of a day: somebody came or did not, a time is kept or given back.
namespace kreislauf::appointments::office {

namespace {

http::Response nothing_done(StaffRoom& room, std::int64_t number) {
  return show_day(room, {.day = room.today,
                         .title = "Es wurde nichts geändert",
                         .text = stands_now(appointment_here(room, number), room.now)});
}

}  // namespace

http::Response act_on_day(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const arrived = number_asked(request.body, "anmelden"), absent = number_asked(request.body, "fehlt"),
             after_all = number_asked(request.body, "doch");
  auto const number = arrived != 0 ? arrived : absent != 0 ? absent : after_all;
  auto const verb = arrived != 0 ? Verb::check_in : absent != 0 ? Verb::no_show : Verb::expect;
  auto const person = appointment_here(room, number);
  if (not person) return nothing_done(room, number);
  auto const work = [&](acts::Transaction& tx) {
    if (verb == Verb::check_in)
      check_in(tx, room.scene.env(), room.id(), person->code, Door::reception);
    else
      serve(tx, room.scene.env(), room.id(), number, verb, 0);
    return acts::see(path_to_day(room, room.today, number));
  };
  try {
    return room.act(request, work, {.button = fmt::format("{}.{}", name_of(verb), number)});
  } catch (NotNow const&) {
    return nothing_done(room, number);
  } catch (WrongCode const&) {
    return nothing_done(room, number);
  } catch (NotFound const&) {
    return nothing_done(room, number);
  } catch (acts::KeyReused const&) {
    return nothing_done(room, number);
  }
}

namespace {

http::Response give_back(StaffRoom& room, http::Request const& request, Day day, std::int64_t number) {
  try {
    return room.act(request,
                    [&](acts::Transaction& tx) {
                      unblock(tx, room.scene.env(), room.id(), number);
                      return acts::see(path_to_day(room, day, -2));
                    },
                    {.button = fmt::format("freigeben.{}", number)});
  } catch (NotNow const&) {
    return show_day(room, {.day = day, .title = "Es wurde nichts geändert", .text = "Die Zeit ist schon wieder frei."});
  }
}

/// What only the office knows about the time: the day is not over, the end is behind the beginning, both are on the
/// grid.
void check_time(StaffRoom const& room, kern::Form& form, Day day) {
  auto const from = form.minute("von"), to = form.minute("bis");
  if (day < room.today) form.wrong("sperre", "Vergangene Tage können Sie nicht sperren.");
  if (not from or not to) return;
  std::string const grid = "Zeiten gehen in Schritten von fünf Minuten.";
  if (*from % unit_minutes != 0) form.wrong("von", grid);
  if (*from >= *to)
    form.wrong("bis", "Das Ende muss nach dem Anfang liegen.");
  else if (*to % unit_minutes != 0)
    form.wrong("bis", grid);
}

}  // namespace

http::Response block_time(Appointments& module, http::Request const& request, StaffContext& c) {
  StaffRoom room{module, c};
  auto const day = i18n::parse_iso(http::field(request.body, "tag").value_or("")).value_or(room.today);
  if (auto const freed = number_asked(request.body, "freigeben"); freed != 0)
    return give_back(room, request, day, freed);
  auto form = blocking_questions(room);
  form.read(request.body);
  check_time(room, form, day);
  if (not form.fine()) return show_day(room, {.day = day, .blocking = &form});
  try {
    return room.act(request, [&](acts::Transaction& tx) {
      block(tx, room.scene.env(), room.id(), number_in(form.text("schalter")), day, *form.minute("von"),
            *form.minute("bis"), form.text("grund"));
      return acts::see(room.path("/tag?tag=" + i18n::iso(day)));
    });
  } catch (NotFree const&) {
    form.wrong("von", "In dieser Zeit gibt es dort schon einen Termin. Verschieben Sie ihn zuerst.");
    return show_day(room, {.day = day, .blocking = &form});
  }
}

}  // namespace kreislauf::appointments::office
