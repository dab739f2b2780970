#pragma once

#include <optional>
#include <string>

#include "administration/applications/acts/change.h"
#include "administration/applications/store/logins.h"
#include "administration/applications/store/signatures.h"
#include "administration/forms/forms.h"
#include "administration/logins/logins.h"
#include "authority/context.h"

// Somebody proves who he is, for one draft (docs/decisions/0016). The secret link of the draft is the session, so it is
// renewed by the login, as a session would be: who knew it before is out, and only the browser that comes back from the
// provider is told the new one.
namespace kreislauf::applications {

/// A login must be back by then.
inline constexpr std::chrono::minutes login_lasts{10};

/// The service needs to know who somebody is, and nobody has proven it: nothing was sent.
struct Unproven : Refused {};

/// Remembers what must come back; nothing of the draft changes.
void leave(acts::Transaction& tx, authority::TownContext const& c, Application const& application,
           std::string_view provider, oidc::Pending const& pending);

/// The same for who signs besides.
void leave(acts::Transaction& tx, authority::TownContext const& c, Signature const& signature,
           std::string_view provider, oidc::Pending const& pending);

/// What an answer of a provider is to be done with.
struct Return {
  enum class Kind : std::uint8_t {
    unknown,  ///< no login of ours, or its time is over, or another answer was given to it
    ask,      ///< the first time: the provider is asked now, by this request alone
    busy,     ///< another request asks just now
    proven,   ///< it was asked and is fine: the same answer again
    failed,   ///< it was asked and came to nothing
  } kind = Kind::unknown;
  PendingLogin login = {};
  oidc::Pending pending = {};  ///< for `ask`
};
/// Takes an answer, once.
Return take_back(acts::Transaction& tx, authority::TownContext const& c, oidc::Answer const& answer);
/// It came to nothing; the draft is as it was.
void give_up(acts::Transaction& tx, PendingLogin login);
/// Keeps who it was, and gives the draft another link. False when the draft is not as it was when the login began: then
/// nothing is kept of it.
bool identify(acts::Transaction& tx, authority::TownContext const& c, PendingLogin login, Application& application,
              logins::Proof const& proof);

/// The same for who signs besides.
bool identify(acts::Transaction& tx, authority::TownContext const& c, PendingLogin login, Signature& signature,
              logins::Proof const& proof);

/// Who has proven to sign; nothing where nobody has.
std::optional<logins::Proof> proof_of(crypto::Keys const& keys, Signature const& signature);
/// Who has proven to be the applicant; nothing where nobody has.
std::optional<logins::Proof> proof_of(crypto::Keys const& keys, Application const& application);

}  // namespace kreislauf::applications
