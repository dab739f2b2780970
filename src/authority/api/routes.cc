#include "authority/api/api.h"

namespace kreislauf::authority::api {

std::vector<Route> routes() {
  Rows rows;
  rows.anywhere("/api/v1/authorities", &authorities, "All local authorities, by key")
      .sheds(http::Load::export_data)
      .api({.answers = "AuthorityList",
            .parameters = {{"after", "query", "key of the last authority of the page before"},
                           {"limit", "query", "1 to 500"}}});
  rows.anywhere("/api/v1/authorities/{key}", &authority, "One local authority")
      .api({.answers = "Authority",
            .parameters = {{"key", "path", "official key (8 or 5 digits) or name in addresses"}}});
  rows.anywhere("/api/v1/places", &places, "Towns and districts by beginning of name or postal code")
      .sheds(http::Load::search)
      .api({.answers = "Suggestions", .parameters = {{"q", "query", "what was typed"}}});
  rows.open("/api/v1/offices", &offices, "Offices of this authority").api({.answers = "OfficeList"});
  rows.open("/api/v1/offices/{id}", &office, "One office")
      .api({.answers = "Office", .parameters = {{"id", "path", "id of the office"}}});
  rows.anywhere("/api/v1/delegations", &delegations, "Agreements by which one authority works for another")
      .api({.answers = "DelegationList"});
  return rows.take();
}

}  // namespace kreislauf::authority::api
