#pragma once

#include <boost/json.hpp>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/calls/calls.h"
#include "platform/crypto/crypto.h"
#include "platform/oidc/discovery.h"
#include "platform/oidc/key_set.h"

namespace kreislauf::oidc {

/// How an operator has registered this program with a provider.
struct Registration {
  std::string issuer;
  std::string client;
  std::string secret = {};  ///< client_secret_basic, where there is no key
  std::optional<crypto::OwnKey> key = {};
  std::string kid = {};  ///< the name under which the provider knows `key`
  std::vector<std::string> scopes = {"openid"};
  bool loopback = false;  ///< the provider is on this machine and speaks without TLS: tests, demonstration
};

/// What belongs to one login and must come back to it alone: kept by the caller, told to nobody.
struct Pending {
  std::string state, nonce, verifier;
};

struct Wish {
  std::string back;                 ///< redirect_uri, as registered
  std::vector<std::string> levels;  ///< acr_values, the one that is liked best first; may be empty
  std::string language = {};        ///< ui_locales
};
struct Departure {
  Pending pending;
  std::string address;  ///< where the browser goes
};

/// What the browser brings back. Read by `answer_in`.
struct Answer {
  std::string code = {}, state = {}, issuer = {}, error = {};
};
/// From a query. A parameter that stands there twice makes it unreadable: two readers would take different ones.
Outcome<Answer> answer_in(std::string_view query);

/// Who it was, proven.
struct Proven {
  std::string issuer, subject;
  boost::json::object claims;
};

/// One provider, for all who log in there. Safe for several threads; calls may take seconds.
class RelyingParty {
 public:
  RelyingParty(Registration registration, calls::Caller& caller, Clock const& clock, crypto::Random& random);

  Outcome<Departure> begin(Wish const& wish);
  /// The code is shown to the provider once. `needed`: claims for which userinfo is asked where the ID token lacks one.
  Outcome<Proven> finish(Pending const& pending, Answer const& answer, std::string const& back,
                         std::vector<std::string> const& needed);

 private:
  struct Exchanged {
    std::string id_token, access_token;
  };
  Outcome<Metadata> metadata();
  Outcome<std::string> fetch(std::string const& url, std::string const& bearer = {});
  /// The key that is said to have signed; asks for the list again where it is not there.
  Outcome<crypto::VerifyingKey> key_of(Metadata const& metadata, std::string_view kid, crypto::SignedBy algorithm);
  Outcome<Exchanged> exchange(Metadata const& metadata, std::string const& code, std::string const& verifier,
                              std::string const& back);
  Outcome<boost::json::object> proven_claims(Metadata const& metadata, Exchanged const& exchanged,
                                             std::string const& nonce);
  /// What userinfo knows besides; what the ID token says stays.
  Outcome<bool> add_userinfo(Metadata const& metadata, std::string const& access_token, boost::json::object& claims);
  std::string own_assertion(Metadata const& metadata);

  Registration registration_;
  calls::Caller& caller_;
  Clock const& clock_;
  crypto::Random& random_;
  std::mutex mutex_;  ///< guards what follows; who waits for it would ask for the same
  std::optional<Metadata> metadata_;
  Instant metadata_at_{};
  bool asking_ = false;                  ///< somebody asks just now
  std::optional<Instant> silent_until_;  ///< it did not answer
  KeySet keys_;
  std::optional<Instant> keys_asked_at_;
};

}  // namespace kreislauf::oidc
