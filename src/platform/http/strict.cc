#include "platform/http/strict.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace kreislauf::http {

namespace {

constexpr auto token_letter = [] {
  std::array<bool, 256> table{};
  for (char c : std::string_view{"!#$%&'*+-.^_`|~"}) table[static_cast<unsigned char>(c)] = true;
  for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
  return table;
}();

bool is_token(std::string_view text) {
  return not text.empty() and
         std::all_of(text.begin(), text.end(), [](char c) { return token_letter[static_cast<unsigned char>(c)]; });
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() and std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
         });
}

std::string_view trimmed(std::string_view value) {
  while (not value.empty() and (value.front() == ' ' or value.front() == '\t')) value.remove_prefix(1);
  while (not value.empty() and (value.back() == ' ' or value.back() == '\t')) value.remove_suffix(1);
  return value;
}

bool all_digits(std::string_view text) {
  return not text.empty() and std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' and c <= '9'; });
}

Head refused(unsigned status, std::string_view why) {
  return {.state = Head::State::refused, .size = 0, .status = status, .why = why};
}

/// Visible characters of a field value: no controls but tab (RFC 9110 5.5). Bytes above 127 are allowed except where
/// a field steers the framing.
bool is_field_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    auto const byte = static_cast<unsigned char>(c);
    return (byte < 32 and byte != '\t') or byte == 127;
  });
}

bool is_host(std::string_view value) {
  return not value.empty() and value.size() <= 255 and std::all_of(value.begin(), value.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 or c == '.' or c == '-' or c == ':' or c == '[' or
           c == ']' or c == '_';
  });
}

bool is_target(std::string_view target) {
  return not target.empty() and target.front() == '/' and std::all_of(target.begin(), target.end(), [](char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte > 32 and byte < 127 and c != '#' and c != '\\' and c != '<' and c != '>' and c != '"' and c != '^' and
           c != '`' and c != '{' and c != '|' and c != '}';
  });
}

Head check_request_line(std::string_view line, HeadLimits const& limits, bool& is_1_1) {
  auto const first = line.find(' ');
  auto const last = line.rfind(' ');
  if (first == std::string_view::npos or first == last) return refused(400, "request line");
  auto const method = line.substr(0, first);
  auto const target = line.substr(first + 1, last - first - 1);
  auto const version = line.substr(last + 1);
  if (not is_token(method)) return refused(400, "method");
  if (version != "HTTP/1.1" and version != "HTTP/1.0")
    return refused(version.starts_with("HTTP/") ? 505 : 400, "version");
  is_1_1 = version == "HTTP/1.1";
  if (target.size() > limits.target) return refused(414, "target too long");
  if (not is_target(target)) return refused(400, "target");
  if (method == "TRACE" or method == "CONNECT") return refused(501, "method not offered");
  return {.state = Head::State::complete};
}

struct Framing {
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
};

Head check_field(std::string_view line, Framing& framing) {
  auto const colon = line.find(':');
  if (colon == std::string_view::npos or not is_token(line.substr(0, colon))) return refused(400, "field name");
  auto const name = line.substr(0, colon);
  auto const value = trimmed(line.substr(colon + 1));
  if (not is_field_value(value)) return refused(400, "field value");
  if (equals_ignoring_case(name, "host")) {
    if (++framing.hosts > 1 or not is_host(value)) return refused(400, "host");
  } else if (equals_ignoring_case(name, "content-length")) {
    if (++framing.lengths > 1 or not all_digits(value) or value.size() > 15) return refused(400, "content-length");
  } else if (equals_ignoring_case(name, "transfer-encoding")) {
    if (++framing.encodings > 1 or not equals_ignoring_case(value, "chunked")) return refused(400, "transfer-encoding");
  }
  return {.state = Head::State::complete};
}

}  // namespace

Head check_head(std::string_view bytes, HeadLimits const& limits) {
  auto const end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    // A bare line feed or carriage return is refused at once, not when the rest arrives.
    auto const feed = bytes.find('\n');
    if (feed != std::string_view::npos and (feed == 0 or bytes[feed - 1] != '\r')) return refused(400, "line end");
    auto const carriage = bytes.find('\r');
    if (carriage != std::string_view::npos and carriage + 1 < bytes.size() and bytes[carriage + 1] != '\n')
      return refused(400, "line end");
    if (bytes.size() > limits.bytes) return refused(431, "head too large");
    return {};
  }
  if (end > limits.bytes) return refused(431, "head too large");
  auto head = bytes.substr(0, end);
  auto const line_end = head.find("\r\n");
  auto const request_line = head.substr(0, line_end);
  if (request_line.find_first_of("\r\n") != std::string_view::npos) return refused(400, "line end");
  bool is_1_1 = true;
  if (auto const verdict = check_request_line(request_line, limits, is_1_1); verdict.state == Head::State::refused)
    return verdict;

  Framing framing;
  std::size_t fields = 0;
  while (line_end != std::string_view::npos and not head.empty()) {
    auto const next = head.find("\r\n");
    if (next == std::string_view::npos) break;
    head.remove_prefix(next + 2);
    auto const line = head.substr(0, head.find("\r\n"));
    if (line.find_first_of("\r\n") != std::string_view::npos) return refused(400, "line end");
    if (++fields > limits.fields) return refused(431, "too many fields");
    if (auto const verdict = check_field(line, framing); verdict.state == Head::State::refused) return verdict;
  }
  if (framing.hosts == 0 and is_1_1) return refused(400, "host");
  if (framing.lengths > 0 and framing.encodings > 0) return refused(400, "two lengths");
  if (framing.encodings > 0 and not is_1_1) return refused(400, "transfer-encoding");
  return {.state = Head::State::complete, .size = end + 4};
}

bool strict_chunks(std::string_view bytes) {
  while (not bytes.empty()) {
    auto const feed = bytes.find('\n');
    auto const line = bytes.substr(0, feed);
    auto const size_end = std::min(line.find_first_not_of("0123456789abcdefABCDEF"), line.size());
    if (size_end > 15 or (size_end == 0 and not line.empty())) return false;
    if (feed == std::string_view::npos) return true;  // the line is not whole yet
    if (line.empty() or line.back() != '\r' or size_end == 0) return false;
    auto const extension = line.substr(size_end, line.size() - 1 - size_end);
    if (not extension.empty() and (extension.front() != ';' or extension.find('\r') != std::string_view::npos))
      return false;
    if (extension.size() > 256) return false;
    std::size_t size = 0;
    for (char c : line.substr(0, size_end))
      size = size * 16 + static_cast<std::size_t>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    bytes.remove_prefix(feed + 1);
    if (size == 0) return true;
    if (bytes.size() < size + 2) return true;
    if (bytes.substr(size, 2) != "\r\n") return false;
    bytes.remove_prefix(size + 2);
  }
  return true;
}

}  // namespace kreislauf::http
