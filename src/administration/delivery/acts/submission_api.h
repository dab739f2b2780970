#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "administration/delivery/model.h"
#include "base/function_ref.h"
#include "platform/calls/calls.h"
#include "platform/crypto/jose.h"

namespace kreislauf::delivery {

/// The service between sender and specialist system (Zustelldienst), as the Submission API v1 of FIT-Connect shapes it.
/// Calls may take seconds: never inside of an act. Keeps its token as long as it lives.
class SubmissionApi {
 public:
  SubmissionApi(calls::Caller& caller, Destination const& to, std::string secret)
      : caller_{caller}, to_{to}, secret_{std::move(secret)} {}

  /// How a call went.
  struct Reply {
    enum class Kind {
      silent,  ///< no answer, or none that says anything: whether it was done is not known
      done,
      refused,  ///< it was not done and will not be
      gone,     ///< there is no such thing
    } kind = Kind::silent;
    int status = 0;
    std::string body = {};
    bool done() const { return kind == Kind::done; }
  };

  struct Place {
    std::string encryption_kid;
    bool active = false;
    std::vector<std::string> schemas = {};  ///< of data it takes; none: it does not say
  };
  struct Told {
    Reply reply;
    std::optional<Place> place = {};
  };
  Told destination();
  /// A key of the destination, checked: FIT-Connect asks for 4,096 bits.
  Result<crypto::jose::Jwk> key(std::string_view kid, crypto::jose::Use use);
  /// A key of the service itself.
  Result<crypto::jose::Jwk> own_key(std::string_view kid);

  struct Created {
    Reply reply;
    std::string submission = {}, case_id = {};
  };
  Created create(std::string const& announcement);
  Reply put_attachment(std::string_view submission, std::string_view attachment, std::string const& encrypted);
  Reply submit(std::string_view submission, std::string const& metadata, std::string const& data);
  struct Log {
    Reply reply;
    std::vector<std::string> tokens = {};
  };
  Log events(std::string_view case_id);

 private:
  Reply send(std::string_view method, std::string const& path, std::string const& body = {},
             std::string_view type = "application/json");
  Reply ask_token();
  Reply ask(calls::Call const& call);

  calls::Caller& caller_;
  Destination const& to_;
  Result<crypto::jose::Jwk> kept(std::string const& name, FunctionRef<Result<crypto::jose::Jwk>()> fetch);

  std::string secret_, token_;
  /// Each is fetched once, and no log can make us fetch any number of them.
  std::map<std::string, Result<crypto::jose::Jwk>> keys_;
};

}  // namespace kreislauf::delivery
