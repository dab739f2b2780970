#pragma once

#include <string>
#include <vector>

#include "administration/applications/model.h"

/// What an office takes down for somebody, and has not been sent yet.
namespace kreislauf::applications::store {

struct TakenDown {
  std::int64_t id = 0;
  std::string service = {};
  Channel channel = Channel::counter;
  bool waits = false;  ///< for the signature of somebody else
  std::string changed_at = {}, erase_on = {};

  static TakenDown from(db::Row const& row);
};
/// The newest first.
std::vector<TakenDown> taken_down_in(db::Connection& connection, std::string_view office, std::size_t limit);

}  // namespace kreislauf::applications::store
