#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/identity/model.h"

/// The rules of signing in, without disk and clock.
namespace kreislauf::identity::rules {

inline constexpr std::chrono::minutes idle_limit{30};
inline constexpr std::chrono::hours absolute_limit{12};
inline constexpr std::size_t most_sessions = 10;       ///< of one person at a time
inline constexpr std::chrono::days device_limit{400};  ///< browsers keep no cookie longer
inline constexpr std::chrono::days one_time_limit{7};
inline constexpr std::chrono::minutes code_limit{10};  ///< ASVS 5.0, 6.5.5
inline constexpr std::chrono::hours attempts_remembered{24};
inline constexpr std::size_t longest_name = 100, longest_device_name = 60;
inline constexpr std::size_t code_digits = 8;  ///< of a device
/// Attempts that may fail before one waits: of a name from one network (or one known browser), and of a name from
/// anywhere. The second is far away, because whoever reaches it locks the owner out.
inline constexpr std::int64_t free_attempts = 10, free_attempts_of_name = 100;

// ---- How events and counters name people: by number or hash, never by name

std::string subject_of(std::int64_t id);  ///< `staff:7`; devices take their numbers from the same series
std::string attempts_of_login(std::string_view login);
/// The same from one network, or from one browser in which its owner has signed in before: `from` tells them apart and
/// is a hash.
std::string attempts_from(std::string_view login, std::string_view from);
/// Attempts to give the own password again, by who is signed in.
std::string attempts_of_password(std::int64_t id);

// ---- Sessions and devices

enum class Standing : std::uint8_t { alive, ended, clock_is_behind };

/// Does a session still hold? A clock that stands before the last visit proves that it jumped back: then no time is
/// given away, the session is refused.
Standing standing(Session const& session, Instant now);

enum class DeviceState : std::uint8_t { waiting, code_ended, connected, revoked };
DeviceState state_of(Device const& device, Instant now);

// ---- Signing in

/// How long to wait after so many failures: nothing while they are free, then 1, 2, 4 ... at most 60 minutes.
std::chrono::minutes delay_after(std::int64_t failures, std::int64_t free = free_attempts);
/// How many attempts of this subject are free.
std::int64_t free_attempts_of(std::string_view subject);

Missing missing_of(Account const& account);
/// How long nobody asks a directory again whether somebody is still there, and how long a session lives that it says
/// nothing of, because it is away.
inline constexpr std::chrono::hours checked_every{1}, unchecked_at_most{4};
/// Accounts that are switched off, whose one-time password has ended, or of the sample outside of one, are closed.
bool is_open(Account const& account, Instant now, bool demo);

/// 2 to 40 of a-z, 0-9, dot, hyphen, underscore; begins with a letter.
bool is_login(std::string_view login);

/// Where to go after signing in: only paths of this site, else the start page.
std::string safe_target(std::string_view path);

}  // namespace kreislauf::identity::rules
