#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "platform/calls/calls.h"
#include "platform/crypto/jose.h"

/// The other side of a submission in memory: the delivery service and the specialist system behind it, in the shape of
/// FIT-Connect's Submission API. Misbehaves on request.
namespace kreislauf::test {

class DeliveryService final : public calls::Caller {
 public:
  explicit DeliveryService(Clock const& clock);

  calls::Answer call(calls::Call const& call) override;

  enum class Mischief {
    none,
    lost,        ///< the request never arrives
    late,        ///< it is done, but the answer does not come back
    fail_first,  ///< 500, and the next try succeeds
    nonsense,    ///< an answer that nobody can read
  };
  /// Asked for each call: `PUT`, `/v1/submissions/...`.
  std::function<Mischief(std::string_view method, std::string_view path)> decide;

  struct Submission {
    std::string id, case_id, announcement;
    std::map<std::string, std::string> attachments = {};  ///< encrypted, by id
    std::string metadata = {}, data = {};                 ///< encrypted
    std::size_t handed_over = 0;
    std::vector<std::string> log = {};
  };
  std::vector<Submission> submissions;
  Submission& last() { return submissions.back(); }
  std::string opened(std::string const& encrypted) const;

  // ---- What the specialist system does; each adds a token to the log

  void accept(Submission& submission);
  void reject(Submission& submission, std::string_view problems);
  void service_says(Submission& submission, std::string_view kind);
  /// Any token, with what a forger would write.
  struct Claim {
    std::string issuer, submission, case_id, kind, more = "{}";
    std::int64_t at = 0;
  };
  std::string token(Claim const& claim, crypto::jose::Jwk const& key) const;
  Claim claim_of(Submission const& submission, std::string kind, std::string more) const;
  std::string tags_of(Submission const& submission) const;

  static constexpr std::string_view destination = "0f6ab2c1-8d39-4d53-9b5e-6d1f3a5f7a11",
                                    place = "https://zustelldienst.example",
                                    token_url = "https://anmeldung.example/token",
                                    schema = "https://schema.example/sperrmuell/1.0";
  /// `lock` is what others encrypt for.
  static crypto::jose::Jwk const& lock();
  static crypto::jose::Jwk const& pen();          ///< of the destination
  static crypto::jose::Jwk const& service_pen();  ///< of the service
  std::string published_lock;
  bool active = true;
  std::size_t calls_made = 0;

 private:
  calls::Answer handle(calls::Call const& call, std::string const& path);
  calls::Answer create(std::string_view body);
  calls::Answer submit(Submission& submission, std::string_view body);
  Submission* find(std::string_view id);
  std::string uuid();

  Clock const& clock_;
  std::size_t made_ = 0;
};

}  // namespace kreislauf::test
