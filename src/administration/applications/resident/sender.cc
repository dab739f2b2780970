#include "administration/applications/resident/sender.h"

#include <boost/json.hpp>

namespace kreislauf::applications::pages {

boost::json::object sender_of(authority::TownContext const& c, std::string_view name) {
  boost::json::object sender{{"name", c.authority.full_name()}};
  auto const* office = c.town->office(name);
  if (office == nullptr) return sender;
  sender["department"] = office->name;
  sender["address"] = boost::json::array{office->street, office->postal_code + " " + office->place};
  boost::json::array contact;
  if (not office->phone.empty()) contact.push_back({{"label", c.t("Telefon")}, {"value", office->phone}});
  if (not office->email.empty())
    contact.push_back({{"label", c.t("E-Mail")}, {"value", office->email}, {"link", "mailto:" + office->email}});
  sender["contact"] = std::move(contact);
  return sender;
}

}  // namespace kreislauf::applications::pages
