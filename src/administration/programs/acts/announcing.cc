#include "administration/programs/acts/announcing.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/programs/acts/queue.h"
#include "administration/programs/store/store.h"
#include "base/text.h"

namespace kreislauf::programs {

namespace {

bool wants(Webhook const& hook, std::string_view kind) {
  if (hook.kinds.empty()) return true;
  for (auto const one : text::split(hook.kinds, ','))
    if (one == kind) return true;
  return false;
}

std::string body_of(Announcement const& what, std::int64_t message, std::string const& at) {
  boost::json::object const body{
      {"type", what.kind},
      {"timestamp", at},
      {"data",
       {{"message", message},
        {"case", what.case_id},
        {"office", what.office},
        {"revision", what.revision},
        {"url", fmt::format("{}/api/v1/cases/{}/{}", what.site, what.office, what.case_id)}}}};
  return boost::json::serialize(body);
}

}  // namespace

void announce(acts::Transaction& tx, Announcement const& what) {
  for (auto const& hook : store::webhooks_of(tx.db, what.office)) {
    // What has happened while a receiver is stopped waits for it, too: it goes on where it was left.
    if (not wants(hook, what.kind)) continue;
    Message message{.webhook = hook.id, .case_id = what.case_id, .kind = std::string{what.kind}, .at = iso_utc(tx.now)};
    message.id = store::add(tx.db, message);
    store::save_body(tx.db, message.id, body_of(what, message.id, message.at));
    if (hook.stopped_at.empty()) put_on_its_way(tx, hook.id, what.case_id);
  }
}

}  // namespace kreislauf::programs
