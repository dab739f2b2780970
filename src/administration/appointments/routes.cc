#include "administration/appointments/appointments.h"
#include "administration/appointments/resident/pages.h"

namespace kreislauf::appointments {

std::vector<authority::Route> routes(Appointments& module) {
  using enum http::Method;
  using authority::Context;
  using http::Data, http::Load, http::Place, http::Request, http::Response, http::Right, http::Work;
  auto const with = [&module](Response (*handler)(Appointments&, Request const&, Context&)) {
    return [&module, handler](Request const& request, Context& context) { return handler(module, request, context); };
  };
  constexpr std::size_t form = 16 * 1024;
  std::vector<authority::Route> all{
      {get, "/termine", Right::everyone, Place::authority, Load::search, Data::open, Work::blocking,
       with(pages::choose), "Choose services for an appointment"},
      {get, "/termine/zeiten", Right::everyone, Place::authority, Load::search, Data::open, Work::blocking,
       with(pages::times), "Free times of all offices"},
      {post, "/termine/reservieren", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::reserve), "Hold a time", form},
      {get, "/termine/buchen/{token}", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::form), "Form for a held time"},
      {post, "/termine/buchen/{token}", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::send_form), "Book a held time", form},
      {get, "/termine/gesendet/{token}", Right::everyone, Place::authority, Load::submit, Data::personal,
       Work::blocking, with(pages::sent), "The link is on its way"},
      {post, "/termine/gesendet/{token}", Right::everyone, Place::authority, Load::submit, Data::personal,
       Work::blocking, with(pages::send_again), "Send the link again", form},
      {get, "/termine/warteliste", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::list_form), "Form for the waiting list"},
      {get, "/termine/warteliste/eingetragen", Right::everyone, Place::authority, Load::read, Data::open,
       Work::blocking, with(pages::list_joined), "Put on the waiting list"},
      {post, "/termine/warteliste", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::join_list), "Join the waiting list", form},
      {get, "/termin/{token}", Right::everyone, Place::authority, Load::read, Data::personal, Work::blocking,
       with(pages::appointment), "An appointment by its link"},
      {get, "/termin/{token}/bestaetigen/{code}", Right::everyone, Place::authority, Load::submit, Data::personal,
       Work::blocking, with(pages::ask_confirm), "Ask before confirming"},
      {post, "/termin/{token}/bestaetigen/{code}", Right::everyone, Place::authority, Load::submit, Data::personal,
       Work::blocking, with(pages::confirm_it), "Confirm an appointment", form},
      {get, "/termin/{token}/kalender.ics", Right::everyone, Place::authority, Load::read, Data::personal,
       Work::blocking, with(pages::calendar_file), "Calendar file"},
      {get, "/termin/{token}/absagen", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::ask_cancel), "Ask before cancelling"},
      {post, "/termin/{token}/absagen", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::cancel_it), "Cancel an appointment", form},
      {get, "/termin/{token}/verschieben", Right::everyone, Place::authority, Load::submit, Data::personal,
       Work::blocking, with(pages::ask_move), "Ask before moving"},
      {post, "/termin/{token}/verschieben", Right::everyone, Place::authority, Load::submit, Data::personal,
       Work::blocking, with(pages::move_it), "Move an appointment", form},
      {post, "/termin/{token}/frueher", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::earlier), "Join the list for an earlier time", form},
      {get, "/warteliste/{token}", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::entry), "Place on the waiting list, or an offer"},
      {post, "/warteliste/{token}", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking,
       with(pages::answer_offer), "Answer an offer, or leave the list", form},
  };
  return all;
}

}  // namespace kreislauf::appointments
