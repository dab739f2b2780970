#include "administration/logins/password_directories.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/log.h"

namespace kreislauf::logins {

namespace {

/// Of the workers for what takes long (http::ServerOptions::heavy_workers): the others go on letting in who has a
/// password here.
constexpr int most_at_once = 6;
constexpr std::chrono::seconds rest{15};

struct Turn {
  explicit Turn(std::atomic<int>& all) : count{all}, number{++all} {}
  ~Turn() { --count; }
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;

  std::atomic<int>& count;
  int number;
};

}  // namespace

void PasswordDirectories::use(std::vector<PasswordDirectory> directories, ldap::Peer& peer) {
  peer_ = &peer;
  places_.clear();
  for (auto& one : directories) places_.push_back(std::make_unique<Place>(std::move(one)));
}

PasswordDirectory const* PasswordDirectories::of(authority::Authority const& authority) const {
  for (auto const& place : places_) {
    auto const& towns = place->directory.towns;
    if (std::find(towns.begin(), towns.end(), authority.slug) != towns.end()) return &place->directory;
  }
  return nullptr;
}

std::vector<PasswordDirectory const*> PasswordDirectories::all() const {
  std::vector<PasswordDirectory const*> all;
  for (auto const& place : places_) all.push_back(&place->directory);
  return all;
}

/// One asks whether it is back; until it has answered, all others are told at once that it is away.
bool PasswordDirectories::may_ask(Place& place) {
  auto const now = clock_.now();
  std::lock_guard const lock{place.mutex};
  if (place.rests_until == Instant{}) return true;
  if (now < place.rests_until) return false;
  place.rests_until = now + rest;
  return true;
}

/// Also one that does not let us in: who asks on and on locks out the account that searches.
void PasswordDirectories::note(Place& place, ldap::Reason reason) {
  bool const answers = ldap::has_answered(reason);
  if (not answers or reason == ldap::Reason::several)
    log::error("directory_refused", fmt::format("{}: {}", place.directory.id, ldap::name_of(reason)));
  std::lock_guard const lock{place.mutex};
  place.rests_until = answers ? Instant{} : clock_.now() + rest;
}

ldap::Reason PasswordDirectories::ask(PasswordDirectory const& directory, Question const& question) {
  auto const found =
      std::find_if(places_.begin(), places_.end(), [&](auto const& one) { return &one->directory == &directory; });
  auto& place = **found;
  Turn const turn{asking_};
  if (turn.number > most_at_once) return ldap::Reason::too_slow;
  if (not may_ask(place)) return ldap::Reason::unreachable;
  auto const reason = question(*peer_, place.directory.place);
  note(place, reason);
  return reason;
}

ldap::Reason PasswordDirectories::prove(PasswordDirectory const& directory, std::string_view name,
                                        std::string_view password) {
  return ask(directory, [&](ldap::Peer& peer, ldap::Place const& at) { return peer.prove(at, name, password); });
}

ldap::Reason PasswordDirectories::pretend(PasswordDirectory const& directory) {
  // No login begins with a hyphen (identity::rules::is_login).
  auto const reason = prove(directory, "-", "-");
  return ldap::has_answered(reason) ? ldap::Reason::not_found : reason;
}

ldap::Reason PasswordDirectories::find(PasswordDirectory const& directory, std::string_view name) {
  return ask(directory, [&](ldap::Peer& peer, ldap::Place const& at) { return peer.find(at, name); });
}

}  // namespace kreislauf::logins
