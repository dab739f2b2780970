#include "authority/api.h"
#include "authority/authority.h"
#include "authority/pages.h"

namespace kreislauf::authority {

std::vector<Route> routes() {
  using enum http::Method;
  using http::Data, http::Load, http::Place, http::Right, http::Work;
  return {
      {get, "/", Right::everyone, Place::region, Load::read, Data::open, Work::memory, pages::region, "Find a town"},
      {get, "/ort", Right::everyone, Place::region, Load::search, Data::open, Work::memory, pages::place, "Find a town by name, postal code or position"},
      {get, "/aemter", Right::everyone, Place::authority, Load::read, Data::open, Work::memory, pages::offices, "All offices"},
      {get, "/aemter/{amt}", Right::everyone, Place::authority, Load::read, Data::open, Work::memory, pages::office, "One office"},
      {get, "/datenschutz", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, pages::privacy, "Privacy"},
      {get, "/barrierefreiheit", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, pages::accessibility, "Accessibility statement"},
      {get, "/impressum", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, pages::imprint, "Imprint"},
      {get, "/leichte-sprache", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, pages::easy_language, "Leichte Sprache"},
      {get, "/rueckmeldung", Right::everyone, Place::authority, Load::submit, Data::personal, Work::memory, pages::feedback_form, "Feedback form"},
      {post, "/rueckmeldung", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking, pages::send_feedback, "Send feedback", 32 * 1024},
      {get, "/rueckmeldung/danke", Right::everyone, Place::authority, Load::submit, Data::open, Work::memory, pages::feedback_sent, "Feedback was stored"},
      {get, "/barriere-melden", Right::everyone, Place::authority, Load::submit, Data::personal, Work::memory, pages::barrier_form, "Report a barrier"},
      {post, "/barriere-melden", Right::everyone, Place::authority, Load::submit, Data::personal, Work::blocking, pages::send_feedback, "Send a report of a barrier", 32 * 1024},
      {get, "/barriere-melden/danke", Right::everyone, Place::authority, Load::submit, Data::open, Work::memory, pages::feedback_sent, "Report was stored"},
      {get, "/api/v1/authorities", Right::everyone, Place::anywhere, Load::export_data, Data::open, Work::memory, api::authorities, "All local authorities, by key", 0,
       {{"after", "query", "key of the last authority of the page before"}, {"limit", "query", "1 to 500"}}, "AuthorityList"},
      {get, "/api/v1/authorities/{key}", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, api::authority, "One local authority", 0,
       {{"key", "path", "official key (8 or 5 digits) or name in addresses"}}, "Authority"},
      {get, "/api/v1/places", Right::everyone, Place::anywhere, Load::search, Data::open, Work::memory, api::places, "Towns and districts by beginning of name or postal code", 0,
       {{"q", "query", "what was typed"}}, "Suggestions"},
      {get, "/api/v1/offices", Right::everyone, Place::authority, Load::read, Data::open, Work::memory, api::offices, "Offices of this authority", 0, {}, "OfficeList"},
      {get, "/api/v1/offices/{id}", Right::everyone, Place::authority, Load::read, Data::open, Work::memory, api::office, "One office", 0, {{"id", "path", "id of the office"}}, "Office"},
      {get, "/api/v1/delegations", Right::everyone, Place::anywhere, Load::read, Data::open, Work::memory, api::delegations, "Agreements by which one authority works for another", 0, {}, "DelegationList"},
  };
}

}  // namespace kreislauf::authority
