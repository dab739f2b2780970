#include "administration/messages/acts/moving.h"

#include <fmt/format.h>

#include "administration/messages/acts/writing.h"
#include "administration/messages/store/store.h"
#include "platform/blobs/references.h"

namespace kreislauf::messages {

std::vector<Moved> to_move(authority::TownContext const& c, std::string_view subject, std::string_view after) {
  std::vector<Message> found;
  c.db.read([&](db::Connection& connection) { found = store::of_subject(connection, subject, longest_thread); });
  std::vector<Moved> thread;
  for (auto const& one : found) {
    if (one.at > after)
      thread.push_back({.sender = one.sender, .at = one.at, .open = one.open, .content = opened(c.keys, one)});
  }
  return thread;
}

void take_over(acts::Transaction& tx, authority::TownContext const& c, std::string const& subject,
               std::string const& office, std::vector<Moved> const& thread) {
  for (auto const& one : thread) {
    Message message{.id = store::next_id(tx.db),
                    .subject = subject,
                    .office = office,
                    .sender = one.sender,
                    .at = one.at,
                    .open = one.open};
    auto const place = place_of(message);
    for (std::size_t i = 0; i < one.content.files.size(); ++i) {
      if (not blobs::hold(tx.db, one.content.files[i].sha256, fmt::format("{}/{}", place, i + 1)))
        throw Conflict{"a file has gone before its message was taken over"};
    }
    message.sealed = sealed(c.keys, message, one.content, c.random);
    store::add(tx.db, message);
  }
}

}  // namespace kreislauf::messages
