#include "administration/forms/exchange/xdatenfelder/write.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/forms/exchange/xdatenfelder/one_line.h"
#include "platform/xml/xml.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

using Sort = Element::Sort;
constexpr std::string_view lists = "urn:xoev-de:fim:codeliste:xdatenfelder.";

class Writing {
 public:
  explicit Writing(Schema const& schema) : schema_{schema}, two_{schema.release == Release::two} {}

  std::string run() {
    auto const space = two_ ? "urn:xoev-de:fim:standard:xdatenfelder_2" : "urn:xoev-de:fim:standard:xdatenfelder_3.0.0";
    out_ = "<?xml version='1.0' encoding='UTF-8'?>\n";
    open(fmt::format("xdatenfelder.stammdatenschema.0102 xmlns:xdf=\"{}\"", space));
    open("header");
    text("nachrichtID", message_id());
    text("erstellungszeitpunkt", schema_.root.changed);
    close("header");
    open("stammdatenschema");
    two_ ? head_two(schema_.root) : head_three(schema_.root);
    schema(schema_.root);
    close("stammdatenschema");
    close("xdatenfelder.stammdatenschema.0102");
    return std::move(out_);
  }

 private:
  void line(std::string const& content) { out_ += std::string(depth_ * 2, ' ') + content + "\n"; }
  void open(std::string const& name) {
    line("<xdf:" + name + ">");
    ++depth_;
  }
  void close(std::string_view tag) {
    auto const name = std::string{tag.substr(0, tag.find(' '))};
    --depth_;
    line("</xdf:" + name + ">");
  }
  /// XML 1.0 has no control characters besides line ends and tabs.
  void raw(std::string_view name, std::string value) {
    std::erase_if(value, [](unsigned char letter) { return letter < 0x20 and letter != '\n' and letter != '\t'; });
    line(value.empty() ? fmt::format("<xdf:{}/>", name)
                       : fmt::format("<xdf:{0}>{1}</xdf:{0}>", name, xml::escape(value)));
  }
  void text(std::string_view name, std::string const& value) { raw(name, one_line(value)); }
  /// XDatenfelder 2 writes what says nothing as an empty element, XDatenfelder 3 leaves it out.
  void maybe(std::string_view name, std::string const& value) {
    if (two_ or not value.empty()) text(name, value);
  }
  void code(std::string_view name, std::string_view uri, std::string_view version, std::string const& value) {
    line(fmt::format("<xdf:{0} listURI='{1}' listVersionID='{2}'><code>{3}</code></xdf:{0}>", name, uri, version,
                     xml::escape(value)));
  }
  void own_code(std::string const& name, std::string_view version, std::string const& value) {
    code(name, std::string{lists} + name, version, value);
  }

  /// Follows from what the message says, so that the same form is the same file (FNV-1a).
  std::string message_id() const {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (unsigned char const byte : schema_.root.id + schema_.root.version + schema_.root.changed)
      hash = (hash ^ byte) * 0x100000001b3U;
    return fmt::format("{:016X}", hash);
  }

  void identity(std::string const& id, std::string const& version) {
    open("identifikation");
    text("id", id);
    if (not version.empty()) text("version", version);
    close("identifikation");
  }

  void grounds(std::vector<Ground> const& all) {
    if (two_) {
      std::string joined;
      for (auto const& one : all) joined += (joined.empty() ? "" : "\n") + one_line(one.text);
      return raw("bezug", joined);
    }
    for (auto const& one : all) {
      auto const link = one.link.empty() ? "" : fmt::format(" link='{}'", xml::escape(one.link));
      line(fmt::format("<xdf:bezug{}>{}</xdf:bezug>", link, xml::escape(one_line(one.text))));
    }
  }

  void head_two(Element const& one) {
    identity(one.id, one.version);
    text("name", one.name);
    text("bezeichnungEingabe", one.label);
    if (one.sort != Sort::schema) text("bezeichnungAusgabe", one.label_shown);
    text("beschreibung", one.description);
    text("definition", one.definition);
    grounds(one.grounds);
    own_code("status", "1.0", one.status);
    if (not one.creator.empty()) text("fachlicherErsteller", one.creator);
    if (not one.version_note.empty()) text("versionshinweis", one.version_note);
  }

  void head_three(Element const& one) {
    identity(one.id, one.version);
    text("name", one.name);
    maybe("beschreibung", one.description);
    maybe("definition", one.definition);
    grounds(one.grounds);
    code("freigabestatus", "urn:xoev-de:xprozess:codeliste:status", "2020-03-19", one.status);
    maybe("statusGesetztAm", one.status_day);
    maybe("statusGesetztDurch", one.creator);
    maybe("versionshinweis", one.version_note);
    text("letzteAenderung", one.changed);
    text(one.sort == Sort::schema ? "bezeichnung" : "bezeichnungEingabe", one.label);
    if (one.sort != Sort::schema) maybe("bezeichnungAusgabe", one.label_shown);
  }

