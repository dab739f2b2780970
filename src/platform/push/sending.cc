#include "platform/push/sending.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/http/numbers.h"

namespace kreislauf::push {

namespace {

using std::chrono::seconds;

constexpr seconds longest_pause{86'400};

/// `Sat, 21 Nov 2026 19:15:00 GMT` as `iso_utc` writes it; empty for anything else.
std::string iso_of(std::string_view date) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (date.size() != 29 or not date.ends_with(" GMT")) return {};
  auto const month = std::find(months.begin(), months.end(), date.substr(8, 3));
  if (month == months.end()) return {};
  return fmt::format("{}-{:02}-{}T{}Z", date.substr(12, 4), month - months.begin() + 1, date.substr(5, 2),
                     date.substr(17, 8));
}

Report report_of(calls::Answer const& answer, Instant now) {
  auto const status = answer.status;
  auto const reason = fmt::format("the push service answered {}", status);
  if (status >= 200 and status < 300) return {};
  if (status == 404 or status == 410) return {.outcome = Outcome::gone, .reason = reason};
  if (status == 429 or status >= 500)
    return {.outcome = Outcome::later, .pause = pause_in(answer.field("retry-after"), now), .reason = reason};
  // 400, 401, 403, 413 and redirects, which are not followed: the same again would be refused again.
  return {.outcome = Outcome::refused, .reason = reason};
}

}  // namespace

seconds pause_in(std::string_view retry_after, Instant now) {
  if (auto const number = http::number_in(retry_after))
    return std::clamp(seconds{std::min<std::int64_t>(*number, longest_pause.count())}, seconds{0}, longest_pause);
  auto const iso = iso_of(retry_after);
  if (iso.empty()) return seconds{0};
  auto const until = parse_iso_utc(iso);
  return std::clamp(std::chrono::ceil<seconds>(until - now), seconds{0}, longest_pause);
}

Report send(Way const& way, Signer const& signer, Message const& message, crypto::Random& random, Instant now) {
  auto const address = calls::address_in(message.endpoint, way.peers);
  if (not address) return {.outcome = Outcome::refused, .reason = "the address of the push service is none we call"};
  auto const body = encrypted(message.reader, message.text, random);
  calls::Call call{.method = "POST", .url = message.endpoint, .body = body};
  call.reach = way.peers == calls::Peers::local_too ? calls::Reach::anywhere : calls::Reach::public_only;
  call.fields = {{"Authorization", authorization(signer, address->origin(), now)},
                 {"Content-Encoding", "aes128gcm"},
                 {"Content-Type", "application/octet-stream"},
                 {"TTL", std::to_string(std::max<std::int64_t>(0, message.lasts.count()))},
                 {"Urgency", message.urgent ? "high" : "normal"}};
  if (not message.topic.empty()) call.fields.emplace_back("Topic", message.topic);
  call.most = 16'384;
  call.connect = seconds{5};
  call.silence = call.whole = seconds{10};
  auto const answer = way.caller.call(call);
  if (answer.status == 0)
    return {.outcome = Outcome::later, .silent = true, .reason = "no answer from the push service: " + answer.problem};
  return report_of(answer, now);
}

}  // namespace kreislauf::push
