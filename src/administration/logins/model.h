#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/oidc/relying_party.h"

/// Logins of residents at providers of identities: BundID, Mein Unternehmenskonto.
namespace kreislauf::logins {

/// How sure it is that somebody is who he says (Article 8 (2) of Regulation (EU) 910/2014; BundID calls them
/// STORK-QAA-Level-1, -3 and -4).
enum class Level : std::uint8_t {
  none,         ///< nobody has been asked
  basic,        ///< an account with a password; what it says of somebody nobody has looked at
  substantial,  ///< an ELSTER certificate
  high,         ///< the online function of an identity card
};
std::string_view name_of(Level level);  ///< as stored: `substantial`
/// `none` for any other word.
Level level_in(std::string_view name);

/// Whose account it is.
enum class Holder : std::uint8_t {
  person,
  company,
  staff  ///< who works here: the directory of the authority; no resident is sent there
};

/// What a provider has said of somebody: only what a form may need, each at most 200 letters.
struct Attributes {
  std::string given_name = {}, family_name = {};
  std::string birthdate = {};                                                ///< `1964-08-12`, or empty
  std::string street = {}, house_number = {}, postal_code = {}, place = {};  ///< of the person, or of the company
  std::string company = {};  ///< its name; then the name above is of who acts for it

  friend bool operator==(Attributes const&, Attributes const&) = default;
};

/// Who somebody was at the moment of the login.
struct Proof {
  std::string provider;  ///< as residents read it: `BundID`
  Level level = Level::none;
  std::string at;         ///< moment, ISO 8601 in UTC
  std::string pseudonym;  ///< bPK2: of this person for this client of the provider alone
  Attributes attributes = {};

  bool of_company() const { return not attributes.company.empty(); }
};
/// As it is stored (sealed), and read again; nothing of anything else.
std::string text_of(Proof const& proof);
std::optional<Proof> proof_in(std::string_view text);

/// Where residents can log in, as the operator has set it up.
struct Provider {
  std::string id;    ///< `bundid`: in addresses and in the log
  std::string name;  ///< `BundID`
  Holder holder = Holder::person;
  oidc::Registration registration = {};
  std::vector<std::string> towns = {};         ///< slugs; empty: all
  std::string level_claim = "acr";             ///< which claim tells the level
  std::map<std::string, Level> levels = {};    ///< what its values mean; those of BundID and eIDAS are known
  std::vector<std::string> asked_levels = {};  ///< acr_values by which a level is asked for, from low to high
  // Of a directory of staff:
  std::string login_claim = "preferred_username";  ///< which claim is the login of the account here
  std::string login_domain = {};                   ///< what stands behind the @ of that claim; empty: nothing does
  std::vector<std::string> second_factor =
      {};  ///< values of `amr` or of the level that say that two factors were shown
};

}  // namespace kreislauf::logins
