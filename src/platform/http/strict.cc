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
  while (not value.empty() and (value.starts_with(' ') or value.starts_with('\t'))) value.remove_prefix(1);
  while (not value.empty() and (value.ends_with(' ') or value.ends_with('\t'))) value.remove_suffix(1);
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

/// A name or an address, then perhaps a port of up to five digits (RFC 3986, 3.2.2 and 3.2.3). What stands here is
/// written into links, so nothing else passes.
bool is_host(std::string_view value) {
  if (value.empty() or value.size() > 255) return false;
  auto const end = value.starts_with('[') ? value.find(']') : value.find(':');
  if (value.starts_with('[') and end == std::string_view::npos) return false;
  auto name = value.substr(0, end);
  auto port = end == std::string_view::npos ? std::string_view{} : value.substr(value.starts_with('[') ? end + 1 : end);
  if (not port.empty() and (not port.starts_with(':') or port.size() > 6 or not all_digits(port.substr(1))))
    return false;
  bool const six = name.starts_with('[');
  if (six) name.remove_prefix(1);
  return not name.empty() and std::all_of(name.begin(), name.end(), [six](char c) {
    if (six) return std::isxdigit(static_cast<unsigned char>(c)) != 0 or c == ':' or c == '.';
    return std::isalnum(static_cast<unsigned char>(c)) != 0 or c == '.' or c == '-' or c == '_';
  });
}

bool is_target(std::string_view target) {
  return not target.empty() and target.starts_with('/') and std::all_of(target.begin(), target.end(), [](char c) {
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

namespace {

/// A bare line feed or carriage return is refused at once, not when the rest arrives.
bool has_bare_line_end(std::string_view bytes, std::size_t seen) {
  for (auto at = bytes.find_first_of("\r\n", seen); at != std::string_view::npos;
       at = bytes.find_first_of("\r\n", at + 1)) {
    if (bytes[at] == '\n' and (at == 0 or bytes[at - 1] != '\r')) return true;
    if (bytes[at] == '\r' and at + 1 < bytes.size() and bytes[at + 1] != '\n') return true;
  }
  return false;
}

}  // namespace

Head check_head(std::string_view bytes, HeadLimits const& limits, std::size_t seen) {
  auto const from = seen > 3 ? seen - 3 : 0;  // the end may lie across what was seen and what is new
  auto const end = bytes.find("\r\n\r\n", from);
  if (end == std::string_view::npos) {
    if (has_bare_line_end(bytes, from)) return refused(400, "line end");
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

namespace {

constexpr std::size_t free_chunks = 64, least_of_chunk = 16, longest_extension = 256, longest_trailer = 1024;

int hex_digit(char c) {
  if (c >= '0' and c <= '9') return c - '0';
  auto const small = static_cast<char>(c | 32);
  return small >= 'a' and small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace

bool ChunkCheck::feed(std::string_view more) {
  for (std::size_t i = 0; i < more.size() and not refused_; ++i) {
    if (step_ == Step::data) {
      auto const taken = std::min(left_, more.size() - i);
      left_ -= taken;
      i += taken;
      if (left_ == 0) step_ = Step::data_return;
      if (i == more.size()) break;
    }
    refused_ = not take(more[i]);
  }
  return not refused_;
}

bool ChunkCheck::take(char c) {
  switch (step_) {
    case Step::size:
      if (auto const digit = hex_digit(c); digit >= 0) {
        left_ = left_ * 16 + static_cast<std::size_t>(digit);
        return ++length_ <= 15;
      }
      if (length_ == 0 or (c != ';' and c != '\r')) return false;
      step_ = c == ';' ? Step::extension : Step::size_feed;
      length_ = 0;
      return true;
    case Step::extension:
      if (c == '\r') step_ = Step::size_feed;
      return c != '\n' and ++length_ <= longest_extension;
    case Step::size_feed:
      return c == '\n' and begin_chunk();
    case Step::data:
      return true;  // feed() takes them by the piece
    case Step::data_return:
      step_ = Step::data_feed;
      return c == '\r';
    case Step::data_feed:
      step_ = Step::size;
      return c == '\n';
    case Step::trailer:
      if (c == '\n' and line_ == 0) step_ = Step::finished;
      line_ = c == '\n' ? 0 : c == '\r' ? line_ : line_ + 1;
      return ++length_ <= longest_trailer;
    case Step::finished:
      return true;  // the next request
  }
  return false;
}

/// The line of a size is whole. Each chunk costs a parser more than the bytes in it: whoever sends a body in crumbs is
/// not heard out.
bool ChunkCheck::begin_chunk() {
  length_ = 0;
  if (left_ == 0) {
    step_ = Step::trailer;
    return true;
  }
  step_ = Step::data;
  data_ += left_;
  return ++chunks_ <= free_chunks or data_ / least_of_chunk >= chunks_;
}

}  // namespace kreislauf::http
