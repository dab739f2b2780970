#include "administration/identity/rules.h"

#include <algorithm>
#include <array>

#include "platform/crypto/crypto.h"
#include "platform/http/visitor.h"

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
  // Until there is a second factor, the password alone opens it: for seven days, as a one-time password does.
  if (account.by_directory and account.totp_secret.empty())
    return account.one_time_until and *account.one_time_until > now;
  return not account.must_change or not account.one_time_until or *account.one_time_until > now;
}

bool is_login(std::string_view login) {
  if (login.size() < 2 or login.size() > 40 or login.front() < 'a' or login.front() > 'z') return false;
  return login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string_view::npos;
}

std::string safe_target(std::string_view path) { return http::own_path_or(path, "/verwaltung"); }

}  // namespace kreislauf::identity::rules
