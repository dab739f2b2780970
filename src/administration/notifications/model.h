#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/db/connection.h"

/// News of one's own matters: which way they take to a person, and when.
namespace kreislauf::notifications {

/// What has happened. How urgent each is stands in one table (rules/kinds.cc).
enum class Kind : std::uint8_t {
  changed,     ///< something is new; the page says what
  message,     ///< the office has written
  decided,     ///< it is decided, a notice may lie ready
  unfetched,   ///< a notice lies ready and was not fetched
  ends_today,  ///< what the office has asked for is due today
};
inline constexpr std::size_t kinds = 5;
std::string_view name_of(Kind kind);  ///< as stored: `changed`
Kind kind_in(std::string_view name);  ///< `changed` for any other word

/// When somebody wants to hear nothing, by the clock on the wall. From 21 to 7 passes midnight.
struct Quiet {
  bool on = true;
  int from = 21 * 60, to = 7 * 60;  ///< minutes of the day
  bool sundays = false;             ///< nor on Sundays and public holidays
  static Quiet from_row(db::Row const& row);

  friend bool operator==(Quiet const&, Quiet const&) = default;
};

/// A browser that its owner has allowed to say something.
struct Device {
  std::int64_t id = 0;
  std::string subject = {};        ///< what it hears of: `application:17`, `account:3`
  std::string endpoint_hash = {};  ///< SHA-256 of the address at its push service
  std::string sealed = {};         ///< Subscription
  std::string name = {};           ///< `Firefox, Android`
  std::string language = {}, site = {};
  std::string made_at = {};  ///< ISO 8601 in UTC
  static Device from(db::Row const& row);
};

/// What a browser gives when it is allowed (RFC 8030, RFC 8291), in bytes but for the address.
struct Subscription {
  std::string endpoint, point, secret;
};

enum class Way : std::uint8_t { mail, push };

/// News that wait for the end of the quiet hours.
struct HeldNews {
  std::int64_t id = 0;
  Way way = Way::mail;
  std::string recipient = {};  ///< a hash of the mailbox, or the number of the device
  std::string subject = {};
  Kind kind = Kind::changed;
  std::string due_at = {};
  std::string sealed = {};  ///< what is said (acts/telling.cc)
  static HeldNews from(db::Row const& row);
};

inline constexpr std::size_t most_devices = 5;  ///< of one subject

}  // namespace kreislauf::notifications
