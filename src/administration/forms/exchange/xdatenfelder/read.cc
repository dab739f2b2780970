#include "administration/forms/exchange/xdatenfelder/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "administration/forms/exchange/xdatenfelder/one_line.h"
#include "administration/forms/exchange/xdatenfelder/read_field.h"
#include "base/text.h"
#include "platform/xml/xml.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

constexpr std::string_view release_two = "urn:xoev-de:fim:standard:xdatenfelder_2";
constexpr std::string_view release_three = "urn:xoev-de:fim:standard:xdatenfelder_3.0.0";

/// Where a text of an element goes; a code stands in a child `code`.
struct Place {
  std::string_view name;
  std::string Element::*member;
  bool code = false;
};

constexpr std::array<Place, 32> places{{{"name", &Element::name},
                                        {"beschreibung", &Element::description},
                                        {"definition", &Element::definition},
                                        {"status", &Element::status, true},
                                        {"freigabestatus", &Element::status, true},
                                        {"freigabedatum", &Element::status_day},
                                        {"statusGesetztAm", &Element::status_day},
                                        {"fachlicherErsteller", &Element::creator},
                                        {"statusGesetztDurch", &Element::creator},
                                        {"veroeffentlichungsdatum", &Element::published},
                                        {"letzteAenderung", &Element::changed},
                                        {"versionshinweis", &Element::version_note},
                                        {"bezeichnung", &Element::label},
                                        {"bezeichnungEingabe", &Element::label},
                                        {"bezeichnungAusgabe", &Element::label_shown},
                                        {"hilfetext", &Element::help},
                                        {"hilfetextEingabe", &Element::help},
                                        {"hilfetextAusgabe", &Element::help_shown},
                                        {"schemaelementart", &Element::binding, true},
                                        {"art", &Element::group_kind, true},
                                        {"ableitungsmodifikationenStruktur", &Element::change_structure, true},
                                        {"ableitungsmodifikationenRepraesentation", &Element::change_words, true},
                                        {"feldart", &Element::field_kind, true},
                                        {"datentyp", &Element::type, true},
                                        {"vorbefuellung", &Element::prefill, true},
                                        {"inhalt", &Element::content},
                                        {"maxSize", &Element::largest_file},
                                        {"codeKey", &Element::code_column},
                                        {"nameKey", &Element::name_column},
                                        {"helpKey", &Element::help_column},
                                        {"gueltigAb", nullptr},
                                        {"gueltigBis", nullptr}}};

/// Elements that may stand more than once.
constexpr std::array<std::string_view, 7> several{"bezug",    "regel",     "struktur",          "stichwort",
                                                  "relation", "mediaType", "dokumentsteckbrief"};

class Reading {
 public:
  Reading(std::string_view file, std::vector<authored::Problem>& problems) : file_{file}, problems_{problems} {}

  Element element(xml::Element const& node, Element::Sort sort) {
    Element element{.sort = sort, .line = line_of(node)};
    std::set<std::string_view> seen;
    for (auto const& child : node.children()) {
      bool const filled = not one_line(child.text()).empty();
      if (not may_repeat(child.name()) and not seen.insert(child.name()).second and
          not(filled and is_empty_before(node, child)))
        problem(child, fmt::format("<{}> steht in <{}> zweimal; es darf nur einmal stehen", child.name(), node.name()));
      take(element, child);
    }
    return element;
  }

  std::size_t found() const { return found_; }
  void problem(xml::Element const& at, std::string message) {
    problems_.push_back({std::string{file_}, line_of(at), std::move(message)});
    ++found_;
  }

 private:
  static std::size_t line_of(xml::Element const& node) { return static_cast<std::size_t>(node.line()); }
  static bool may_repeat(std::string_view name) {
    return std::find(several.begin(), several.end(), name) != several.end();
  }
  /// Editors leave an empty element in front of the one that says something: nothing is lost by that.
  static bool is_empty_before(xml::Element const& node, xml::Element const& child) {
    for (auto const& other : node.children(child.name())) {
      if (not(other == child) and not one_line(other.text()).empty()) return false;
    }
    return true;
  }

  void take(Element& element, xml::Element const& child) {
    auto const name = child.name();
    if (name == "identifikation") return identity(child, element.id, element.version);
    if (name == "bezug") return ground(child, element.grounds);
    if (name == "regel") return element.rules.push_back(rule(child));
    if (name == "struktur") return part(child, element);
    if (name == "relation") return relation(child, element);
    if (name == "stichwort") {
      element.keyword_uris.emplace_back(child.attribute("uri").value_or(""));
      return;
    }
    if (name == "dokumentsteckbrief") return element.documents.push_back(text_below(child, "id"));
    if (element.sort == Element::Sort::field and read_field(element, child)) return;
    for (auto const& place : places) {
      if (place.name != name) continue;
      if (place.member == nullptr) return;
      auto text = place.code ? text_below(child, "code") : one_line(child.text());
      if (not text.empty()) element.*place.member = std::move(text);
      return;
    }
    problem(child, fmt::format("<{}> kennt XDatenfelder hier nicht", name));
  }

  static void relation(xml::Element const& node, Element& element) {
    auto const kind = node.child("praedikat"), to = node.child("objekt");
    element.relations.push_back({kind ? text_below(*kind, "code") : "", to ? text_below(*to, "id") : ""});
  }

