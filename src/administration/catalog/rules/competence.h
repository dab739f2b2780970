#pragma once

#include "administration/catalog/model.h"
#include "authority/authority.h"

namespace kreislauf::catalog::rules {

/// Who answers for a service in one town, and why.
struct Responsible {
  Level level = Level::unknown;
  authority::Authority const* authority =
      nullptr;  ///< the town, its district, or who took it over; nothing above the district
  authority::Delegation const* delegation = nullptr;  ///< when another authority took it over by agreement
};

/// § 4 GO NRW: what a town may do depends on its status; an agreement under §§ 1, 23 GkG NRW moves it.
Responsible responsible(Service const& service, authority::Authority const& town,
                        authority::Directory const& directory);

/// The level by law, without agreements.
Level level_for(Service const& service, authority::Status status);

/// What the LeiKa type says about the level: 1 federal; 2, 3 and 4 with `a` the state; with `b` and 5 the municipality.
Level level_of_types(std::string_view types);

/// `99102013002000`, 14 digits beginning with 99.
bool is_leika_key(std::string_view key);

}  // namespace kreislauf::catalog::rules
