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

/// The FIM element that a question, a page or a form stands for. What the form says by itself (label, kind, how often)
/// is kept here only where FIM says something else, so that a schema comes out of an export as it came in.
struct Fim {
  std::string id = {};       ///< `F60000231`; of a group `G...`, of the whole form `S...`
  std::string version = {};  ///< `1.0`
  std::string name = {};     ///< in the catalogue of data fields
  std::string times = {};    ///< how often it is given: `0:1`, `2:5`, `1:*`
  std::string type = {};     ///< kind and data type of the field: `input/num`
  std::string codes = {};    ///< the code list it takes its answers from: `C00000002 urn:de:...:staat_2017-01-01`

  bool empty() const { return id.empty(); }
  friend bool operator==(Fim const&, Fim const&) = default;
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
  Fim fim = {};      ///< the data field or group of FIM it stands for
  std::string when;
  bool optional = false;
  bool calendar = false;  ///< of a date: one of the days on which the office has room (administration/capacity)
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
  Fim fim = {};  ///< the group of FIM; the id of the whole schema where its fields stand in no group
  std::vector<Question> questions;
  std::vector<Check> checks;
  std::size_t line = 0;
};

/// One case of what a service costs; the first that applies counts.
struct FeeCase {
  std::string when = {};    ///< FEEL; empty: in all other cases
  std::string amount = {};  ///< FEEL, in euros; empty: it cannot be said yet, the bill comes with the notice
  Text why = {};            ///< what the applicant reads
  std::string law = {};
  std::size_t line = 0;
};

/// Who pays less, and how that is proven (Ermäßigung); names of questions.
struct ReductionRule {
  std::string question = {};  ///< a choice: which reduction somebody has
  std::string none = {};      ///< its answer that means none
  std::string proof = {};     ///< a file, not needed where it was proven before
  std::size_t line = 0;

  bool empty() const { return question.empty(); }
};

/// What is asked for when an application is sent (rules/fee.h).
struct FeeRule {
  bool price = false;                  ///< the one price of the service, whatever was answered
  std::vector<FeeCase> cases = {};     ///< as form.toml has them; of a table one for each of its rules
  std::string table = {};              ///< a decision model instead of cases: rules/gebuehr.dmn
  std::vector<std::string> town = {};  ///< questions to the town whose answers are amounts
  ReductionRule reduction = {};        ///< who pays less
  std::size_t line = 0;

  bool empty() const { return not price and cases.empty(); }
};

/// How long what is written is kept (Artikel 5 Absatz 1 Buchstabe e DSGVO); from `[form]`.
struct Terms {
  std::int64_t draft_days = 30;          ///< a draft that nobody has touched (§ 8a OZG)
  std::int64_t kept_days = 0;            ///< after the application is done
  std::string kept_law;                  ///< that asks for so long
  bool identity_later = false;           ///< who it is, is looked at after sending: a login is offered, not demanded
  bool companies = false;                ///< a company may log in with its account, where the service needs a login
  FeeRule fee = {};                      ///< what is asked for when the application is sent
  std::string letters = {};              ///< the question (block adresse) that holds where letters go
  std::vector<std::string> behalf = {};  ///< for whom somebody may act: `child`, `care`, `power` (rules/behalf.h)
};

/// Somebody else who signs before it is sent (Mitzeichnung); from `[cosign.ID]`.
struct Cosigner {
  std::string id;
  Text who;       ///< in words that go on in a sentence: `der andere Elternteil`
  Text declares;  ///< what is signed
  std::string law;
  std::string mail;        ///< the question that holds the other mailbox: `zweiter_mail`, in a block `zweiter.mail`
  std::string when;        ///< FEEL, of all answers; empty: always
  std::int64_t days = 14;  ///< to sign
  std::size_t line = 0;

  friend bool operator==(Cosigner const&, Cosigner const&) = default;
};

/// A question whose answer an earlier application already gives.
struct KnownField {
  std::string name;  ///< of the question here
  std::string from;  ///< of the question there
  std::size_t line = 0;
};
/// What an earlier application of the same person for another service already says (once only); from `[known.SERVICE]`.
struct KnownSource {
  std::string service;  ///< slug of the package
  std::vector<KnownField> fields = {};
  std::size_t line = 0;
};

struct Definition {
  std::vector<Page> pages;
  std::vector<Cosigner> cosigners = {};
  Terms terms = {};
  Fim fim = {};  ///< the data schema of FIM
  std::vector<KnownSource> known = {};
  bool empty() const { return pages.empty(); }
};

}  // namespace kreislauf::forms
