#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "authority/authority.h"
#include "base/clock.h"
#include "platform/db/db.h"

namespace kreislauf::identity {

/// An account of a member of staff, without its roles.
struct Account {
  std::int64_t id = 0;
  std::string login, name, password_hash;
  bool must_change = true;          ///< the password was given by somebody else
  std::string one_time_until = {};  ///< when such a password ends
  std::string totp_secret = {};     ///< base32; empty until the second factor is set up
  std::int64_t last_totp_step = 0;
  bool active = true;
  bool sample = false;  ///< made for the sample district; its password is public
  std::string created_at = {};
  std::vector<authority::Assignment> roles = {};

  static Account from(db::Row const& row);
};

enum class Holder : std::uint8_t { staff, device };

/// One browser that is signed in.
struct Session {
  std::string key;
  Holder kind = Holder::staff;
  std::int64_t holder = 0;
  std::string csrf, new_totp, browser;
  Instant created{}, seen{}, expires{};

  static Session from(db::Row const& row);
};

/// A device at the entrance of an office.
struct Device {
  std::int64_t id = 0;
  std::string name, office, code_hash, code_until, created_at, connected_at, revoked_at;

  static Device from(db::Row const& row);
};

/// What must be done before the rest of the pages opens.
enum class Missing : std::uint8_t { nothing, password, second_factor };

}  // namespace kreislauf::identity
