#include "administration/appointments/shared/routes.h"

#include "administration/appointments/resident/pages.h"

namespace kreislauf::appointments {

using authority::bind;

namespace {

/// A page by a link: what the link does not open (any more) is said in words of its own.
template <auto handler>
http::Response by_link(Appointments& module, http::Request const& request, authority::TownContext& c) {
  try {
    return handler(module, request, c);
  } catch (NotFound const&) {
    return pages::unknown_link(module, c);
  }
}

/// Rows as residents need them: all of them wait for the database.
struct ResidentRows {
  authority::Rows& rows;
  Appointments& module;

  auto open(std::string_view pattern, auto handler, std::string_view summary) {
    return rows.open(pattern, bind(module, handler), summary).waits();
  }
  void own(std::string_view pattern, auto handler, std::string_view summary) {
    open(pattern, handler, summary).personal();
  }
  auto form(std::string_view pattern, auto handler, std::string_view summary) {
    return rows.form(pattern, 16_KB, bind(module, handler), summary);
  }
};

void add_booking(ResidentRows add) {
  using namespace pages;
  add.open("/termine", &choose, "Choose services for an appointment").sheds(http::Load::search);
  add.open("/termine/zeiten", &times, "Free times of all offices").sheds(http::Load::search);
  add.form("/termine/reservieren", &reserve, "Hold a time");
  add.own("/termine/buchen/{token}", &by_link<&booking_form>, "Form for a held time");
  add.form("/termine/buchen/{token}", &by_link<&send_booking>, "Book a held time").sheds(http::Load::finish);
  add.form("/termine/buchen/{token}/laenger", &by_link<&hold_longer>, "Hold a time for longer");
  add.form("/termine/buchen/{token}/aufgeben", &by_link<&leave_hold>, "Give a time up before it is confirmed");
  add.own("/termine/gesendet/{token}", &by_link<&sent>, "The link is on its way");
  add.form("/termine/gesendet/{token}", &by_link<&send_again>, "Send the link again");
  add.form("/termine/gesendet/{token}/adresse", &by_link<&correct>, "Send the link to another address");
}

void add_appointment(ResidentRows add) {
  using namespace pages;
  add.own("/termin/{token}", &by_link<&appointment>, "An appointment by its link");
  add.own("/termin/{token}/bestaetigen/{code}", &by_link<&ask_confirm>, "Ask before confirming");
  add.form("/termin/{token}/bestaetigen/{code}", &by_link<&confirm_it>, "Confirm an appointment")
      .sheds(http::Load::finish);
  add.own("/termin/{token}/kalender.ics", &calendar_file, "Calendar file");
  add.own("/termin/{token}/absagen", &by_link<&ask_cancel>, "Ask before cancelling");
  add.form("/termin/{token}/absagen", &by_link<&cancel_it>, "Cancel an appointment");
  add.own("/termin/{token}/verschieben", &by_link<&ask_move>, "Ask before moving");
  add.form("/termin/{token}/verschieben", &by_link<&move_it>, "Move an appointment");
}

void add_waiting_list(ResidentRows add) {
  using namespace pages;
  add.own("/termine/warteliste", &list_form, "Form for the waiting list");
  add.open("/termine/warteliste/eingetragen", &list_joined, "Put on the waiting list");
  add.form("/termine/warteliste", &join_list, "Join the waiting list");
  add.form("/termin/{token}/frueher", &by_link<&earlier>, "Join the list for an earlier time");
  add.own("/warteliste/{token}", &by_link<&entry>, "Place on the waiting list, or an offer");
  add.form("/warteliste/{token}", &by_link<&answer_offer>, "Answer an offer, or leave the list");
}

}  // namespace

void add_resident_routes(authority::Rows& rows, Appointments& module) {
  add_booking({rows, module});
  add_appointment({rows, module});
  add_waiting_list({rows, module});
}

}  // namespace kreislauf::appointments