  /// A schema is known by its id: without one nothing can refer to it (and an import could not be exported again).
  void identity(xml::Element const& node, std::string& id, std::string& version) {
    for (auto const& child : node.children()) {
      if (child.name() != "id" and child.name() != "version")
        problem(child, fmt::format("<{}> kennt XDatenfelder in <identifikation> nicht", child.name()));
    }
    auto const ids = node.children("id");
    if (ids.size() != 1) {
      problem(node, ids.empty() ? "In <identifikation> fehlt <id>" : "In <identifikation> steht <id> mehr als einmal");
    } else if (id = one_line(ids.front().text()); id.empty()) {
      problem(ids.front(), "<id> ist leer (Meldung 1038)");
    }
    version = text_below(node, "version");
  }

  /// XDatenfelder 2 has one for all grounds: each line is one of its own, unless the one before goes on.
  static void ground(xml::Element const& node, std::vector<Ground>& grounds) {
    std::string const link{node.attribute("link").value_or("")};
    bool goes_on = false;
    auto const whole = node.text();
    for (auto const written : text::split(whole, '\n')) {
      auto line = one_line(written);
      if (line.empty()) continue;
      bool const open = line.ends_with("i.V.m.") or line.ends_with("i. V. m.") or line.ends_with(",");
      if (goes_on)
        grounds.back().text += " " + line;
      else
        grounds.push_back({std::move(line), link});
      goes_on = open;
    }
  }

  Rule rule(xml::Element const& node) {
    Rule rule{.line = line_of(node)};
    if (auto const identified = node.child("identifikation"))
      identity(*identified, rule.id, rule.version);
    else
      problem(node, "In <regel> fehlt <identifikation>");
    rule.name = text_below(node, "name");
    rule.text = text_below(node, "freitextRegel");
    if (rule.text.empty()) rule.text = text_below(node, "definition");
    auto const script = node.child("skript") ? node.child("skript") : node.child("script");
    if (script) rule.script = std::string{text::trimmed(script->text())};  // as it stands: blanks may count in it
    rule.creator = text_below(node, "fachlicherErsteller");
    return rule;
  }

  void part(xml::Element const& node, Element& element) {
    Part part{.times = text_below(node, "anzahl"), .line = line_of(node)};
    for (auto const& one : node.children("bezug")) ground(one, part.grounds);
    auto const holder = node.child("enthaelt");
    auto const inside = holder ? holder->children() : std::vector<xml::Element>{};
    if (inside.size() != 1 or (inside[0].name() != "datenfeld" and inside[0].name() != "datenfeldgruppe"))
      return problem(node, "<struktur> enthält genau ein <datenfeld> oder eine <datenfeldgruppe>");
    bool const group = inside[0].name() == "datenfeldgruppe";
    part.element = this->element(inside[0], group ? Element::Sort::group : Element::Sort::field);
    if (not inside[0].child("identifikation")) problem(inside[0], "Es fehlt <identifikation> (Meldung 1038)");
    element.parts.push_back(std::move(part));
  }

  std::string_view file_;
  std::vector<authored::Problem>& problems_;
  std::size_t found_ = 0;
};

std::optional<Release> release_of(xml::Element const& root) {
  if (root.namespace_uri() == release_two) return Release::two;
  if (root.namespace_uri() == release_three) return Release::three;
  return std::nullopt;
}

/// What the message is about, and whether that is a schema.
struct Subject {
  std::string_view message, element;
  Element::Sort sort;
};
constexpr std::array<Subject, 3> subjects{{
    {"xdatenfelder.stammdatenschema.0102", "stammdatenschema", Element::Sort::schema},
    {"xdatenfelder.datenfeldgruppe.0103", "datenfeldgruppe", Element::Sort::group},
    {"xdatenfelder.datenfeld.0104", "datenfeld", Element::Sort::field},
}};

}  // namespace

std::optional<Schema> read(std::string_view text, std::string_view file, std::vector<authored::Problem>& problems) {
  Reading reading{file, problems};
  auto const document = xml::parse(text);
  if (not document) {
    auto const line = document.error().line;
    problems.push_back({std::string{file}, static_cast<std::size_t>(line < 0 ? 0 : line),
                        fmt::format("Das ist kein XML, das wir lesen: {}", document.error().message)});
    return std::nullopt;
  }
  auto const root = document->root();
  auto const release = release_of(root);
  auto const refused = [&](xml::Element const& at, std::string message) -> std::optional<Schema> {
    reading.problem(at, std::move(message));
    return std::nullopt;
  };
  if (not release)
    return refused(root,
                   fmt::format("Der Namensraum \"{}\" ist nicht der von XDatenfelder 2 oder 3", root.namespace_uri()));
  for (auto const& subject : subjects) {
    if (root.name() != subject.message) continue;
    auto const node = root.child(subject.element);
    if (not node) return refused(root, fmt::format("In der Nachricht fehlt <{}>", subject.element));
    if (not node->child("identifikation")) return refused(*node, "Es fehlt <identifikation> (Meldung 1038)");
    Schema schema{.release = *release, .root = reading.element(*node, subject.sort)};
    if (reading.found() > 0) return std::nullopt;
    if (subject.sort == Element::Sort::schema) return schema;
    Schema around{.release = *release, .root = {.sort = Element::Sort::schema, .line = schema.root.line}};
    around.root.label = around.root.name = schema.root.label.empty() ? schema.root.name : schema.root.label;
    around.root.parts.push_back({.element = std::move(schema.root), .times = "1:1", .line = around.root.line});
    return around;
  }
  return refused(root, fmt::format("\"{}\" ist keine Nachricht mit Datenfeldern (0102, 0103, 0104)", root.name()));
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
