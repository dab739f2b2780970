#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/typed/typed.h"
#include "platform/html/html.h"

namespace kreislauf::kern {

/// What a question asks for: how the answer is typed, read, checked and drawn. The same kinds serve the pages of this
/// program, whose questions are code, and the forms of services (administration/forms), whose questions are data.
enum class Kind : std::uint8_t {
  text,      ///< one line
  area,      ///< several lines
  name,      ///< of a person, DIN 91379
  email,     ///< as the mailer sends to it
  phone,     ///< read as E.164
  number,    ///< a whole number
  money,     ///< cents
  day,       ///< a day of the calendar
  minute,    ///< a time of the day
  password,  ///< never shown again, never trimmed
  code,      ///< digits of an app or a letter: a keypad, blanks do not count
  tick,      ///< one box: yes or no
  choice,    ///< one of several, as radio buttons, or as a list to open with `list`
  choices,   ///< any of several boxes
  date,      ///< a day that one knows (of birth, of a move), in three fields: day, month, year
  iban,      ///< of an account, in its electronic form
  plate,     ///< of a German vehicle: `BOR-AB 123`
};

/// One of the answers of a choice.
struct Option {
  std::string value;
  html::Content label;
  bool german = false;  ///< the label is German on a page of any language
};

/// A question. Names are German and ASCII: they stand in addresses and forms.
struct Field {
  std::string name = {};
  Kind kind = Kind::text;
  html::Content label = {};
  html::Content hint = {};
  bool optional = false;
  bool unmarked = false;  ///< optional, but the label does not say so: a hint tells what nothing means
  /// Bounds of the answer: characters of a text, value of a number, cents of money, number of ticks. 0 and 0: what the
  /// kind allows.
  std::int64_t least = 0, most = 0;
  std::vector<Option> options = {};
  std::string missing = {};  ///< own sentence when nothing was answered
  std::string wrong = {};    ///< own sentence when the answer was not understood
  std::string_view autocomplete = "off";
  std::string unit = {};             ///< `Minuten`, behind the label
  std::string id = {};               ///< in the page, when it is not the name
  typed::Era era = typed::Era::any;  ///< how a year with two digits is meant
  int rows = 4;                      ///< of an area
  bool list = false;                 ///< a choice as a list to open
  bool wide = false;
  bool plain = false;         ///< no capitals and no spell check: logins, codes
  std::string_view key = {};  ///< the key that leads there, on pages with shortcuts

  std::string_view anchor() const { return id.empty() ? std::string_view{name} : std::string_view{id}; }
};

}  // namespace kreislauf::kern
