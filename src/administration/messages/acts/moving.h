#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/messages/model.h"
#include "authority/context.h"
#include "platform/acts/acts.h"

// A thread that goes on at another authority: opened by the one, sealed anew by the other.
namespace kreislauf::messages {

/// A message as it was, in plain words.
struct Moved {
  Sender sender = Sender::resident;
  std::string at = {};
  bool open = false;
  Content content = {};
};
/// What was written about this after that moment (empty: all), the oldest first.
std::vector<Moved> to_move(authority::TownContext const& c, std::string_view subject, std::string_view after = {});
/// Lays it into this thread, each message with its moment; nobody is told. Throws Conflict where a file has gone since
/// it was taken.
void take_over(acts::Transaction& tx, authority::TownContext const& c, std::string const& subject,
               std::string const& office, std::vector<Moved> const& thread);

}  // namespace kreislauf::messages
