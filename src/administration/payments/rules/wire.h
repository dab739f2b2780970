#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "administration/payments/model.h"

/// The JSON of XBezahldienste 1.0.0; the spellings (`grosAmount`, `PAYED`) are the standard's own. Newer metadata of
/// FIT-Connect say `BOOKED` for `PAYED`: both are read.
namespace kreislauf::payments::wire {

struct PaymentRequest {
  std::string request, timestamp, purpose, description, redirect_url;
  Money amount{};
};
std::string write(PaymentRequest const& request);
std::optional<PaymentRequest> read_request(std::string_view json);

struct PaymentInformation {
  std::string transaction, reference, redirect_url, timestamp;
  std::string status;         ///< INITIAL, PAYED, FAILED, CANCELED
  std::string status_detail;  ///< AUTHORISED where the money is reserved and not taken
  std::string method;         ///< CREDITCARD, PAYPAL, OTHER ...
  std::optional<Money> amount;
};
std::string write(PaymentInformation const& information);
std::optional<PaymentInformation> read_information(std::string_view json);
/// Nothing for a status that nobody knows: it says nothing.
std::optional<Step> step_of(PaymentInformation const& information);

/// `{"requestId": ..., "grosAmount": 12.5}`
std::string write_refund(std::string_view request, Money amount);
/// `code` of an error: PAYMENT_EXISTS ...
std::string error_in(std::string_view json);
std::string write_error(std::string_view code);
/// Euros as JSON writes them, exactly: 12.5 is 1250 cents; nothing for parts of a cent.
std::optional<Money> euros(double value);

}  // namespace kreislauf::payments::wire
