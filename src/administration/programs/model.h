#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/connection.h"

/// Specialist systems (Fachverfahren) that an office works with: their keys for the interface, and what they are told
/// when a case changes. Moments are ISO 8601 in UTC, days `2026-11-23`, empty where it has not happened.
namespace kreislauf::programs {

/// A key by which a specialist system asks. The key itself is known to nobody but it: here stands its hash.
struct ApiKey {
  std::int64_t id = 0;
  std::string name = {};      ///< `Wohngeldverfahren`
  std::string office = {};    ///< whose cases it sees
  bool writes = false;        ///< may also change something
  std::string services = {};  ///< slugs with commas; empty: all
  std::string key_hash = {};
  std::string made_at = {}, expires_on = {}, used_on = {}, revoked_at = {};
  std::int64_t staff = 0;  ///< who made it
  static ApiKey from(db::Row const& row);
};
/// In events: `program:3`.
std::string subject_of(ApiKey const& key);
bool holds(ApiKey const& key, std::string_view today);

/// Somebody who wants to be told (webhook).
struct Webhook {
  std::int64_t id = 0;
  std::string name = {}, url = {}, office = {};
  std::string kinds = {};   ///< `case.decide,case.ask`; empty: all
  std::string secret = {};  ///< sealed
  std::string mail = {};    ///< sealed: who hears when it has failed for days
  std::string made_at = {};
  std::string failing_since = {};                 ///< nothing has arrived since then
  std::string stopped_at = {}, stopped_why = {};  ///< English, for the log; nothing is sent any more
  static Webhook from(db::Row const& row);
};
std::string subject_of(Webhook const& hook);  ///< `webhook:3`

/// One message to one receiver.
struct Message {
  enum class State : std::uint8_t { open, delivered, given_up };
  std::int64_t id = 0, webhook = 0, case_id = 0;
  std::string kind = {}, at = {};
  std::string body = {};  ///< JSON without personal data
  State state = State::open;
  std::int64_t attempts = 0;
  std::string next_at = {};  ///< when it is tried again; empty: it is on its way
  std::int64_t status = 0;   ///< of the last answer; 0: none
  std::string problem = {};  ///< of the last attempt, in English
  std::string settled_at = {};
  static Message from(db::Row const& row);
};
std::string_view name_of(Message::State state);  ///< as stored: `open`
std::string_view german_of(Message::State state);

/// What happens to a case, as receivers choose among them.
struct EventKind {
  std::string_view kind, german;
};
std::vector<EventKind> const& event_kinds();

inline constexpr std::size_t most_keys = 50, most_webhooks = 20;
/// A key is made anew at least so often.
inline constexpr std::chrono::days longest_life{731};
/// A receiver that nothing reaches for so long is told no more, and who looks after it gets a mail.
inline constexpr std::chrono::days stopped_after{5};
/// What was settled is kept so long for the log.
inline constexpr std::chrono::days log_kept{30};

}  // namespace kreislauf::programs
