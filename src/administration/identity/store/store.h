#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "administration/identity/model.h"
#include "platform/crypto/crypto.h"

/// The SQL of staff, devices, sessions and attempts. All times are those of the caller.
namespace kreislauf::identity::store {

bool has_staff(db::Connection& connection);
void add_account(db::Connection& connection, Account const& account);
std::optional<Account> account(db::Connection& connection, std::int64_t id);
std::optional<Account> account_by_login(db::Connection& connection, std::string_view login);
std::vector<Account> accounts(db::Connection& connection);  ///< by name
std::vector<Member> members(db::Connection& connection);    ///< by name
void save_roles(db::Connection& connection, std::int64_t id, std::vector<authority::Assignment> const& roles);
/// `one_time_until` of a password that somebody else has given; nothing for one of the own choice.
void save_password(db::Connection& connection, std::int64_t id, std::string_view hash,
                   std::optional<Instant> one_time_until);
/// No password here any more. Until then the app must be connected, or it is too late.
void leave_password_to_directory(db::Connection& connection, std::int64_t id, std::optional<Instant> first_until);
void save_second_factor(db::Connection& connection, std::int64_t id, std::string_view secret, std::int64_t step);
/// False when somebody has used this step or a later one meanwhile.
bool use_totp_step(db::Connection& connection, std::int64_t id, std::int64_t step);
void set_active(db::Connection& connection, std::int64_t id, bool active);

void add_session(db::Connection& connection, Session const& session);
std::optional<Session> session(db::Connection& connection, std::string_view key);
std::vector<Session> sessions_of(db::Connection& connection, std::int64_t holder);  ///< newest first
/// Moves `seen` forward, never back.
void touch(db::Connection& connection, std::string_view key, Instant now);
void keep_new_totp(db::Connection& connection, std::string_view key, std::string_view secret);
void end_session(db::Connection& connection, std::string_view key);
/// Somebody whose account a directory knows, and when it was asked about the oldest of the sessions.
struct SignedInByDirectory {
  std::int64_t id = 0;
  std::string login = {};
  std::optional<Instant> checked = {};
  static SignedInByDirectory from(db::Row const& row);
};
std::vector<SignedInByDirectory> signed_in_by_directory(db::Connection& connection);  ///< the longest unchecked first
void note_checked(db::Connection& connection, std::int64_t holder, Instant at);
/// Of everybody and every device.
void end_all_sessions(db::Connection& connection);
/// Ends all sessions of a person or device but one.
void end_sessions(db::Connection& connection, std::int64_t holder, std::string_view but = "");

void add_device(db::Connection& connection, Device const& device);
std::optional<Device> device(db::Connection& connection, std::int64_t id);
std::vector<Device> devices(db::Connection& connection);  ///< newest first
/// The device that waits for this code.
std::optional<Device> device_by_code(db::Connection& connection, std::string_view code_hash, Instant now);
/// Uses up the code; false when somebody was faster, or it has ended meanwhile.
bool connect_device(db::Connection& connection, std::int64_t id, std::string_view code_hash, Instant now);
void revoke_device(db::Connection& connection, std::int64_t id, Instant now);

/// Counts an attempt for each subject before it is checked, so that attempts at the same time cannot pass together.
/// When a subject must wait, nothing is counted and the end of the wait is told.
std::optional<Instant> begin_attempt(db::Connection& connection, std::span<std::string const> subjects, Instant now);
/// Those of a name, from wherever they came.
void forget_all_attempts(db::Connection& connection, std::string_view subject);
/// What was counted last has come to nothing, and not because it was wrong.
void give_attempts_back(db::Connection& connection, std::span<std::string const> subjects);
void forget_attempts(db::Connection& connection, std::span<std::string const> subjects);
std::optional<Instant> locked_until(db::Connection& connection, std::string_view subject, Instant now);
/// All subjects that must wait, from some network or all: `account:HASH`, without what stands behind it.
std::set<std::string> locked(db::Connection& connection, Instant now);

/// Is there anything to drop? Asked first, so that an authority without staff is not written to.
bool has_ended(db::Connection& connection, Instant now);
/// Drops sessions that are over, attempts that are no longer remembered, and codes of devices that ran out.
void drop_ended(db::Connection& connection, Instant now);

}  // namespace kreislauf::identity::store
