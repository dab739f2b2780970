#include "administration/accounts/rules/entering.h"

#include <fmt/format.h>

namespace kreislauf::accounts::rules {

std::string mailbox_of(std::string_view address) {
  std::string mailbox{address};
  for (auto& c : mailbox) {
    if (c >= 'A' and c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return mailbox;
}

std::string new_code(crypto::Random& random) {
  constexpr std::uint32_t codes = 100'000'000;
  constexpr std::uint32_t fair = UINT32_MAX - UINT32_MAX % codes;  // above it some codes would come more often
  for (;;) {
    unsigned char bytes[4];
    random.fill(bytes, sizeof bytes);
    std::uint32_t value = 0;
    for (auto const byte : bytes) value = value << 8 | byte;
    if (value < fair) return fmt::format("{:0{}}", value % codes, code_digits);
  }
}

bool is_alive(Session const& session, Instant now) {
  auto const seen = parse_iso_utc(session.seen_at);
  if (seen > now or parse_iso_utc(session.ends_at) <= now) return false;
  return session.stays or now - seen < idle_limit;
}

}  // namespace kreislauf::accounts::rules
