#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/payments/model.h"
#include "base/clock.h"

namespace kreislauf::payments {

/// What a provider is asked to take from a payer.
struct Order {
  std::string request;  ///< the provider does it once, however often it is asked under this name
  Money amount{};
  std::string kassenzeichen;
  std::string purpose;
  std::string back;  ///< where the payer comes back to
  Instant at{};
};

/// What a provider says of a charge or a refund.
struct Said {
  enum class Kind : std::uint8_t {
    silent,    ///< no answer, or one that says nothing: whether it was done is not known
    answered,  ///< this is how it is
    refused,   ///< it was not done and will not be
  } kind = Kind::silent;
  Step step = Step::begun;
  std::string reference = {};
  std::string address = {};  ///< where the payer goes on
  Money amount{};            ///< of a charge that is paid
  std::string method = {};
  std::string problem = {};  ///< for the log, without personal data
  bool released = false;     ///< the payer has agreed, and nothing is taken: the sum is owed no more
};

/// Somebody who takes payments online. Calls may take seconds: never inside of an act.
class Provider {
 public:
  virtual ~Provider() = default;
  virtual std::string_view way() const = 0;
  /// Begins a charge; asked again, it tells the same one.
  virtual Said begin(Order const& order) = 0;
  virtual Said status(std::string_view reference) = 0;
  /// Takes what the payer has authorised.
  virtual Said capture(std::string_view reference, std::string_view request) = 0;
  /// Gives back a part of a charge, once for each `request`; asked again, it tells how it went.
  virtual Said refund(std::string_view reference, std::string_view request, Money amount) = 0;
};

}  // namespace kreislauf::payments
