#pragma once

#include "administration/cases/acts/change.h"

namespace kreislauf::cases {

/// Who acts is away, both days included, and somebody else goes on. A new absence takes the place of the last one.
struct Away {
  std::int64_t deputy = 0;
  std::chrono::sys_days from, until;
  std::string note = {};  ///< what the deputy should know
};
void go_away(acts::Transaction& tx, authority::TownContext const& c, Away const& away);
void come_back(acts::Transaction& tx);
std::string sealed_absence(crypto::Keys const& keys, Absence const& absence, std::string_view note,
                           crypto::Random& random);
std::string note_of(crypto::Keys const& keys, Absence const& absence);

}  // namespace kreislauf::cases
