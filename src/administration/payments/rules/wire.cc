#include "administration/payments/rules/wire.h"

#include <boost/json.hpp>
#include <cmath>

namespace kreislauf::payments::wire {

namespace {

namespace json = boost::json;

constexpr double cents_in_euro = 100, most_euros = 999'999.99, parts_of_a_cent = 1e-6;

std::optional<json::object> object_in(std::string_view text) {
  boost::system::error_code bad;
  auto value = json::parse(text, bad);
  if (bad or not value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

std::string text(json::object const& from, std::string_view name) {
  auto const* found = from.if_contains(name);
  return found != nullptr and found->is_string() ? std::string{found->as_string()} : std::string{};
}

std::optional<Money> amount_in(json::object const& from, std::string_view name) {
  auto const* found = from.if_contains(name);
  if (found == nullptr or not found->is_number()) return std::nullopt;
  return euros(found->to_number<double>());
}

double in_euros(Money amount) { return static_cast<double>(amount.cents) / cents_in_euro; }

}  // namespace

std::optional<Money> euros(double value) {
  if (not(value >= 0 and value <= most_euros)) return std::nullopt;
  auto const cents = std::round(value * cents_in_euro);
  if (std::abs(value * cents_in_euro - cents) > parts_of_a_cent) return std::nullopt;
  return Money{static_cast<std::int64_t>(cents)};
}

std::string write(PaymentRequest const& r) {
  auto const amount = in_euros(r.amount);
  // One item: what is paid for; public fees bear no value added tax (§ 2b UStG).
  json::object const item{{"id", "1"},
                          {"reference", r.purpose},
                          {"description", r.description},
                          {"taxRate", 0},
                          {"quantity", 1},
                          {"totalNetAmount", amount},
                          {"totalTaxAmount", 0},
                          {"singleNetAmount", amount},
                          {"singleTaxAmount", 0},
                          {"bookingData", json::object{{"kassenzeichen", r.purpose}}}};
  return json::serialize(json::object{{"requestId", r.request},
                                      {"requestTimestamp", r.timestamp},
                                      {"currency", "EUR"},
                                      {"grosAmount", amount},
                                      {"purpose", r.purpose},
                                      {"description", r.description},
                                      {"redirectUrl", r.redirect_url},
                                      {"items", json::array{item}}});
}

std::optional<PaymentRequest> read_request(std::string_view text_of) {
  auto const from = object_in(text_of);
  if (not from) return std::nullopt;
  auto const amount = amount_in(*from, "grosAmount");
  if (not amount) return std::nullopt;
  return PaymentRequest{.request = text(*from, "requestId"),
                        .timestamp = text(*from, "requestTimestamp"),
                        .purpose = text(*from, "purpose"),
                        .description = text(*from, "description"),
                        .redirect_url = text(*from, "redirectUrl"),
                        .amount = *amount};
}

std::string write(PaymentInformation const& i) {
  json::object information{{"transactionId", i.transaction},
                           {"transactionReference", i.reference},
                           {"transactionRedirectUrl", i.redirect_url},
                           {"transactionTimestamp", i.timestamp},
                           {"status", i.status},
                           {"statusDetail", i.status_detail}};
  if (not i.method.empty()) information["paymentMethod"] = i.method;
  json::object all{{"paymentInformation", std::move(information)}};
  if (i.amount) all["paymentRequest"] = json::object{{"grosAmount", in_euros(*i.amount)}};
  return json::serialize(all);
}

std::optional<PaymentInformation> read_information(std::string_view text_of) {
  auto const from = object_in(text_of);
  if (not from) return std::nullopt;
  auto const* inside = from->if_contains("paymentInformation");
  if (inside == nullptr or not inside->is_object()) return std::nullopt;
  auto const& i = inside->as_object();
  PaymentInformation out{.transaction = text(i, "transactionId"),
                         .reference = text(i, "transactionReference"),
                         .redirect_url = text(i, "transactionRedirectUrl"),
                         .timestamp = text(i, "transactionTimestamp"),
                         .status = text(i, "status"),
                         .status_detail = text(i, "statusDetail"),
                         .method = text(i, "paymentMethod"),
                         .amount = amount_in(i, "grossAmount")};
  if (auto const* request = from->if_contains("paymentRequest"); request != nullptr and request->is_object())
    out.amount = amount_in(request->as_object(), "grosAmount");
  if (out.transaction.empty()) return std::nullopt;
  return out;
}

std::optional<Step> step_of(PaymentInformation const& i) {
  if (i.status == "PAYED" or i.status == "BOOKED") return Step::paid;
  if (i.status == "FAILED") return Step::failed;
  if (i.status == "CANCELED") return Step::canceled;
  if (i.status == "INITIAL") return i.status_detail == "AUTHORISED" ? Step::authorised : Step::begun;
  return std::nullopt;
}

std::string write_refund(std::string_view request, Money amount) {
  return json::serialize(json::object{{"requestId", request}, {"grosAmount", in_euros(amount)}});
}

std::string error_in(std::string_view text_of) {
  auto const from = object_in(text_of);
  return from ? text(*from, "code") : std::string{};
}

std::string write_error(std::string_view code) { return json::serialize(json::object{{"code", code}}); }

}  // namespace kreislauf::payments::wire
