#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "administration/payments/rules/wire.h"
#include "base/clock.h"
#include "platform/calls/calls.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::payments {

/// What the sandbox does wrong. Each is what real services and networks have done.
enum class Mischief : std::uint8_t {
  none,
  lost,        ///< the request never arrives
  late,        ///< it is done, but the answer does not come back
  fail_first,  ///< 500, and the next try succeeds
  nonsense,    ///< an answer that nobody can read
};
/// How it tells that something has changed.
enum class Telling : std::uint8_t {
  once,
  late,  ///< half an hour later
  twice,
  never,
  out_of_order,   ///< first that it is paid, then that it has begun
  before_answer,  ///< before the payer comes back and before anybody has asked
  forged,         ///< with a signature of somebody else, and the contrary of what is true
  replayed,       ///< the same notice again, a day later
};

/// A payment service in memory with the interface of XBezahldienste, for the demonstration and for tests: another end
/// of the same wire as a real one. It keeps nothing over a restart. Safe for several threads.
class Sandbox final : public calls::Caller {
 public:
  Sandbox(Clock const& clock, crypto::Random& random) : clock_{clock}, random_{random} {}

  calls::Answer call(calls::Call const& call) override;

  /// A transaction as the payer's page shows it and as a test looks into it.
  struct Transaction {
    std::string id = {}, request = {}, kassenzeichen = {}, purpose = {}, back = {};
    std::string status = "INITIAL", detail = {}, method = {};
    Money amount{}, captured{}, refunded{};
    Instant begun{};
    Telling telling = Telling::once;
    std::map<std::string, Money> refunds = {};  ///< by request
  };
  std::optional<Transaction> find(std::string_view id) const;
  std::vector<Transaction> all() const;

  // ---- What a payer does on its page

  /// Reserves the money; false when it is too late.
  bool authorise(std::string_view id, Telling telling, bool only_reserve = false);
  bool cancel(std::string_view id, Telling telling);
  bool decline(std::string_view id, Telling telling);
  /// The next calls about anything go wrong like this, one by one.
  void plan(std::vector<Mischief> next);
  /// Decides for each call; for simulations.
  void decide(std::function<Mischief()> choose);

  /// A notice as it is sent to the portal: a hint to ask, signed by HMAC-SHA-256 over its body.
  struct Notice {
    Instant due{};
    std::string originator, body, signature;
  };
  /// Those that are due; each is given once.
  std::vector<Notice> take_notices();
  static constexpr std::string_view notice_key = "sandbox-notices", api_key = "sandbox-key";

 private:
  using Fields = std::map<std::string, Transaction, std::less<>>;
  calls::Answer handle(calls::Call const& call);
  calls::Answer begin(std::string const& originator, std::string_view body);
  calls::Answer capture(Transaction& transaction);
  calls::Answer refund(Transaction& transaction, std::string_view body);
  static calls::Answer tell(Transaction const& transaction, int status = 200);
  static calls::Answer refuse(int status, std::string_view code);
  void expire(Transaction& transaction) const;
  Transaction* open_one(std::string_view id);
  void notify(Transaction const& transaction, Telling telling, std::string_view before);
  Mischief next();

  Clock const& clock_;
  crypto::Random& random_;
  mutable std::mutex mutex_;
  Fields transactions_;
  std::map<std::string, std::string> by_request_, originator_of_;
  std::vector<Mischief> planned_;
  std::function<Mischief()> choose_;
  std::vector<Notice> notices_;
};

}  // namespace kreislauf::payments
