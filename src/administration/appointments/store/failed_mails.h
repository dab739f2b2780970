#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.h"

namespace kreislauf::appointments::store {

/// A mail about an appointment that has not arrived and will not, or has failed several times: somebody has to call.
struct FailedMail {
  std::int64_t appointment = 0;
  bool given_up = false;
  static FailedMail from(db::Row const& row);
};
/// Of appointments from today on, newest first.
std::vector<FailedMail> failed_mails(db::Connection& connection, std::string_view office, std::int64_t today,
                                     int limit);

}  // namespace kreislauf::appointments::store
