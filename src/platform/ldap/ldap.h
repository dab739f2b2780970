#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Passwords that a directory knows (LDAP v3, RFC 4511): who somebody is, by searching for the name and binding as what
/// was found. Nothing is kept here, and nothing of the directory is read but that there is such an entry.
namespace kreislauf::ldap {

/// A directory, as the operator has set it up.
struct Place {
  /// `ldaps://dc1.example`, or `ldap://` with StartTLS: never without TLS. The first that answers is asked.
  std::vector<std::string> addresses;
  std::string ca_file = {};  ///< whose certificates are believed; empty: those of the system
  std::string base;          ///< below which people stand: `ou=Personen,dc=gescher,dc=example`
  std::string bind_name;     ///< of the account that may search
  std::string bind_secret;
  std::string name_attribute = "uid";  ///< the name to sign in with; `sAMAccountName` in Active Directory
  std::string group = {};              ///< `memberOf` must name it; empty: everybody
  std::string filter = {};             ///< must fit, too: `(!(loginDisabled=TRUE))`; as RFC 4515 writes it
  std::chrono::milliseconds connect{2000}, whole{5000};  ///< for one address; for all that is asked
};

/// What came of it. Only who runs the house is told which one it was, never a visitor.
enum class Reason : std::uint8_t {
  fits,
  not_found,         ///< nobody of this name, or not in the group
  several,           ///< more than one: nobody knows who is meant
  password_refused,  ///< also: locked, expired, to be changed there
  unreachable,       ///< no address answers
  insecure,          ///< no TLS, or a certificate that is not to be believed
  service_refused,   ///< the account that searches may not come in
  too_slow,
  unexpected,  ///< any other answer, also a referral: other servers are not asked
};
std::string_view name_of(Reason reason);  ///< `not_found`, for the log
/// Has the directory said anything of the person?
bool has_answered(Reason reason);

class Peer {
 public:
  virtual ~Peer() = default;
  /// Is this the password of who has this name? Binds also where nobody has it, so that both take as long.
  virtual Reason prove(Place const& place, std::string_view name, std::string_view password) = 0;
  /// Is there somebody of this name who belongs there?
  virtual Reason find(Place const& place, std::string_view name) = 0;
};

/// libldap. May be used by several threads; each question opens a connection of its own and is over after `whole`.
Peer& network();

}  // namespace kreislauf::ldap
