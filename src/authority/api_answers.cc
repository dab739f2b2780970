#include "authority/api_answers.h"

#include <algorithm>
#include <boost/json.hpp>

namespace kreislauf::authority::api {

namespace json = boost::json;

http::Response answer(json::object const& body, unsigned status) {
  return {.status = status,
          .content_type = "application/json",
          .body = json::serialize(body),
          .caching = http::Caching::none};
}

http::Response problem(unsigned status, std::string_view code, std::string_view detail, json::object more) {
  json::object body{
      {"type", "about:blank"}, {"title", http::reason(status)}, {"status", status}, {"detail", detail}, {"code", code}};
  for (auto& [name, value] : more) body[name] = std::move(value);
  return {.status = status,
          .content_type = "application/problem+json",
          .body = json::serialize(body),
          .caching = http::Caching::none};
}

std::optional<http::Response> without_key(http::Request const& request) {
  constexpr std::size_t longest = 200, shortest = 8;
  auto const& key = request.idempotency_key;
  bool const printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' and c < '\x7f'; });
  if (printable and key.size() >= shortest and key.size() <= longest) return std::nullopt;
  return problem(
      400, "key_missing",
      "Send a header Idempotency-Key with 8 to 200 printable characters: a new random text for each act, the "
      "same one when you try again. Nothing was stored.");
}

http::Response key_was_used() {
  return problem(422, "key_reused",
                 "This Idempotency-Key was already used for something else. Make a new one. Nothing was stored.");
}

}  // namespace kreislauf::authority::api
