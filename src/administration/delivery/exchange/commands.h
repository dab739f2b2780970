#pragma once

#include "administration/delivery/delivery.h"

namespace kreislauf::delivery {

/// `kreislauf import destinations FILE`.
std::vector<authority::Command> commands(std::shared_ptr<Deliveries> const& deliveries);

/// What an operator writes: where sent applications of which service of which authority go. `read` gives the content of
/// a file that a line names.
ImportReport import_destinations(authority::House& house, catalog::Snapshot const& services, std::string_view csv,
                                 OnRejection on_rejection, std::function<std::string(std::string const&)> const& read);

}  // namespace kreislauf::delivery
