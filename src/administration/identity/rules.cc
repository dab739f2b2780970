#include "administration/identity/rules.h"

#include <algorithm>
#include <array>

#include "platform/crypto/crypto.h"

namespace kreislauf::identity::rules {

std::string subject_of(std::int64_t id) { return "staff:" + std::to_string(id); }
std::string attempts_of_login(std::string_view login) { return "account:" + crypto::sha256_hex(login); }
std::string attempts_from(std::string_view login, std::string_view from) {
  return attempts_of_login(login) + " " + std::string{from};
}
std::string attempts_of_password(std::int64_t id) { return "password:" + std::to_string(id); }

Standing standing(Session const& session, Instant now) {
  if (now < session.seen) return Standing::clock_is_behind;
  if (now >= session.expires) return Standing::ended;
  if (session.kind == Holder::staff and now - session.seen >= idle_limit) return Standing::ended;
  return Standing::alive;
}

DeviceState state_of(Device const& device, Instant now) {
  if (device.revoked) return DeviceState::revoked;
  if (device.connected) return DeviceState::connected;
  return device.code_until and *device.code_until > now ? DeviceState::waiting : DeviceState::code_ended;
}

std::chrono::minutes delay_after(std::int64_t failures, std::int64_t free) {
  if (failures < free) return std::chrono::minutes{0};
  return std::chrono::minutes{
      std::min<std::int64_t>(60, std::int64_t{1} << std::min<std::int64_t>(6, failures - free))};
}

std::int64_t free_attempts_of(std::string_view subject) {
  bool const name_alone = subject.starts_with("account:") and subject.find(' ') == std::string_view::npos;
  return name_alone ? free_attempts_of_name : free_attempts;
}

Missing missing_of(Account const& account) {
  if (account.must_change) return Missing::password;
  return account.totp_secret.empty() ? Missing::second_factor : Missing::nothing;
}

bool is_open(Account const& account, Instant now, bool demo) {
  if (not account.active or (account.sample and not demo)) return false;
  return not account.must_change or not account.one_time_until or *account.one_time_until > now;
}

bool is_login(std::string_view login) {
  if (login.size() < 2 or login.size() > 40 or login.front() < 'a' or login.front() > 'z') return false;
  return login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string_view::npos;
}

std::string browser_of(std::string_view user_agent) {
  struct Name {
    std::string_view mark, name;
  };
  // The order counts: Edge calls itself Chrome, and Chrome calls itself Safari.
  static constexpr std::array<Name, 4> browsers{
      {{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}};
  static constexpr std::array<Name, 6> systems{{{"Android", "Android"},
                                                {"iPhone", "iPhone"},
                                                {"iPad", "iPad"},
                                                {"Windows", "Windows"},
                                                {"Mac OS", "macOS"},
                                                {"Linux", "Linux"}}};
  auto const find = [&](auto const& names) {
    for (auto const& one : names) {
      if (user_agent.find(one.mark) != std::string_view::npos) return one.name;
    }
    return std::string_view{};
  };
  auto const browser = find(browsers), system = find(systems);
  if (browser.empty() or system.empty()) return std::string{browser.empty() ? system : browser};
  return std::string{browser} + ", " + std::string{system};
}

std::string in_fours(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 and i % 4 == 0) out += ' ';
    out += code[i];
  }
  return out;
}

std::string safe_target(std::string_view path) {
  static constexpr std::string_view start = "/verwaltung";
  bool const clean =
      std::all_of(path.begin(), path.end(), [](unsigned char c) { return c > ' ' and c < 127 and c != '\\'; });
  bool const own = path.size() <= 500 and path.starts_with('/') and not path.starts_with("//");
  return std::string{clean and own ? path : start};
}

}  // namespace kreislauf::identity::rules
