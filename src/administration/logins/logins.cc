#include "administration/logins/logins.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "administration/logins/rules/claims.h"
#include "administration/logins/rules/settings.h"
#include "authority/command.h"
#include "base/errors.h"
#include "base/log.h"

namespace kreislauf::logins {

struct Logins::Place {
  Place(Provider its, calls::Caller& caller, Clock const& clock, crypto::Random& random)
      : provider{std::move(its)}, party{provider.registration, caller, clock, random} {}

  Provider provider;
  oidc::RelyingParty party;
};

Logins::Logins(authority::House& house) : house_{house}, passwords_{house.clock} {}
Logins::~Logins() = default;

void Logins::use(std::vector<Provider> providers, calls::Caller& caller) {
  places_.clear();
  for (auto& one : providers)
    places_.push_back(std::make_unique<Place>(std::move(one), caller, house_.clock, house_.random));
}

std::vector<Provider const*> Logins::all() const {
  std::vector<Provider const*> all;
  for (auto const& place : places_) all.push_back(&place->provider);
  return all;
}

std::vector<Provider const*> Logins::offered(authority::Authority const& authority, Need const& need) const {
  std::vector<Provider const*> found;
  for (auto const& place : places_) {
    auto const& one = place->provider;
    bool const here =
        one.towns.empty() or std::find(one.towns.begin(), one.towns.end(), authority.slug) != one.towns.end();
    // A provider that says by which words it is asked for a level, and has none for this one, cannot reach it.
    bool const reaches = one.asked_levels.empty() or not levels_to_ask(one, need.level).empty();
    bool const fits = one.holder == Holder::person or (one.holder == Holder::company and need.companies);
    if (here and reaches and fits) found.push_back(&one);
  }
  return found;
}

Provider const* Logins::find(authority::Authority const& authority, Need const& need, std::string_view id) const {
  for (auto const* one : offered(authority, need)) {
    if (one->id == id) return one;
  }
  return nullptr;
}

std::vector<Provider const*> Logins::directories(authority::Authority const& authority) const {
  std::vector<Provider const*> found;
  for (auto const& place : places_) {
    auto const& one = place->provider;
    bool const here =
        one.towns.empty() or std::find(one.towns.begin(), one.towns.end(), authority.slug) != one.towns.end();
    if (here and one.holder == Holder::staff) found.push_back(&one);
  }
  return found;
}

Logins::Place& Logins::place_of(Provider const& provider) {
  auto const found =
      std::find_if(places_.begin(), places_.end(), [&](auto const& one) { return &one->provider == &provider; });
  return **found;
}

oidc::Outcome<oidc::Departure> Logins::begin(Provider const& provider, Need const& need, std::string const& back,
                                             i18n::Language language) {
  auto departure = place_of(provider).party.begin(
      {.back = back, .levels = levels_to_ask(provider, need.level), .language = std::string{i18n::code(language)}});
  if (not departure) note_refusal(provider.id, departure.error());
  return departure;
}

oidc::Outcome<Proof> Logins::finish(Provider const& provider, Need const& need, oidc::Pending const& pending,
                                    oidc::Answer const& answer, std::string const& back) {
  auto const proven = place_of(provider).party.finish(pending, answer, back, needed_claims(provider));
  if (not proven) {
    note_refusal(provider.id, proven.error());
    return oidc::refuse(proven.error());
  }
  Proof proof{.provider = provider.name,
              .level = level_of(proven->claims, provider),
              .at = iso_utc(house_.clock.now()),
              .pseudonym = pseudonym_in(proven->claims),
              .attributes = attributes_in(proven->claims, provider.holder)};
  // OpenID Connect Core 3.1.3.7, point 12: asked for is not given; only what the answer says counts. A company whose
  // account names none is none.
  bool const named = provider.holder == Holder::person ? not proof.attributes.family_name.empty() : proof.of_company();
  if (proof.level >= need.level and proof.level != Level::none and named) return proof;
  auto const reason = named ? oidc::Reason::level_too_low : oidc::Reason::userinfo_unreadable;
  note_refusal(provider.id, reason);
  return oidc::refuse(reason);
}

oidc::Outcome<oidc::Departure> Logins::begin(Provider const& directory, std::string const& back) {
  auto departure = place_of(directory).party.begin({.back = back, .levels = directory.asked_levels, .language = "de"});
  if (not departure) note_refusal(directory.id, departure.error());
  return departure;
}

oidc::Outcome<std::string> Logins::finish(Provider const& directory, oidc::Pending const& pending,
                                          oidc::Answer const& answer, std::string const& back) {
  auto const proven = place_of(directory).party.finish(pending, answer, back, {directory.login_claim});
  auto const refused = [&](oidc::Reason reason) {
    note_refusal(directory.id, reason);
    return oidc::refuse(reason);
  };
  if (not proven) return refused(proven.error());
  if (not shows_two_factors(proven->claims, directory)) return refused(oidc::Reason::level_too_low);
  auto login = staff_login_in(proven->claims, directory);
  if (login.empty()) return refused(oidc::Reason::userinfo_unreadable);
  return login;
}

Settings settings_in(std::string const& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) == 0 and (found.st_mode & S_IRWXO) != 0)
    throw StoreDenied{fmt::format(
        "The file {} holds secrets, and everybody on this machine may read it. `chmod 600 {}` ends that.", file, file)};
  std::vector<authored::Problem> problems;
  auto settings = read_settings(authority::read_file(file), file, problems);
  if (problems.empty()) return settings;
  std::string all;
  for (auto const& one : problems)
    all += fmt::format("{}{}:{}: {}", all.empty() ? "" : "\n", one.file, one.line, one.message);
  throw StoreDenied{all};
}

void note_refusal(std::string_view provider, oidc::Reason reason) {
  log::info("login_refused", fmt::format("{}: {}", provider, oidc::name_of(reason)));
}

}  // namespace kreislauf::logins
