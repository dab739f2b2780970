#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

/// Looking for viruses. Fails closed: what was not looked at is not clean.
namespace kreislauf::scan {

enum class Verdict : std::uint8_t {
  clean,
  infected,
  not_looked_at,  ///< encrypted, or over a limit of the scanner: it cannot say
  too_large,      ///< longer than the scanner takes
  unavailable,    ///< no scanner, or it does not answer in time
};

struct Answer {
  Verdict verdict = Verdict::unavailable;
  /// What the scanner calls it, or why it does not answer; for logs and operators, never the name of a file.
  std::string detail = {};
};

class Scanner {
 public:
  virtual ~Scanner() = default;
  virtual Answer scan(std::string_view bytes) = 0;
  /// Empty when it answers, else why not; for /health.
  virtual std::string problem() = 0;
};

/// Where clamd listens, and how long it may take.
struct Clamd {
  std::string socket = {};  ///< path of its unix socket; else host and port
  std::string host = {};
  std::uint16_t port = 0;
  std::chrono::milliseconds connect{3'000};
  std::chrono::milliseconds answer{60'000};  ///< between two signs of life, and for the whole answer
};

/// `/run/clamav/clamd.ctl`, `unix:/run/...`, `127.0.0.1:3310`, `[::1]:3310`.
Result<Clamd> clamd_at(std::string_view text);

std::unique_ptr<Scanner> clamd(Clamd const& where);
/// Nobody named one: nothing is taken.
std::unique_ptr<Scanner> none_named();
/// The operator says that nobody looks: everything is taken.
std::unique_ptr<Scanner> nobody_looks();

/// What one line of clamd's answer to INSTREAM says; pure, for tests.
Answer read_answer(std::string_view answer);

}  // namespace kreislauf::scan
