#pragma once

#include <cstddef>
#include <string_view>

namespace kreislauf::http {

/// What the bytes of a request head are, before any parser interprets them.
struct Head {
  enum class State { incomplete, complete, refused } state = State::incomplete;
  std::size_t size = 0;       ///< with the empty line, when complete
  unsigned status = 400;      ///< when refused
  std::string_view why = {};  ///< for the log and the answer; holds nothing of the request
};

struct HeadLimits {
  std::size_t bytes = 16 * 1024;
  std::size_t fields = 100;
  std::size_t target = 4 * 1024;
};

/// Checks the first request head in `bytes` by RFC 9112 in its strict reading: lines end with CR LF, no folded lines,
/// no space before a colon, one Host, Content-Length digits only and never beside Transfer-Encoding, HTTP/1.0 or 1.1.
/// Two parsers that read one head in two ways are how requests are smuggled; so nothing doubtful passes.
Head check_head(std::string_view bytes, HeadLimits const& limits);

/// True when the framing of a chunked body so far is strict: sizes in hexadecimal, CR LF, no bare line feeds.
/// Walks over whole chunks only; `bytes` is the body from its first byte.
bool strict_chunks(std::string_view bytes);

}  // namespace kreislauf::http
