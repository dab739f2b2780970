#pragma once

#include <boost/json/value.hpp>

#include "administration/catalog/pages.h"

namespace kreislauf::catalog {

/// schema.org GovernmentService for search engines.
void write_json_ld(html::Writer& out, authority::Context const& context, Service const& service,
                   rules::Responsible const& responsible);

boost::json::object summary_json(authority::Context const& context, Service const& service);
boost::json::object service_json(authority::Context const& context, Service const& service);

}  // namespace kreislauf::catalog
