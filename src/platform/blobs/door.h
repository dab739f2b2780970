#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/blobs/blobs.h"
#include "platform/blobs/inspect.h"
#include "platform/i18n/i18n.h"
#include "platform/scan/scan.h"

/// The one door that everything from outside passes before it is kept.
namespace kreislauf::blobs {

/// Why a file is not taken; each has its own sentence.
enum class Refusal : std::uint8_t {
  too_large,
  empty,
  kind,        ///< no kind that is taken
  other_kind,  ///< not what its name says
  damaged,
  encrypted,
  dangerous,  ///< could harm who opens it
  pixels,
  infected,
  not_looked_at,
  no_scanner,  ///< nobody can look just now: later
  no_space,    ///< cannot be kept just now: later
};

/// In the language of the page: what happened and what to do next.
std::string sentence(i18n::Translator const& t, Refusal refusal, std::uint64_t most);
/// Is it worth sending the same file again later?
bool passes_later(Refusal refusal);

struct Taken {
  Blob blob;
  Inspection inspection;
};

class Door {
 public:
  explicit Door(std::unique_ptr<scan::Scanner> scanner = scan::none_named()) : scanner_{std::move(scanner)} {}
  void use(std::unique_ptr<scan::Scanner> scanner) { scanner_ = std::move(scanner); }
  scan::Scanner& scanner() const { return *scanner_; }

  /// Looks at a whole file, lets the scanner look, and keeps it; an act must `hold` it within a day. Never inside an
  /// act.
  Result<Taken, Refusal> take(Store& store, std::string_view bytes, std::string_view name, std::uint64_t most) const;

 private:
  std::unique_ptr<scan::Scanner> scanner_;
};

}  // namespace kreislauf::blobs
