#pragma once

#include <boost/json/object.hpp>

#include "administration/catalog/catalog.h"

namespace kreislauf::catalog::api {

boost::json::object summary_json(authority::Context const& context, Service const& service);
boost::json::object service_json(authority::Context const& context, Service const& service);
boost::json::object competence_json(Competence const& competence);
/// Who answers for a service in this town.
boost::json::object responsible_json(authority::TownContext const& context, Service const& service);

}  // namespace kreislauf::catalog::api