  void schema(Element const& one) {
    if (not one.help.empty()) text("hilfetext", one.help);
    own_code("ableitungsmodifikationenStruktur", "1.0", one.change_structure);
    own_code("ableitungsmodifikationenRepraesentation", "1.0", one.change_words);
    for (auto const& document : two_ ? std::vector<std::string>{} : one.documents) {
      open("dokumentsteckbrief");
      text("id", document);
      close("dokumentsteckbrief");
    }
    for (auto const& each : one.rules) rule(each);
    for (auto const& each : one.parts) part(each);
  }

  void part(Part const& part) {
    auto const name = std::string{part.element.sort == Sort::group ? "datenfeldgruppe" : "datenfeld"};
    open("struktur");
    text("anzahl", part.times);
    grounds(part.grounds);
    open("enthaelt");
    open(name);
    two_ ? head_two(part.element) : head_three(part.element);
    own_code("schemaelementart", "1.0", part.element.binding);
    maybe("hilfetextEingabe", part.element.help);
    maybe("hilfetextAusgabe", part.element.help_shown);
    if (part.element.sort == Sort::field) field(part.element);
    for (auto const& each : part.element.rules) rule(each);
    for (auto const& each : part.element.parts) this->part(each);
    close(name);
    close("enthaelt");
    close("struktur");
  }

  void field(Element const& one) {
    auto const version = two_ ? "1.0" : "2.0";
    own_code("feldart", version, one.field_kind);
    own_code("datentyp", version, one.type);
    bounds(one.bounds);
    maybe("inhalt", one.content);
    if (not two_) line(fmt::format("<xdf:vorbefuellung><code>{}</code></xdf:vorbefuellung>", xml::escape(one.prefill)));
    if (one.has_values) values(one.values);
    if (one.codes.named()) codes(one.codes);
  }

  void bounds(Bounds const& one) {
    std::vector<std::pair<std::string, std::string const*>> const all{{"minLength", &one.min_length},
                                                                      {"maxLength", &one.max_length},
                                                                      {"minValue", &one.min_value},
                                                                      {"maxValue", &one.max_value},
                                                                      {"pattern", &one.pattern}};
    boost::json::object object;
    std::string attributes;
    for (auto const& [name, value] : all) {
      if (value->empty()) continue;
      object[name] = *value;
      attributes += fmt::format(" {}='{}'", name, xml::escape(*value));
    }
    if (two_) return raw("praezisierung", object.empty() ? "" : boost::json::serialize(object));
    if (not attributes.empty()) line(fmt::format("<xdf:praezisierung{}/>", attributes));
  }

  void values(std::vector<Code> const& all) {
    open("werte");
    for (auto const& one : all) {
      open("wert");
      text("code", one.code);
      text("name", one.name);
      if (not one.help.empty()) text("hilfe", one.help);
      close("wert");
    }
    close("werte");
  }

  void codes(CodeList const& one) {
    open("codelisteReferenz");
    if (two_) {
      if (not one.id.empty()) identity(one.id, {});
      open("genericodeIdentification");
    }
    text("canonicalIdentification", one.uri);
    if (not one.version.empty()) text("version", one.version);
    if (not one.whole.empty()) text("canonicalVersionUri", one.whole);
    if (two_) close("genericodeIdentification");
    close("codelisteReferenz");
  }

  void rule(Rule const& one) {
    open("regel");
    identity(one.id, one.version);
    text("name", one.name);
    if (two_) {
      text("bezeichnungEingabe", one.name);
      text("beschreibung", {});
      text("definition", one.text);
      text("bezug", {});
      own_code("status", "1.0", schema_.root.status);
      if (not one.creator.empty()) text("fachlicherErsteller", one.creator);
      raw("script", one.script);
    } else {
      maybe("freitextRegel", one.text);
      maybe("fachlicherErsteller", one.creator);
      text("letzteAenderung", schema_.root.changed);
      own_code("typ", "1.0", one.script.starts_with("FEEL check") ? "V" : "K");
      if (not one.script.empty()) raw("skript", one.script);
    }
    close("regel");
  }

  Schema const& schema_;
  bool two_;
  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string write(Schema const& schema) { return Writing{schema}.run(); }

}  // namespace kreislauf::forms::exchange::xdatenfelder
