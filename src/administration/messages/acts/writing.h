#pragma once

#include <limits>
#include <string_view>
#include <vector>

#include "administration/messages/model.h"
#include "authority/module.h"
#include "base/errors.h"
#include "platform/acts/acts.h"

namespace kreislauf::messages {

/// The thread is as long as one may be: somebody should telephone.
struct ThreadFull : Conflict {
  ThreadFull() : Conflict{"there are as many messages as one thread holds"} {}
};
inline constexpr std::size_t longest_thread = 200;

/// All that there is: for who ends the whole.
inline constexpr std::int64_t everything = std::numeric_limits<std::int64_t>::max();

/// What shall be written to whom about what. A message of one side answers all of the other that its writer has seen.
struct Draft {
  std::string subject, office;
  Sender sender = Sender::resident;
  bool open = true;       ///< the other side must do something about it
  std::int64_t seen = 0;  ///< the last message that the writer had before him
  Content content = {};
};
/// Throws ThreadFull; Conflict when a file has gone since it was taken.
void write(acts::Transaction& tx, authority::TownContext const& c, Draft const& draft);
/// This side has read what the other one wrote until then and need not answer.
void tick_off(acts::Transaction& tx, std::string_view subject, Sender by, std::int64_t seen = everything);
/// Another office answers from now on.
void move_to(acts::Transaction& tx, std::string_view subject, std::string_view office);
/// What it belongs to is gone; its files are let go with their subject.
void erase(acts::Transaction& tx, std::string_view subject);

/// What was written; an empty text where no key opens it any more.
Content opened(crypto::Keys const& keys, Message const& message);
std::string sealed(crypto::Keys const& keys, Message const& message, Content const& content, crypto::Random& random);
/// A message is sealed for its place and its files are held there: `application:7/message:3`.
std::string place_of(Message const& message);

void renew_under_keys(authority::TownVisit& visit);
std::int64_t sealed_under(authority::TownVisit& visit, int number);

}  // namespace kreislauf::messages
