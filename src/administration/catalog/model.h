#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/money.h"
#include "platform/i18n/by_language.h"

namespace kreislauf::catalog {

/// A piece of running text: plain, bold, or a link with its address.
struct Inline {
  enum class Kind : std::uint8_t { plain, bold, link } kind = Kind::plain;
  std::string text;
  std::string url;
};

/// A paragraph (one item) or a list.
struct Block {
  enum class Kind : std::uint8_t { paragraph, bullets, steps } kind = Kind::paragraph;
  std::vector<std::vector<Inline>> items;
};

/// The parts of a service text in the order in which people read them; codes are those of XZuFi.
enum class Module : std::uint8_t {
  in_short,
  requirements,
  documents,
  procedure,
  cost,
  deadlines,
  duration,
  hints,
  remedy
};
inline constexpr std::size_t module_count = 9;

using i18n::ByLanguage;

struct ModuleNames {
  Module module;
  std::array<std::string_view, i18n::all_languages.size()> headings;  ///< in the text file of each language
  std::string_view xzufi;                                             ///< code of the text module
  bool required;                                                      ///< a package without it is refused

  std::string_view german() const { return headings.front(); }  ///< and on the page, through the catalogues
};
std::array<ModuleNames, module_count> const& module_names();

/// What a service is in one language. A translation may be name and teaser alone.
struct Text {
  std::string name;
  std::string teaser;
  std::array<std::vector<Block>, module_count> modules;

  bool has_parts() const;

  std::vector<Block> const& operator[](Module module) const { return modules[static_cast<std::size_t>(module)]; }
  std::vector<Block>& operator[](Module module) { return modules[static_cast<std::size_t>(module)]; }
};

struct LegalBasis {
  std::string law, place, title, url;
};

/// Who answers for a service.
enum class Level : std::uint8_t { municipality, district, state, federal, other, unknown };

struct Competence {
  Level small = Level::unknown, medium = Level::unknown, large = Level::unknown, independent = Level::unknown;
  std::string basis;
};

/// The day until which somebody who has looked it up answers for a fact.
using CheckedUntil = std::optional<std::chrono::year_month_day>;

struct Fee {
  /// `usual`: what most towns take; `local`: each town sets it.
  enum class Kind : std::uint8_t { unknown, free, fixed, range, local, usual } kind = Kind::unknown;
  Money least, most;  ///< equal when fixed or usual
  std::string basis;
  CheckedUntil checked_until;
};

/// Where the deadlines that the text names are written.
struct Deadlines {
  std::string basis;
  CheckedUntil checked_until;
};

/// A fact that each town sets for itself: asked of the town, never claimed for all.
struct TownQuestion {
  std::string id;
  std::string label, label_en;  ///< what residents read before the answer
  std::string ask;              ///< the question to the town hall
};

struct Duration {
  enum class Kind : std::uint8_t { unknown, immediate, days, weeks, months, varies } kind = Kind::unknown;
  int least = 0, most = 0;
};

struct Channels {
  bool counter = false, phone = false, email = false, post = false, online = false;
};

enum class Identity : std::uint8_t { none, email, account, eid };

/// A public service (Leistung): official facts from the catalogue, and where somebody wrote them, texts and rules of a
/// package.
/// Who applies.
enum class Audience : std::uint8_t {
  residents,  ///< everybody; it stands in the catalogue
  staff,      ///< members of staff, among themselves: an internal process; residents see nothing of it
  notice,     ///< who has got a notice, out of it: an objection
};

/// A process of staff that begins by itself.
struct Repeat {
  std::string every = {};  ///< `P1Y`; empty: never
  std::optional<std::chrono::year_month_day> first = {};
  std::string answers = {};  ///< what it is sent with: JSON by the names of the questions
};

struct Service {
  ServiceKey key;
  bool nearest_key = false;  ///< the catalogue has no key for just this; `key` is the nearest one
  std::string slug;
  std::string formerly;                  ///< what the catalogue still calls it, where the law has another name today
  std::vector<ServiceKey> cases;         ///< rows of the catalogue for special cases of the same service
  std::vector<std::string> case_names;   ///< of these, in the same order
  std::string official_name;             ///< empty when the catalogue does not know the key
  std::string types;                     ///< LeiKa types, `2/3` or `1, 4`
  std::string catalogue_law;             ///< legal basis as the catalogue prints it
  std::string bundle, situation, topic;  ///< OZG bundle, life situation and topic of the catalogue
  bool package = false;                  ///< somebody wrote it out for residents
  Audience audience = Audience::residents;
  Repeat repeat = {};
  int version = 0;
  std::vector<LegalBasis> legal_basis;
  std::vector<std::string> life_situations;
  ByLanguage<std::vector<std::string>> keywords;
  std::string office;  ///< kind of office in the town hall
  Identity identity = Identity::none;
  bool appointment = false;
  std::string online_url, online_by;  ///< where Land or federation do it online today, and who does
  Competence competence;
  Fee fee;
  Deadlines deadlines;
  Duration duration;
  Channels channels;
  std::vector<TownQuestion> town_questions;
  ByLanguage<std::optional<Text>> texts;

  bool asks(std::string_view question) const;
  std::optional<Text> const& german() const { return texts[i18n::Language::german]; }
  std::string const& name() const { return german() ? german()->name : official_name; }
  /// The name in that language, in German where nobody has translated it.
  std::string const& name(i18n::Language language) const { return texts[language] ? texts[language]->name : name(); }
};

/// A row of the official catalogue that has no page of its own, and why.
struct HiddenService {
  ServiceKey key;
  std::string slug, name;
  ServiceKey parent;    ///< the service whose special case it is; empty for what is left out
  std::string reason;   ///< why it is left out: one sentence for residents
  std::string instead;  ///< the service that people need today (its name in addresses); may be empty
};

/// A life situation of the portal, with the names residents read.
struct Situation {
  std::string_view id, german, german_hint, icon;
};
std::vector<Situation> const& situations();
bool is_office_kind(std::string_view id);
std::vector<std::string> const& office_kinds();
/// Of a town hall that works for its own staff: `personal`.
std::vector<std::string> const& inner_office_kinds();

}  // namespace kreislauf::catalog
