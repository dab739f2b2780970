#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Reads what comes back on paper: finds the code of a printed page, sets the picture straight by its marks, and reads
/// the places where answers stand. Pictures from outside are decoded in a confined process of its own, never here.
namespace kreislauf::ocr {

/// How a place is read.
enum class Way : std::uint8_t {
  line,      ///< one line of text
  lines,     ///< several
  digits,    ///< one line of digits and the signs between them
  capitals,  ///< one line of capitals and digits: plates
  address,   ///< one line of an e-mail address
  comb,      ///< digits, each in its own cell
  iban,      ///< capitals and digits, each in its own cell
  ink        ///< only how much of it is dark: a box to tick, a signature
};
std::string_view name(Way way);  ///< `line`
bool parse_way(std::string_view name, Way& way);

/// A place on the printed page, in millimetres from its upper left corner.
struct Region {
  double x = 0, y = 0, width = 0, height = 0;
  Way way = Way::line;
  int cells = 0;  ///< of a comb
};

/// What stands there.
struct Reading {
  std::string text = {};   ///< UTF-8; empty where nothing is written
  double confidence = 0;   ///< 0 to 100, of the worst word, as Tesseract says it
  std::string again = {};  ///< the same, read a second time from another rendering
  double ink = 0;          ///< share of dark points inside of the place, 0 to 1
};

/// What a page is, before anything is read.
struct Look {
  std::string code = {};  ///< of ours, as it was printed; empty: there is none, or it cannot be read
  int marks = 0;          ///< of the four squares; fewer than three: the places may be off
  double tilt = 0;        ///< degrees
  double dots = 0;        ///< per inch of the paper
  int pages = 1;          ///< in the file
  double ink = 0;         ///< share of the page that is dark, its edges left out: 0 to 1
};

/// Why a page was not read.
enum class Trouble : std::uint8_t {
  unavailable,  ///< this machine cannot read scans: a package is missing
  damaged,      ///< no picture that can be decoded, or larger than any scan
  failed        ///< the process ended, or took too long
};

/// One page, open in its process, which ends with it.
class Page {
 public:
  virtual ~Page() = default;
  virtual Look const& look() const = 0;
  /// In the order of the regions. Only for a page whose code was found.
  virtual Result<std::vector<Reading>, Trouble> read(std::vector<Region> const& regions) = 0;
  /// JPEG, upright and straight where it could be set straight: for people to look at.
  virtual Result<std::string, Trouble> picture() = 0;
};

/// Injected: tests give one that answers at once.
class Reader {
 public:
  virtual ~Reader() = default;
  /// Why nothing can be read on this machine, for who runs it; empty when it can.
  virtual std::string why_not() const = 0;
  /// Opens a page of a PDF, TIFF, JPEG or PNG; the first one has number 1. Waits, so never inside of an act.
  virtual Result<std::unique_ptr<Page>, Trouble> open(std::string_view file, int number) = 0;
};

}  // namespace kreislauf::ocr
