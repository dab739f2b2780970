#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::identity::rules {

inline constexpr std::size_t shortest_password = 12, longest_password = 200;

enum class PasswordFault : std::uint8_t { none, too_short, too_long, too_common, like_name };

/// NIST SP 800-63B and BSI ORP.4: length counts, no rules about kinds of letters, nothing that everybody tries first
/// (OWASP ASVS 5.0.0, 6.2.4, 6.2.11, 6.2.12). `context` are folded words that suggest themselves where this person
/// works: the town, its district, its offices.
PasswordFault check_password(std::string_view password, std::string_view login, std::string_view name,
                             std::vector<std::string> const& context = {});

}  // namespace kreislauf::identity::rules
