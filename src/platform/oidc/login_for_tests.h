#pragma once

#include <doctest/doctest.h>

#include <set>

#include "platform/oidc/id_token.h"
#include "platform/oidc/object.h"
#include "platform/oidc/provider_for_tests.h"

namespace kreislauf::oidc::test {

inline constexpr auto back = "https://gescher.example/anmeldung/zurueck";

/// A registration, its provider, and the way of one person.
struct Login {
  FixedClock clock{parse_iso_utc("2026-11-29T10:00:00Z")};
  crypto::SeededRandom random{7};
  Provider provider{clock};
  Registration registration{.issuer = "https://id.example", .client = "portal", .secret = "geheim"};
  std::optional<RelyingParty> party;
  std::optional<Departure> departure;
  std::vector<std::string> needed = {};

  RelyingParty& one() {
    if (not party) party.emplace(registration, provider, clock, random);
    return *party;
  }
  Outcome<Answer> leave() {
    auto const begun = one().begin({.back = back, .levels = {"high"}, .language = "de"});
    if (not begun) return refuse(begun.error());
    departure = *begun;
    return answer_in(provider.log_in(departure->address));
  }
  Outcome<Proven> come_back(Answer const& answer) { return one().finish(departure->pending, answer, back, needed); }
  /// `fine`, or why not.
  std::string whole() {
    auto const answer = leave();
    if (not answer) return std::string{name_of(answer.error())};
    auto const proven = come_back(*answer);
    return proven ? "fine" : std::string{name_of(proven.error())};
  }
  /// With another token; the control without the change stands beside it in each case.
  std::string with(std::function<void(json::object& header, json::object& all)> change) {
    provider.change = std::move(change);
    auto result = whole();
    provider.change = {};
    return result;
  }
  std::string with_claim(std::string_view name, json::value value) {
    return with([&](json::object&, json::object& all) { all[name] = value; });
  }
  std::string with_header(std::string_view name, json::value value) {
    return with([&](json::object& header, json::object&) { header[name] = value; });
  }
  std::string mangled(std::function<std::string(std::string)> mangle) {
    provider.mangle = std::move(mangle);
    auto result = whole();
    provider.mangle = {};
    return result;
  }
  std::int64_t now() const {
    return std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count();
  }
};

}  // namespace kreislauf::oidc::test
