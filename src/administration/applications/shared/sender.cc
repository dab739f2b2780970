#include "administration/applications/shared/sender.h"

#include <boost/json.hpp>

namespace kreislauf::applications {

boost::json::object sender_of(i18n::Translator const& t, authority::Authority const& authority,
                              authority::Town const& town, std::string_view name) {
  boost::json::object sender{{"name", authority.full_name()}};
  auto const* office = town.office(name);
  if (office == nullptr) return sender;
  sender["department"] = office->name;
  sender["address"] = boost::json::array{office->street, office->postal_code + " " + office->place};
  boost::json::array contact;
  if (not office->phone.empty()) contact.push_back({{"label", t("Telefon")}, {"value", office->phone}});
  if (not office->email.empty())
    contact.push_back({{"label", t("E-Mail")}, {"value", office->email}, {"link", "mailto:" + office->email}});
  sender["contact"] = std::move(contact);
  return sender;
}

}  // namespace kreislauf::applications
