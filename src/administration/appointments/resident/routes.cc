#include "administration/appointments/shared/routes.h"

#include "administration/appointments/resident/pages.h"

namespace kreislauf::appointments {

using authority::bind;

void add_resident_routes(authority::Rows& rows, Appointments& module) {
  auto const open = [&](std::string_view pattern, auto handler, std::string_view summary) {
    return rows.open(pattern, bind(module, handler), summary).waits();
  };
  auto const own = [&](std::string_view pattern, auto handler, std::string_view summary) {
    open(pattern, handler, summary).personal();
  };
  auto const form = [&](std::string_view pattern, auto handler, std::string_view summary) {
    return rows.form(pattern, 16_KB, bind(module, handler), summary);
  };
  open("/termine", &pages::choose, "Choose services for an appointment").sheds(http::Load::search);
  open("/termine/zeiten", &pages::times, "Free times of all offices").sheds(http::Load::search);
  form("/termine/reservieren", &pages::reserve, "Hold a time");
  own("/termine/buchen/{token}", &pages::booking_form, "Form for a held time");
  form("/termine/buchen/{token}", &pages::send_booking, "Book a held time").sheds(http::Load::finish);
  own("/termine/gesendet/{token}", &pages::sent, "The link is on its way");
  form("/termine/gesendet/{token}", &pages::send_again, "Send the link again");
  own("/termine/warteliste", &pages::list_form, "Form for the waiting list");
  open("/termine/warteliste/eingetragen", &pages::list_joined, "Put on the waiting list");
  form("/termine/warteliste", &pages::join_list, "Join the waiting list");
  own("/termin/{token}", &pages::appointment, "An appointment by its link");
  own("/termin/{token}/bestaetigen/{code}", &pages::ask_confirm, "Ask before confirming");
  form("/termin/{token}/bestaetigen/{code}", &pages::confirm_it, "Confirm an appointment").sheds(http::Load::finish);
  own("/termin/{token}/kalender.ics", &pages::calendar_file, "Calendar file");
  own("/termin/{token}/absagen", &pages::ask_cancel, "Ask before cancelling");
  form("/termin/{token}/absagen", &pages::cancel_it, "Cancel an appointment");
  own("/termin/{token}/verschieben", &pages::ask_move, "Ask before moving");
  form("/termin/{token}/verschieben", &pages::move_it, "Move an appointment");
  form("/termin/{token}/frueher", &pages::earlier, "Join the list for an earlier time");
  own("/warteliste/{token}", &pages::entry, "Place on the waiting list, or an offer");
  form("/warteliste/{token}", &pages::answer_offer, "Answer an offer, or leave the list");
}

}  // namespace kreislauf::appointments
