#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/money.h"

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

struct ModuleNames {
  Module module;
  std::string_view german, english;  ///< headings in the text files and on the page
  std::string_view xzufi;            ///< code of the text module
  bool required;                     ///< a package without it is refused
};
std::array<ModuleNames, module_count> const& module_names();

/// What a service is in one language.
struct Text {
  std::string name;
  std::string teaser;
  std::array<std::vector<Block>, module_count> modules;

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

struct Fee {
  enum class Kind : std::uint8_t { unknown, free, fixed, range, local } kind = Kind::unknown;
  Money least, most;  ///< equal when fixed
  std::string basis;
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
struct Service {
  ServiceKey key;
  std::string slug;
  std::string official_name;             ///< empty when the catalogue does not know the key
  std::string types;                     ///< LeiKa types, `2/3` or `1, 4`
  std::string catalogue_law;             ///< legal basis as the catalogue prints it
  std::string bundle, situation, topic;  ///< OZG bundle, life situation and topic of the catalogue
  bool package = false;                  ///< somebody wrote it out for residents
  int version = 0;
  std::vector<LegalBasis> legal_basis;
  std::vector<std::string> life_situations, keywords, keywords_en;
  std::string office;  ///< kind of office in the town hall
  Identity identity = Identity::none;
  bool appointment = false;
  Competence competence;
  Fee fee;
  Duration duration;
  Channels channels;
  std::optional<Text> german, english;

  std::string const& name() const { return german ? german->name : official_name; }
};

/// A life situation of the portal, with the names residents read.
struct Situation {
  std::string_view id, german, german_hint, icon;
};
std::vector<Situation> const& situations();
bool is_office_kind(std::string_view id);
std::vector<std::string> const& office_kinds();

}  // namespace kreislauf::catalog
