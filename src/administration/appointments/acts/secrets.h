#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/model.h"
#include "platform/crypto/keys.h"
#include "platform/db/db.h"

// Links and codes. None of them is stored: all follow from the keys of the authority.

namespace kreislauf::appointments {

/// What the links, codes and hashes of one authority are made with.
struct Secrets {
  crypto::Keys keys;
  /// The first release kept a secret in the database; links that follow from it may still be out. Empty without.
  std::string first_release = {};
};
/// `stored` is what store::secret reads: nothing, the secret of the first release, or the same sealed.
Secrets secrets_of(crypto::Keys keys, std::string const& stored);

/// The secret part of the link to an appointment: the one that was given out when `token_hash` is known, else a new
/// one.
std::string token_of(Secrets const& secrets, Appointment const& appointment);
/// The same for an entry of the waiting list.
std::string entry_token_of(Secrets const& secrets, std::int64_t entry, std::string_view token_hash = {});
std::string confirm_code_of(Secrets const& secrets, Appointment const& appointment);
bool confirms(Secrets const& secrets, Appointment const& appointment, std::string_view code);
/// The same for every spelling of an address; nobody can compute it without the keys.
std::string person_hash_of(Secrets const& secrets, std::string_view email);
std::string token_hash_of(std::string_view token);
/// The room of a video appointment: the address of the office's service and a name that nobody can guess.
std::string video_link(Settings const& settings, Secrets const& secrets, Appointment const& appointment);
/// Without letters and digits that are taken for one another.
inline constexpr std::string_view code_letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
inline constexpr int code_length = 6;
std::string any_code(crypto::Random& random);
/// A code that can be read out on the telephone and is not in use.
std::string new_code(db::Connection& connection, crypto::Random& random);

/// Calendars of an office (`desk` 0) or a desk for the programs of staff. Each time one is withdrawn, the next has a
/// number of its own.
std::string feed_token_of(Secrets const& secrets, std::string_view office, std::int64_t desk, std::int64_t number);
bool opens_feed(Secrets const& secrets, std::string_view token, std::string_view office, std::int64_t desk,
                std::int64_t number);

// ---- When keys change (authority::UnderKeys)

/// One portion: what is sealed and what follows from addresses, with the newest key.
void renew_under_keys(db::Database& database, crypto::Keys const& keys, crypto::Random& random, Day today);
/// Links to appointments and entries that were given out with the key of this number and still open something.
std::int64_t links_under_key(db::Database& database, crypto::Keys const& keys, int number, Day today);

}  // namespace kreislauf::appointments
