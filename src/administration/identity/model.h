#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "authority/person.h"
#include "base/clock.h"
#include "platform/db/db.h"

namespace kreislauf::identity {

/// An account of a member of staff.
struct Account {
  std::int64_t id = 0;
  std::string login = {}, name = {}, password_hash = {};
  bool must_change = true;  ///< the password was given by somebody else
  std::optional<Instant> one_time_until =
      {};                        ///< when such a password ends; by a directory: the time to connect an app
  std::string totp_secret = {};  ///< base32; empty until the second factor is set up
  std::int64_t last_totp_step = 0;
  bool active = true;
  bool sample = false;        ///< made for the sample district; its password is public
  bool by_directory = false;  ///< a directory (LDAP) knows the password, nothing of it is kept here
  Instant created = {};
  std::vector<authority::Assignment> roles = {};

  static Account from(db::Row const& row);  ///< without roles
};

/// Somebody who works here, for pages that say who has done something, and who may do it: without what opens an
/// account.
struct Member : authority::Staff {
  bool active = true;
  static Member from(db::Row const& row);  ///< without roles
};

enum class Holder : std::uint8_t { staff, device };

/// One browser that is signed in.
struct Session {
  std::string key;  ///< hash of the token in the cookie
  Holder kind = Holder::staff;
  std::int64_t holder = 0;  ///< number of the account or the device
  std::string csrf = {};
  std::string new_totp = {};  ///< secret that was offered and not yet confirmed
  std::string browser = {};
  std::string way = {};  ///< the directory that has let somebody in, or `passkey`; empty: password and code
  Instant created = {}, seen = {}, expires = {};
  std::optional<Instant> checked = {};  ///< when the directory said last that the holder is still there

  static Session from(db::Row const& row);
};

/// A passkey by which a member of staff signs in (platform/webauthn).
struct Passkey {
  std::string id;          ///< of the credential, base64url
  std::int64_t staff = 0;  ///< whose
  std::string handle;      ///< by what the device knows its owner, base64url
  std::string key;         ///< public, COSE, base64url
  std::uint32_t counter = 0;
  bool backup_eligible = false, backed_up = false;
  std::string name = {};  ///< as its owner calls it
  Instant made = {};
  std::optional<std::chrono::sys_days> used = {};  ///< the last day on which it was

  static Passkey from(db::Row const& row);
};

/// A device at the entrance of an office.
struct Device {
  std::int64_t id = 0;
  std::string name = {}, office = {};
  std::string code_hash = {};  ///< until the code was used or has ended
  std::optional<Instant> code_until = {};
  Instant created = {};
  std::optional<Instant> connected = {}, revoked = {};

  static Device from(db::Row const& row);
};

/// What must be done before the rest of the pages opens.
enum class Missing : std::uint8_t { nothing, password, second_factor };

}  // namespace kreislauf::identity
