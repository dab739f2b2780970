#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/i18n/by_language.h"

/// The form of a service as its author wrote it: data, compiled once (rules/compiled.h), shared by all authorities.
namespace kreislauf::forms {

using Text = i18n::ByLanguage<std::string>;

/// What a question asks for, in the words of form.toml. Some are drawn as one field, a block as several
/// (docs/services.md lists them).
enum class Kind : std::uint8_t {
  text,     ///< one line
  area,     ///< several lines
  name,     ///< of a person, DIN 91379
  email,    ///< as the mailer sends to it
  phone,    ///< E.164
  number,   ///< a whole number
  money,    ///< euros and cents
  yesno,    ///< yes or no; nothing is answered for anybody
  choice,   ///< one of several
  choices,  ///< any of several
  date,     ///< a day of the calendar, in three fields
  time,     ///< a time of the day
  iban,     ///< an account for payments, with its check digits
  plate,    ///< of a vehicle
  file,     ///< one or more files
  list,     ///< the same questions several times
  group,    ///< questions that belong together; what a block becomes
  note      ///< says something, asks nothing
};

/// What must be true of the answers, and the sentence when it is not.
struct Check {
  std::string that;  ///< FEEL, of what is asked until here
  Text otherwise;
  std::size_t line = 0;
};

struct Option {
  std::string value;  ///< in FEEL, in the case, in the interface
  Text label;
};

struct Question {
  std::string name;  ///< the one name: in FEEL, in the case, in the notice, in the interface, in the statistics
  Kind kind = Kind::text;
  std::string block;  ///< it was written as this block (blocks.h)
  Text label, hint;
  Text why;          ///< what the answer is needed for, shown to who asks
  std::string law;   ///< that lets us ask; empty: that of the page
  std::string fill;  ///< what a browser may fill in by itself: `given-name` (HTML, autofill; WCAG 2.2, 1.3.5)
  std::string fim;   ///< id of the data field in FIM, `F60000231`
  std::string when;
  bool optional = false;
  std::int64_t least = 0, most = 0;  ///< letters, value, cents, ticks, repetitions; 0 and 0: what the kind allows
  std::vector<Option> options;
  std::vector<Question> questions;  ///< of a list or a group
  std::string shown;                ///< how the answers of a group read: `{strasse} {hausnummer}, {plz} {ort}`
  std::vector<Check> checks;
  std::size_t line = 0;

  bool asks() const { return kind != Kind::note; }
};

struct Page {
  std::string id;     ///< in the address
  std::string shown;  ///< of a block: see Question
  Text title, lead;
  std::string law;
  std::string when;
  std::vector<Question> questions;
  std::vector<Check> checks;
  std::size_t line = 0;
};

/// How long what is written is kept (Artikel 5 Absatz 1 Buchstabe e DSGVO); from `[form]`.
struct Terms {
  std::int64_t draft_days = 30;  ///< a draft that nobody has touched (§ 8a OZG)
  std::int64_t kept_days = 0;    ///< after the application is done
  std::string kept_law;          ///< that asks for so long
  bool identity_later = false;   ///< who it is, is looked at after sending: a login is offered, not demanded
  bool companies = false;        ///< a company may log in with its account, where the service needs a login
  bool fee = false;              ///< what the service costs is asked for when the application is sent
};

struct Definition {
  std::vector<Page> pages;
  Terms terms = {};
  bool empty() const { return pages.empty(); }
};

}  // namespace kreislauf::forms
