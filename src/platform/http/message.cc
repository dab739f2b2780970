#include "platform/http/message.h"

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

std::string_view reason(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "Status";
  }
}

}  // namespace kreislauf::http
