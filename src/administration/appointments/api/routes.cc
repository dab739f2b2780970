#include "administration/appointments/shared/routes.h"

#include "administration/appointments/api/api.h"

namespace kreislauf::appointments {

using authority::bind, authority::Parameter;

namespace {

std::vector<Parameter> search_parameters() {
  return {{"service", "query", "key of a service or its name in addresses; may come several times"},
          {"quantity", "query", "for how many, behind its service; otherwise 1"},
          {"office", "query", "one office; otherwise all"},
          {"channel", "query", "onsite, phone or video"},
          {"part", "query", "any, morning, afternoon or late"},
          {"stepFree", "query", "yes: only offices without steps"},
          {"day", "query", "this day only"},
          {"from", "query", "from this day"},
          {"to", "query", "up to this day"},
          {"limit", "query", "at most so many, up to 200; otherwise 20"}};
}

Parameter token() { return {"token", "path", "from the answer to the hold"}; }

Parameter key() {
  return {"Idempotency-Key", "header",
          "a new random text for each act, the same one when you try again: the act happens once"};
}

/// What is done with one appointment.
void add_acts(authority::Rows& rows, Appointments& module) {
  auto const act = [&](std::string_view pattern, auto handler, std::string_view summary, std::string_view takes,
                       std::string_view answers) {
    return rows.form(pattern, 16_KB, bind(module, handler), summary)
        .api({.answers = answers, .parameters = {token(), key()}, .takes = takes});
  };
  act("/api/v1/appointments/{token}/booking", &api::book_it, "Book a held time; an e-mail brings the code",
      "BookingRequest", "Booking")
      .sheds(http::Load::finish);
  act("/api/v1/appointments/{token}/confirmation", &api::confirm_it, "Confirm a booking with the code of the e-mail",
      "ConfirmationRequest", "StateOf")
      .sheds(http::Load::finish);
  act("/api/v1/appointments/{token}/move", &api::move_it, "Move a confirmed appointment", "MoveRequest", "StateOf");
  act("/api/v1/appointments/{token}/cancellation", &api::cancel_it, "Cancel an appointment, or give a held time back",
      "CancellationRequest", "StateOf");
}

}  // namespace

void add_api_routes(authority::Rows& rows, Appointments& module) {
  rows.open("/api/v1/appointments/offices", bind(module, &api::offices), "Offices that give appointments, and for what")
      .waits()
      .api({.answers = "BookingOfficeList"});
  rows.open("/api/v1/appointments/times", bind(module, &api::times), "The earliest free times of all offices")
      .waits()
      .sheds(http::Load::search)
      .api({.answers = "FreeTimeList", .parameters = search_parameters()});
  rows.form("/api/v1/appointments/holds", 16_KB, bind(module, &api::hold_time), "Hold a time")
      .api({.answers = "Hold", .parameters = {key()}, .takes = "HoldRequest", .success = 201});
  rows.open("/api/v1/appointments/{token}", bind(module, &api::appointment),
            "An appointment by its token, without personal data")
      .waits()
      .personal()
      .api({.answers = "Appointment", .parameters = {token()}});
  add_acts(rows, module);
}

}  // namespace kreislauf::appointments
