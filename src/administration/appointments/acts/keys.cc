#include <fmt/format.h>

#include "administration/appointments/acts/environment.h"
#include "platform/crypto/crypto.h"
#include "platform/mail/mail.h"

// Links and codes. All follow from the secret of the authority, so none of them is stored.

namespace kreislauf::appointments {

std::string token_of(std::string_view secret, std::int64_t appointment) {
  return crypto::hmac_hex(secret, "appointment:" + std::to_string(appointment)).substr(0, 32);
}
std::string entry_token_of(std::string_view secret, std::int64_t entry) {
  return crypto::hmac_hex(secret, "entry:" + std::to_string(entry)).substr(0, 32);
}

std::string confirm_code_of(std::string_view secret, Appointment const& appointment) {
  return crypto::hmac_hex(secret, "confirm:" + std::to_string(appointment.id) + ":" + appointment.email).substr(0, 20);
}

std::string person_hash_of(std::string_view secret, std::string_view email) {
  return crypto::hmac_hex(secret, "person:" + mail::mailbox_of(email)).substr(0, 32);
}

std::string token_hash_of(std::string_view token) { return crypto::sha256_hex(token); }

std::string new_code(db::Connection& connection, crypto::Random& random) {
  for (;;) {
    unsigned char bytes[code_length];
    random.fill(bytes, sizeof bytes);
    std::string code;
    for (auto const byte : bytes) code += code_letters[byte % code_letters.size()];
    if (store::code_is_free(connection, code)) return code;
  }
}

std::string video_link(Settings const& settings, std::string_view secret, Appointment const& a) {
  return settings.video_address + crypto::hmac_hex(secret, fmt::format("video:{}", a.id)).substr(0, 24);
}

}  // namespace kreislauf::appointments
