#pragma once

#include <cstddef>
#include <cstdint>
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
/// `seen`: how many of the bytes an earlier call found incomplete, so that a head in small pieces costs no more than
/// one in one piece.
Head check_head(std::string_view bytes, HeadLimits const& limits, std::size_t seen = 0);

/// Checks the framing of a chunked body while it arrives: sizes in hexadecimal, CR LF, no bare line feeds, no crumbs
/// (more than 64 chunks must hold 16 bytes each in the mean). Every byte is looked at once.
class ChunkCheck {
 public:
  /// The next bytes of the body; false as soon as something is wrong, for ever.
  bool feed(std::string_view more);

 private:
  enum class Step : std::uint8_t { size, extension, size_feed, data, data_return, data_feed, trailer, finished };
  bool take(char c);
  bool begin_chunk();

  Step step_ = Step::size;
  std::size_t left_ = 0;    ///< of the data of this chunk
  std::size_t length_ = 0;  ///< of what is read besides data
  std::size_t line_ = 0;    ///< of the line of a trailer
  std::size_t chunks_ = 0, data_ = 0;
  bool refused_ = false;
};

}  // namespace kreislauf::http
