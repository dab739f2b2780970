#include "administration/appointments/api/api.h"

namespace kreislauf::appointments {

std::vector<authority::Route> api_routes(Appointments& module) {
  using enum http::Method;
  using authority::Context, http::Data, http::Load, http::Parameter, http::Place, http::Request, http::Response, http::Right, http::Work;
  auto const with = [&module](Response (*handler)(Appointments&, Request const&, Context&)) {
    return [&module, handler](Request const& request, Context& context) { return handler(module, request, context); };
  };
  constexpr std::size_t most = 16 * 1024;
  Parameter const token{"token", "path", "from the answer to the hold"};
  Parameter const key{"Idempotency-Key", "header", "a new random text for each act, the same one when you try again: the act happens once"};
  std::vector<Parameter> const search{{"service", "query", "key of a service or its name in addresses; may come several times"},
                                      {"quantity", "query", "for how many, behind its service; otherwise 1"},
                                      {"office", "query", "one office; otherwise all"},
                                      {"channel", "query", "onsite, phone or video"},
                                      {"part", "query", "any, morning, afternoon or late"},
                                      {"stepFree", "query", "yes: only offices without steps"},
                                      {"day", "query", "this day only"},
                                      {"from", "query", "from this day"},
                                      {"to", "query", "up to this day"},
                                      {"limit", "query", "at most so many, up to 200; otherwise 20"}};
  return {
      {get, "/api/v1/appointments/offices", Right::everyone, Place::authority, Load::read, Data::open, Work::blocking, with(api::offices), "Offices that give appointments, and for what", 0, {}, "BookingOfficeList"},
      {get, "/api/v1/appointments/times", Right::everyone, Place::authority, Load::search, Data::open, Work::blocking, with(api::times), "The earliest free times of all offices", 0, search, "FreeTimeList"},
      {post, "/api/v1/appointments/holds", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking, with(api::hold_time), "Hold a time", most, {key}, "Hold", {"HoldRequest", 201}},
      {get, "/api/v1/appointments/{token}", Right::everyone, Place::authority, Load::read, Data::personal, Work::blocking, with(api::appointment), "An appointment by its token, without personal data", 0, {token}, "Appointment"},
      {post, "/api/v1/appointments/{token}/booking", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking, with(api::book_it), "Book a held time; an e-mail brings the code", most, {token, key}, "Booking", {"BookingRequest"}},
      {post, "/api/v1/appointments/{token}/confirmation", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking, with(api::confirm_it), "Confirm a booking with the code of the e-mail", most, {token, key}, "StateOf", {"ConfirmationRequest"}},
      {post, "/api/v1/appointments/{token}/move", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking, with(api::move_it), "Move a confirmed appointment", most, {token, key}, "StateOf", {"MoveRequest"}},
      {post, "/api/v1/appointments/{token}/cancellation", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking, with(api::cancel_it), "Cancel an appointment, or give a held time back", most, {token, key}, "StateOf", {"CancellationRequest"}},
  };
}

}  // namespace kreislauf::appointments
