#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// A data schema of FIM (Stammdatenschema) as it stands in a message of XDatenfelder 2 or 3, before and after it is a
/// form of ours. Texts are trimmed, one line each, NFC; what the standard knows as a code stands here as its code.
namespace kreislauf::forms::exchange::xdatenfelder {

enum class Release : std::uint8_t { two = 2, three = 3 };

/// What lets an authority ask (Bezug zur Handlungsgrundlage).
struct Ground {
  std::string text, link;
};

/// A rule in prose (Regel); its script is for other form servers.
struct Rule {
  std::string id = {}, version = {}, name = {}, text = {}, script = {}, creator = {};
  std::size_t line = 0;
};

/// How an element stands to another one (Relation): derived, replaces, means the same.
struct Relation {
  std::string kind, to;
};

/// One answer of a field to select (Wert).
struct Code {
  std::string code, name, help;
};

/// The list in the XRepository that a field takes its answers from (Codeliste).
struct CodeList {
  std::string id = {};       ///< `C00000001`, XDatenfelder 2 alone
  std::string uri = {};      ///< `urn:de:bund:destatis:...:staat`
  std::string version = {};  ///< `2017-01-01`
  std::string whole = {};    ///< both: `urn:...:staat_2017-01-01`
  bool named() const { return not uri.empty() or not whole.empty(); }
};

/// Bounds of an answer (Präzisierung), as they were written.
struct Bounds {
  std::string min_length = {}, max_length = {}, min_value = {}, max_value = {}, pattern = {};
  bool empty() const {
    return min_length.empty() and max_length.empty() and min_value.empty() and max_value.empty() and pattern.empty();
  }
};

struct Part;

/// A schema, a group (Datenfeldgruppe) or a field (Datenfeld).
struct Element {
  enum class Sort : std::uint8_t { schema, group, field };

  Sort sort = Sort::field;
  std::string id = {}, version = {}, name = {}, description = {}, definition = {};
  std::vector<Ground> grounds = {};
  std::string status = {};      ///< `aktiv` (2) or `6` (3)
  std::string status_day = {};  ///< when it got that status
  std::string creator = {};     ///< who answers for it (fachlicher Ersteller)
  std::string published = {};   ///< day
  std::string changed = {};     ///< moment
  std::string version_note = {};
  std::string label = {}, label_shown = {};  ///< to who types (Eingabe) and to who reads (Ausgabe)
  std::string help = {}, help_shown = {};
  std::string binding = {};     ///< Strukturelementart: ABS abstract, HAR harmonised, RNG bound to a law
  std::string group_kind = {};  ///< `X`: one of its parts is chosen
  std::string field_kind = {};  ///< `input`, `select`, `label` ...
  std::string type = {};        ///< `text`, `date`, `num_int` ...
  std::string prefill = {}, content = {}, largest_file = {};
  std::string code_column = {}, name_column = {}, help_column = {};
  std::string change_structure = {}, change_words = {};  ///< what others may change (Ableitungsmodifikationen)
  std::vector<std::string> media_types = {}, documents = {};
  Bounds bounds = {};
  CodeList codes = {};
  std::vector<Code> values = {};
  bool has_values = false;  ///< there is a list of values, if an empty one
  std::vector<Relation> relations = {};
  std::vector<std::string> keyword_uris = {};
  std::vector<Rule> rules = {};
  std::vector<Part> parts = {};
  std::size_t line = 0;
};

/// An element where it is used, and how often (Struktur).
struct Part {
  Element element = {};
  std::string times = {};  ///< `0:1`, `1:*` (Anzahl)
  std::vector<Ground> grounds = {};
  std::size_t line = 0;
};

struct Schema {
  Release release = Release::three;
  Element root = {};
};

/// The least and the most of `2:5`; of `1:*` the most is 0. False where it is none.
struct Times {
  bool valid = false;
  std::int64_t least = 1, most = 1;
  bool many() const { return most != 1; }
};
Times times_of(std::string const& text);

}  // namespace kreislauf::forms::exchange::xdatenfelder
