#include "platform/http/message.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace kreislauf::http {

namespace {

int hex(char c) {
  if (c >= '0' and c <= '9') return c - '0';
  if (c >= 'a' and c <= 'f') return c - 'a' + 10;
  if (c >= 'A' and c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view value, bool plus_is_space) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '+' and plus_is_space) {
      out += ' ';
    } else if (value[i] == '%') {
      if (i + 2 >= value.size() or hex(value[i + 1]) < 0 or hex(value[i + 2]) < 0) return std::nullopt;
      out += static_cast<char>(hex(value[i + 1]) * 16 + hex(value[i + 2]));
      i += 2;
    } else {
      out += value[i];
    }
  }
  if (out.find('\0') != std::string::npos or not text::is_utf8(out)) return std::nullopt;
  return out;
}

std::optional<std::string> field(std::string_view encoded, std::string_view name) {
  for (auto const pair : text::split(encoded, '&')) {
    auto const equals = pair.find('=');
    auto const key = percent_decoded(pair.substr(0, equals), true);
    if (not key or *key != name) continue;
    return percent_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
  }
  return std::nullopt;
}

std::vector<std::string> fields(std::string_view encoded, std::string_view name) {
  std::vector<std::string> values;
  for (auto const pair : text::split(encoded, '&')) {
    auto const equals = pair.find('=');
    auto const key = percent_decoded(pair.substr(0, equals), true);
    if (not key or *key != name) continue;
    if (auto value =
            percent_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true))
      values.push_back(std::move(*value));
  }
  return values;
}

namespace {

constexpr std::pair<unsigned, std::string_view> reasons[]{
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {303, "See Other"},
    {304, "Not Modified"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
};

}  // namespace

std::string_view reason(unsigned status) {
  auto const* const found =
      std::find_if(std::begin(reasons), std::end(reasons), [&](auto const& one) { return one.first == status; });
  return found == std::end(reasons) ? "Status" : found->second;
}

}  // namespace kreislauf::http
