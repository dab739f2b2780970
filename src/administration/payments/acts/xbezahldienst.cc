#include "administration/payments/acts/xbezahldienst.h"

#include <fmt/format.h>

#include "administration/payments/rules/kassenzeichen.h"
#include "administration/payments/rules/wire.h"
#include "base/text.h"
#include "platform/calls/signature.h"

namespace kreislauf::payments {

namespace {

constexpr std::size_t longest_description = 250, most_of_answer = 65'536;  // XBezahldienste 1.0.0: description
constexpr std::chrono::seconds patience{10};
constexpr int server_error = 500, too_many = 429, timed_out = 408, client_error = 400, success = 200, not_success = 300;

class Service final : public Provider {
 public:
  Service(calls::Caller& caller, ServicePlace place) : caller_{caller}, place_{std::move(place)} {}

  std::string_view way() const override { return place_.way; }

  Said begin(Order const& order) override {
    auto const body =
        wire::write(wire::PaymentRequest{.request = order.request,
                                         .timestamp = iso_utc(order.at),
                                         .purpose = order.kassenzeichen,
                                         .description = text::shortened(order.purpose, longest_description),
                                         .redirect_url = order.back,
                                         .amount = order.amount});
    return send("POST", "", body);
  }
  Said status(std::string_view reference) override { return send("GET", path(reference), {}); }
  Said capture(std::string_view reference, std::string_view request) override {
    return send("POST", path(reference) + "/capture", wire::write_refund(request, {}));
  }
  Said refund(std::string_view reference, std::string_view request, Money amount) override {
    auto said = send("POST", path(reference) + "/refund", wire::write_refund(request, amount));
    // The standard knows no refunds: a service may not have that door.
    if (said.problem.starts_with("status 404") or said.problem.starts_with("status 405"))
      return {.kind = Said::Kind::refused, .step = Step::failed, .problem = said.problem};
    return said;
  }

 private:
  static std::string path(std::string_view reference) { return "/" + calls::encoded(reference); }

  Said send(std::string_view method, std::string const& path, std::string const& body) {
    auto const answer =
        caller_.call({.method = std::string{method},
                      .url = fmt::format("{}/paymenttransaction/{}/{}{}", place_.url, calls::encoded(place_.originator),
                                         calls::encoded(place_.endpoint), path),
                      .fields = {{"Accept", "application/json"},
                                 {"Content-Type", "application/json"},
                                 {"Authorization", "Bearer " + place_.key}},
                      .body = body,
                      .most = most_of_answer,
                      .silence = patience});
    return read(answer);
  }

  /// What is not understood says nothing. Only an error that names the request as its reason is a refusal; an unknown
  /// transaction is none, since an answer may come from a server that has not heard of it yet.
  static Said read(calls::Answer const& answer) {
    if (answer.status == 0) return {.problem = answer.problem};
    if (answer.status >= success and answer.status < not_success) {
      auto const information = wire::read_information(answer.body);
      auto const step = information ? wire::step_of(*information) : std::nullopt;
      if (not step) return {.problem = "an answer that says nothing"};
      return {.kind = Said::Kind::answered,
              .step = *step,
              .reference = information->transaction,
              .address = information->redirect_url,
              .amount = information->amount.value_or(Money{}),
              .method = information->method};
    }
    auto const code = wire::error_in(answer.body);
    auto const problem = fmt::format("status {} {}", answer.status, code);
    bool const later = answer.status >= server_error or answer.status == too_many or answer.status == timed_out;
    if (later or answer.status < client_error or code.empty() or code == "PAYMENT_EXISTS" or code == "UNSPECIFIED")
      return {.problem = problem};
    return {.kind = Said::Kind::refused, .step = Step::failed, .problem = problem};
  }

  calls::Caller& caller_;
  ServicePlace place_;
};

}  // namespace

std::unique_ptr<Provider> xbezahldienst(calls::Caller& caller, ServicePlace place) {
  return std::make_unique<Service>(caller, std::move(place));
}

}  // namespace kreislauf::payments
