#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "platform/ldap/connection.h"
#include "platform/ldap/ldap.h"
#include "platform/ldap/written.h"

namespace kreislauf::ldap {

namespace {

constexpr std::array<std::string_view, 9> names{"fits",        "not_found", "several",         "password_refused",
                                                "unreachable", "insecure",  "service_refused", "too_slow",
                                                "unexpected"};

struct Found {
  Reason reason = Reason::fits;
  std::string name = {};  ///< distinguished
};

/// As the account that may search. Which of two is meant nobody knows: then neither.
Found look(Connection& connection, Place const& place, std::string_view name) {
  auto const service = connection.bind(place.bind_name, place.bind_secret);
  if (service == Reason::password_refused) return {.reason = Reason::service_refused};
  if (service != Reason::fits) return {.reason = service};
  auto found = connection.search(filter_for(place, name));
  if (not found) return {.reason = connection.fault()};
  if (found->empty()) return {.reason = Reason::not_found};
  if (found->size() > 1 or found->front().empty()) return {.reason = Reason::several};
  return {.name = std::move(found->front())};
}

/// Asks the first server that can be reached over TLS.
Reason ask(Place const& place, std::function<Reason(Connection&)> const& question) {
  auto const until = std::chrono::steady_clock::now() + place.whole;
  auto reason = Reason::unreachable;
  for (auto const& address : place.addresses) {
    Connection connection{place, until};
    reason = connection.open(address);
    if (reason == Reason::fits) return question(connection);
  }
  return reason;
}

class Network final : public Peer {
 public:
  Reason prove(Place const& place, std::string_view name, std::string_view password) override {
    if (not can_be_asked(name) or not can_be_asked(password)) return Reason::password_refused;
    return ask(place, [&](Connection& connection) {
      auto const found = look(connection, place, name);
      if (found.reason == Reason::fits) return connection.bind(found.name, password);
      if (not has_answered(found.reason)) return found.reason;
      // The same work for somebody whom it does not know, and no password of anybody.
      auto const nobody = connection.bind(nobody_in(place), "nobody");
      return nobody == Reason::fits or nobody == Reason::password_refused ? found.reason : nobody;
    });
  }

  Reason find(Place const& place, std::string_view name) override {
    if (not can_be_asked(name)) return Reason::not_found;
    return ask(place, [&](Connection& connection) { return look(connection, place, name).reason; });
  }
};

}  // namespace

std::string_view name_of(Reason reason) { return names[static_cast<std::size_t>(reason)]; }

bool has_answered(Reason reason) { return reason <= Reason::password_refused; }

Peer& network() {
  static Network one;
  return one;
}

}  // namespace kreislauf::ldap
