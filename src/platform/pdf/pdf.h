#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/i18n/i18n.h"

/// Letters, receipts and forms as PDF: PDF/UA-1 (read aloud) and PDF/A-3a (kept for decades, with data inside) in one
/// file.
namespace kreislauf::pdf {

/// The sheets that there are; README.md describes the data of each.
enum class Template : std::uint8_t { letter, receipt, form };
std::string_view name(Template which);  ///< `letter`

/// What an attached file is to the document (PDF 2.0, AFRelationship).
enum class Relation : std::uint8_t { source, data, alternative, supplement, unspecified };

/// A file inside of the document, byte for byte.
struct Attachment {
  std::string name;  ///< `antrag.xml`
  std::string type;  ///< `application/xml`
  std::string description;
  Relation relation = Relation::data;
  std::string content;
};

/// What shall stand on the sheet. `data` is data only: nothing in it is ever read as typst. Dates are ISO, the moment
/// `date` is also that of the file: the same document gives the same bytes.
struct Document {
  Template sheet = Template::letter;
  boost::json::object data;
  std::vector<Attachment> attachments = {};
  /// Not the file is made, but the list of places where answers stand on it (of `form`): JSON, README.md says which.
  bool places = false;
};

/// Why there is no document.
enum class Trouble : std::uint8_t {
  unavailable,  ///< this machine cannot make documents: a package is missing, or the process does not start
  busy,         ///< too many wait already: ask again
  refused,      ///< these data make no document; the detail says why, for who wrote them
  late,         ///< it took too long
  failed        ///< the process ended twice while it was at work
};
struct Problem {
  Trouble trouble = Trouble::failed;
  std::string detail = {};  ///< English, for operators and authors of packages; may quote the data, so never log it
};
/// What a person is told; nothing of theirs is lost by it.
std::string_view sentence(i18n::Translator const& t, Trouble trouble);

using Made = Result<std::string, Problem>;

/// Makes documents. Injected: tests give one that answers at once.
class Maker {
 public:
  virtual ~Maker() = default;
  /// The bytes of the file. Waits until it is made, so never on a network thread; how long at most says who made the
  /// maker. Throws nothing.
  virtual Made make(Document const& document) = 0;
};

}  // namespace kreislauf::pdf
