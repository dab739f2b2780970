#pragma once

#include <boost/json/object.hpp>
#include <memory>

#include "administration/applications/applications.h"

// A service that can be applied for here, as programs read of it.
namespace kreislauf::applications::api {

struct Offered {
  std::shared_ptr<catalog::Snapshot const> catalogue;
  catalog::Service const* service;
  std::shared_ptr<forms::Form const> form;
};
/// The one that the address names. Throws NotFound.
Offered offered_in(Applications& module, authority::TownContext const& c);
/// `https://gescher.example/api/v1/applications/services/hund-anmelden`
std::string address_of(authority::TownContext const& c, Offered const& one);
boost::json::object about(authority::TownContext const& c, Offered const& one);
/// Nobody has to prove who he is before it is sent.
bool is_open_to_programs(Offered const& one);

}  // namespace kreislauf::applications::api
