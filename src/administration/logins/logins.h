#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "administration/logins/model.h"
#include "administration/logins/password_directories.h"
#include "authority/module.h"
#include "platform/calls/calls.h"

/// Where residents log in, for modules that need to know who somebody is:
///
///   auto const departure = logins.begin(place, {...});       // out to the provider, before any act
///   auto const proof = logins.finish(place, pending, answer, needed, back);
///
/// What is between both (state, nonce, verifier) and the proof are kept by the module that asks, sealed.
namespace kreislauf::logins {

/// Where a provider sends browsers back to, at the address of each authority: registered with every provider.
inline constexpr std::string_view way_back = "/anmeldung/zurueck";

/// The same for staff.
inline constexpr std::string_view staff_way_back = "/verwaltung/anmelden/zurueck";

/// What somebody is asked for.
struct Need {
  Level level = Level::none;
  bool companies = false;  ///< a company may act with its account
  bool later = false;      ///< it helps, but is not demanded: somebody else looks at it afterwards
};

/// What stands in the file of the operator.
struct Settings {
  std::vector<Provider> providers = {};
  std::vector<PasswordDirectory> directories = {};
};

class Logins {
 public:
  explicit Logins(authority::House& house);
  ~Logins();
  Logins(Logins const&) = delete;
  Logins& operator=(Logins const&) = delete;

  /// Set once, before anything is served.
  void use(std::vector<Provider> providers, calls::Caller& caller);

  /// Directories that know the passwords of staff.
  PasswordDirectories& passwords() { return passwords_; }

  /// All that were set up.
  std::vector<Provider const*> all() const;
  /// Where a resident of this authority can fulfil the need, in the order of the file.
  std::vector<Provider const*> offered(authority::Authority const& authority, Need const& need) const;
  /// The one of this id among them, or nullptr.
  Provider const* find(authority::Authority const& authority, Need const& need, std::string_view id) const;

  /// Calls may take seconds: never inside of an act. What is refused is told in the log, by its reason alone.
  oidc::Outcome<oidc::Departure> begin(Provider const& provider, Need const& need, std::string const& back,
                                       i18n::Language language);
  oidc::Outcome<Proof> finish(Provider const& provider, Need const& need, oidc::Pending const& pending,
                              oidc::Answer const& answer, std::string const& back);

  /// The directories in which staff of this authority sign in.
  std::vector<Provider const*> directories(authority::Authority const& authority) const;
  oidc::Outcome<oidc::Departure> begin(Provider const& directory, std::string const& back);
  /// The login of the account, as the directory names it; only with two factors.
  oidc::Outcome<std::string> finish(Provider const& directory, oidc::Pending const& pending, oidc::Answer const& answer,
                                    std::string const& back);

 private:
  struct Place;
  Place& place_of(Provider const& provider);

  authority::House& house_;
  std::vector<std::unique_ptr<Place>> places_;
  PasswordDirectories passwords_;
};

/// Reads the file of the operator. Throws StoreDenied with what to do: not there, readable for others, wrong in a line.
Settings settings_in(std::string const& file);
/// A line of the log: `bundid: nonce_wrong`. It names nobody.
void note_refusal(std::string_view provider, oidc::Reason reason);

/// Made before the modules that ask for logins.
std::shared_ptr<Logins> make(authority::House& house);
/// All that this module gives to the house: `kreislauf check logins FILE`.
authority::Module module(std::shared_ptr<Logins> logins);

}  // namespace kreislauf::logins
