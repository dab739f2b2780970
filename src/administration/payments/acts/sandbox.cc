#include "administration/payments/acts/sandbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace kreislauf::payments {

namespace {

constexpr std::chrono::minutes time_to_pay{30}, late_notice{30};
constexpr std::chrono::hours replay_after{24};
constexpr int ok = 200, created = 201, bad_request = 400, forbidden = 403, not_found = 404, conflict = 409,
              broken = 500;

/// Behind the host: `paymenttransaction`, originator, endpoint, transaction, verb.
std::vector<std::string_view> path_of(std::string_view url) {
  auto const host = url.find("://");
  auto const path = url.find("/paymenttransaction/", host == std::string_view::npos ? 0 : host + 3);
  if (path == std::string_view::npos) return {};
  return text::split(url.substr(path + 1), '/');
}

}  // namespace

calls::Answer Sandbox::call(calls::Call const& call) {
  std::lock_guard const lock{mutex_};
  auto const mischief = next();
  if (mischief == Mischief::lost) return {.problem = "sandbox: the request was lost"};
  if (mischief == Mischief::fail_first) return {.status = broken, .body = "{}"};
  auto answer = handle(call);
  if (mischief == Mischief::late) return {.problem = "sandbox: the answer was lost"};
  if (mischief == Mischief::nonsense) answer.body = "<html>Wartung</html>";
  return answer;
}

Mischief Sandbox::next() {
  if (not planned_.empty()) {
    auto const first = planned_.front();
    planned_.erase(planned_.begin());
    return first;
  }
  return choose_ ? choose_() : Mischief::none;
}

calls::Answer Sandbox::handle(calls::Call const& call) {
  auto const signed_in = std::any_of(call.fields.begin(), call.fields.end(), [](auto const& field) {
    return field.first == "Authorization" and field.second == fmt::format("Bearer {}", api_key);
  });
  if (not signed_in) return refuse(forbidden, "FORBIDDEN");
  auto const path = path_of(call.url);
  if (path.size() < 3) return refuse(not_found, "NO_VALID_ORIGINATOR_OR_ENDPOINT");
  if (path.size() == 3) return begin(std::string{path[1]}, call.body);
  auto const found = transactions_.find(path[3]);
  // It keeps nothing over a restart, and no money is real: what it does not know any more has run out.
  if (found == transactions_.end())
    return tell({.id = std::string{path[3]}, .status = "CANCELED", .detail = "EXPIRED"});
  expire(found->second);
  if (path.size() == 4) return tell(found->second);
  if (path[4] == "capture") return capture(found->second);
  return path[4] == "refund" ? refund(found->second, call.body) : refuse(not_found, "");
}

calls::Answer Sandbox::begin(std::string const& originator, std::string_view body) {
  auto const request = wire::read_request(body);
  if (not request or request->request.empty() or request->amount.cents <= 0)
    return refuse(bad_request, "VALIDATION_ERROR");
  if (auto const known = by_request_.find(request->request); known != by_request_.end()) {
    auto& one = transactions_.at(known->second);
    expire(one);
    return one.amount == request->amount ? tell(one) : refuse(conflict, "CALCULATION_ERROR");
  }
  auto const id = random_.hex(8);
  by_request_[request->request] = id;
  originator_of_[id] = originator;
  Transaction one;
  one.id = id;
  one.request = request->request;
  one.kassenzeichen = request->purpose;
  one.purpose = request->description;
  one.back = request->redirect_url;
  one.amount = request->amount;
  one.begun = clock_.now();
  return tell(transactions_.emplace(id, std::move(one)).first->second, created);
}

calls::Answer Sandbox::capture(Transaction& one) {
  if (one.status == "INITIAL" and one.detail == "AUTHORISED") {
    one.status = "PAYED";
    one.detail.clear();
    one.captured = one.amount;
    notify(one, one.telling, "INITIAL");
  }
  return tell(one);
}

calls::Answer Sandbox::refund(Transaction& one, std::string_view body) {
  auto const wish = wire::read_request(body);
  if (not wish) return refuse(bad_request, "VALIDATION_ERROR");
  if (not one.refunds.contains(wish->request)) {
    if (one.refunded.cents + wish->amount.cents > one.captured.cents) return refuse(conflict, "VALIDATION_ERROR");
    one.refunds[wish->request] = wish->amount;
    one.refunded.cents += wish->amount.cents;
  }
  return tell(one);
}

