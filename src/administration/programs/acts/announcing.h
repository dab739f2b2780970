#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/acts/acts.h"

namespace kreislauf::programs {

/// What has happened to a case: numbers and a link, nothing of anybody. Where the rest is read, the interface says.
struct Announcement {
  std::string_view kind;    ///< `case.decide`
  std::string_view office;  ///< whose case it is
  std::int64_t case_id = 0, revision = 0;
  std::string_view site;  ///< `https://gescher.example`
};
/// Puts it onto the way to everybody who wants to be told, in the same commit.
void announce(acts::Transaction& tx, Announcement const& what);

}  // namespace kreislauf::programs
