#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kreislauf::authority {

/// What somebody does in an office. A person may have several roles in several offices.
enum class Role : std::uint8_t {
  kiosk,          ///< a device at the entrance: check in, hand out numbers
  reception,      ///< Empfang: the same, and sees the queue
  clerk,          ///< Sachbearbeitung: calls and serves people, books for callers
  head,           ///< Leitung: rules, desks, closures, figures
  administrator,  ///< accounts and devices of the whole authority; sees no cases
};
inline constexpr int role_count = 5;

std::string_view name_of(Role role);         ///< as stored: `clerk`
std::string_view german_name_of(Role role);  ///< `Sachbearbeitung`
bool parse_role(std::string_view text, Role& role);

/// Where a right holds: in the whole authority, or in the office that the address names (`{amt}`).
enum class Scope : std::uint8_t { authority, office };

/// May somebody hold it who sees some services of an office only? Then the module that names it looks at `Staff::sight`
/// wherever it shows or changes what belongs to a service. What does not promise that, such people do not get.
enum class Reach : std::uint8_t { whole_office, by_service };

/// What a member of staff may do. Each module names its own and says which roles hold it; a route of staff asks for
/// one.
struct Right {
  std::string_view name;    ///< `appointments.serve`
  std::string_view german;  ///< what it allows, for the pages that give roles
  Scope scope;
  std::uint8_t roles = 0;  ///< who holds it; see held_by
  Reach reach = Reach::whole_office;

  constexpr bool held_by(Role role) const { return (roles >> static_cast<int>(role) & 1) != 0; }
};
/// `{"news.write", "Neuigkeiten schreiben", Scope::authority, held_by({Role::clerk, Role::head})}`
constexpr std::uint8_t held_by(std::initializer_list<Role> roles) {
  unsigned bits = 0;
  for (auto const role : roles) bits |= 1U << static_cast<int>(role);
  return static_cast<std::uint8_t>(bits);
}

/// A role in one office; `*` is every office of the authority.
struct Assignment {
  Role role;
  std::string office;
  std::vector<std::string> services = {};  ///< only what belongs to these (names in addresses); empty: to any
};

/// Of which services somebody sees what an office has.
struct Sight {
  bool all = false;
  std::vector<std::string> services = {};  ///< in order, each once; where not `all`
  bool covers(std::string_view service) const;
};

/// A signed-in member of staff (or a device), as long as one request lasts.
struct Staff {
  std::int64_t id = 0;
  std::string login, name;
  std::vector<Assignment> roles;
  std::string csrf;            ///< must come back with every form
  std::string session;         ///< key of the session, for signing out
  std::string principal = {};  ///< in events, where it is no member of staff: `program:3`

  /// May this person do this? With an empty office: in any office.
  bool may(Right const& right, std::string_view office = {}) const;
  /// Of which services? The one place that knows; also for the right itself it must be `Reach::by_service`.
  Sight sight(Right const& right, std::string_view office) const;
  /// May this person do this with something of this service?
  bool may(Right const& right, std::string_view office, std::string_view service) const {
    return sight(right, office).covers(service);
  }
  std::string actor() const { return principal.empty() ? "staff:" + std::to_string(id) : principal; }
};

/// A specialist system (Fachverfahren) that acts by a key of its own, with the rights of a clerk of one office.
struct Program {
  std::int64_t id = 0;
  std::string name = {};
  bool writes = false;                     ///< may also change something
  std::vector<std::string> services = {};  ///< slugs; only these; empty: all
};

/// A link in the frame of staff pages and on their start page.
struct NavEntry {
  std::string_view path;  ///< with `{amt}`: shown for the office the person works in
  std::string_view label;
  std::string_view hint;  ///< what one does there, one sentence
  Right const* right;
};

namespace rights {
/// Everybody who works here may; for the pages of the own account.
inline constexpr Right staff{"staff", "Anmelden", Scope::authority,
                             held_by({Role::reception, Role::clerk, Role::head, Role::administrator}),
                             Reach::by_service};
}  // namespace rights

}  // namespace kreislauf::authority