/// Where the payer goes on: a page of this portal, beside the one he comes back to.
calls::Answer Sandbox::tell(Transaction const& one, int status) {
  auto const origin = one.back.substr(0, one.back.find('/', one.back.find("://") + 3));
  return {
      .status = status,
      .body = wire::write(wire::PaymentInformation{.transaction = one.id,
                                                   .reference = one.kassenzeichen,
                                                   .redirect_url = fmt::format("{}/testbezahlung/{}", origin, one.id),
                                                   .timestamp = iso_utc(one.begun),
                                                   .status = one.status,
                                                   .status_detail = one.detail,
                                                   .method = one.method,
                                                   .amount = one.amount})};
}

calls::Answer Sandbox::refuse(int status, std::string_view code) {
  return {.status = status, .body = wire::write_error(code)};
}

void Sandbox::expire(Transaction& one) const {
  if (one.status == "INITIAL" and one.detail.empty() and one.begun + time_to_pay <= clock_.now()) {
    one.status = "CANCELED";
    one.detail = "EXPIRED";
  }
}

std::optional<Sandbox::Transaction> Sandbox::find(std::string_view id) const {
  std::lock_guard const lock{mutex_};
  auto const found = transactions_.find(id);
  if (found == transactions_.end()) return std::nullopt;
  auto one = found->second;
  expire(one);
  return one;
}

std::vector<Sandbox::Transaction> Sandbox::all() const {
  std::lock_guard const lock{mutex_};
  std::vector<Transaction> out;
  for (auto const& [id, one] : transactions_) out.push_back(one);
  return out;
}

Sandbox::Transaction* Sandbox::open_one(std::string_view id) {
  auto const found = transactions_.find(id);
  if (found == transactions_.end()) return nullptr;
  expire(found->second);
  return found->second.status == "INITIAL" and found->second.detail.empty() ? &found->second : nullptr;
}

bool Sandbox::authorise(std::string_view id, Telling telling, bool only_reserve) {
  std::lock_guard const lock{mutex_};
  auto* one = open_one(id);
  if (one == nullptr) return false;
  one->telling = telling;
  one->method = "CREDITCARD";
  one->detail = "AUTHORISED";
  if (only_reserve) {
    notify(*one, telling, "INITIAL");
    return true;
  }
  one->status = "PAYED";
  one->detail.clear();
  one->captured = one->amount;
  notify(*one, telling, "INITIAL");
  return true;
}

bool Sandbox::cancel(std::string_view id, Telling telling) {
  std::lock_guard const lock{mutex_};
  auto* one = open_one(id);
  if (one == nullptr) return false;
  one->status = "CANCELED";
  notify(*one, telling, "INITIAL");
  return true;
}

bool Sandbox::decline(std::string_view id, Telling telling) {
  std::lock_guard const lock{mutex_};
  auto* one = open_one(id);
  if (one == nullptr) return false;
  one->status = "FAILED";
  notify(*one, telling, "INITIAL");
  return true;
}

void Sandbox::plan(std::vector<Mischief> next) {
  std::lock_guard const lock{mutex_};
  planned_ = std::move(next);
}

void Sandbox::decide(std::function<Mischief()> choose) {
  std::lock_guard const lock{mutex_};
  choose_ = std::move(choose);
}

void Sandbox::notify(Transaction const& one, Telling telling, std::string_view before) {
  auto const now = clock_.now();
  auto const notice = [&](std::string_view status, Instant due, std::string_view key) {
    auto body = wire::write(wire::PaymentInformation{.transaction = one.id,
                                                     .reference = one.kassenzeichen,
                                                     .redirect_url = {},
                                                     .timestamp = iso_utc(now),
                                                     .status = std::string{status},
                                                     .status_detail = one.detail,
                                                     .method = one.method,
                                                     .amount = one.amount});
    auto signature = crypto::hmac_hex(key, body);
    notices_.push_back({due, originator_of_[one.id], std::move(body), std::move(signature)});
  };
  if (telling == Telling::never) return;
  if (telling == Telling::forged) return notice(one.status == "PAYED" ? "CANCELED" : "PAYED", now, "somebody else");
  notice(one.status, telling == Telling::late ? now + late_notice : now, notice_key);
  if (telling == Telling::twice) notice(one.status, now, notice_key);
  if (telling == Telling::out_of_order) notice(before, now, notice_key);
  if (telling == Telling::replayed) notice(one.status, now + replay_after, notice_key);
}

std::vector<Sandbox::Notice> Sandbox::take_notices() {
  std::lock_guard const lock{mutex_};
  std::vector<Notice> due;
  auto const now = clock_.now();
  auto const first =
      std::stable_partition(notices_.begin(), notices_.end(), [&](Notice const& one) { return one.due > now; });
  due.assign(std::make_move_iterator(first), std::make_move_iterator(notices_.end()));
  notices_.erase(first, notices_.end());
  return due;
}

}  // namespace kreislauf::payments
