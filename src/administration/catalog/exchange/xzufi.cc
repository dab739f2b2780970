#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "administration/catalog/rules/competence.h"
#include "administration/catalog/store/store.h"
#include "base/text.h"
#include "platform/xml/xml.h"

// Text modules from XZuFi 2.1 and 2.2, the exchange format of the German portals' service texts.
namespace kreislauf::catalog {

namespace {

std::optional<xml::Element> first_named(xml::Element const& element, std::string_view name) {
  for (auto const& child : element.children()) {
    if (child.name() == name) return child;
    if (auto const deeper = first_named(child, name)) return deeper;
  }
  return std::nullopt;
}

void each_named(xml::Element const& element, std::string_view name,
                std::function<void(xml::Element const&)> const& use) {
  for (auto const& child : element.children()) {
    if (child.name() == name)
      use(child);
    else
      each_named(child, name, use);
  }
}

/// The official key stands in `referenzLeiKa` or one of its relatives.
std::string key_of(xml::Element const& service) {
  for (std::string_view const name : {"referenzLeiKa", "leistungsschluessel", "leikaSchluessel", "idLeika"}) {
    auto const found = first_named(service, name);
    if (not found) continue;
    std::string const text{text::trimmed(found->text())};
    if (rules::is_leika_key(text)) return text;
  }
  std::string key;
  each_named(service, "id", [&](xml::Element const& id) {
    std::string const text{text::trimmed(id.text())};
    if (key.empty() and rules::is_leika_key(text)) key = text;
  });
  return key;
}

/// XZuFi texts are small HTML inside XML text. We keep paragraphs, lists, bold and links, as our own text files have
/// them.
class HtmlReader {
 public:
  std::string read(std::string_view html) {
    for (std::size_t i = 0; i < html.size(); ++i) {
      if (html[i] != '<') {
        bool const blank = html[i] == '\n' or html[i] == '\r' or html[i] == '\t';
        out_ += blank ? ' ' : html[i];
        continue;
      }
      auto const end = html.find('>', i);
      if (end == std::string_view::npos) break;
      take_tag(html.substr(i + 1, end - i - 1));
      i = end;
    }
    return text::nfc(text::trimmed(out_));
  }

 private:
  void take_tag(std::string_view raw) {
    auto const tag = text::folded(raw);
    auto const name = std::string_view{tag}.substr(0, tag.find_first_of(" /\t", tag.starts_with('/') ? 1 : 0));
    if (name == "li") {
      out_ += numbered_ ? "\n1. " : "\n- ";
    } else if (name == "ol" or name == "/ol") {
      numbered_ = name == "ol";
      if (not numbered_) out_ += "\n\n";
    } else if (is_one_of(name, {"p", "/p", "ul", "/ul", "h2", "/h2", "h3", "/h3", "br"})) {
      out_ += "\n\n";
    } else if (is_one_of(name, {"strong", "/strong", "b", "/b"})) {
      out_ += "**";
    } else if (name == "a") {
      open_link(raw);
    } else if (name == "/a" and not link_.empty()) {
      out_ += "](" + link_ + ")";
      link_.clear();
    }
  }

  void open_link(std::string_view raw) {
    constexpr std::string_view attribute = "href=\"";
    auto const at = raw.find(attribute);
    if (at == std::string_view::npos) return link_.clear();
    auto const address = raw.substr(at + attribute.size());
    link_ = address.substr(0, address.find('"'));
    if (not link_.starts_with("https://")) return link_.clear();
    out_ += '[';
  }

  static bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  std::string out_, link_;
  bool numbered_ = false;
};

std::string language_of(xml::Element const& content) {
  auto const code = content.attribute("languageCode").value_or("de");
  return std::string{code.substr(0, 2)};
}

struct Reading {
  std::vector<store::ServiceText> texts;
  void add(std::string const& key, std::string const& language, std::string_view module, std::string content) {
    if (content.empty()) return;
    for (auto& text : texts) {
      if (text.key == key and text.language == language and text.module == module)
        return void(text.content += "\n\n" + content);
    }
    texts.push_back({key, language, std::string{module}, std::move(content)});
  }
};

void read_contents(xml::Element const& module, std::string const& key, std::string_view code, Reading& reading) {
  for (std::string_view const name : {"inhalt", "beschreibung"}) {
    each_named(module, name, [&](xml::Element const& content) {
      reading.add(key, language_of(content), code, HtmlReader{}.read(content.text()));
    });
  }
}

/// Codes of the text modules; cost, deadline and duration have elements of their own.
void read_service(xml::Element const& service, std::string const& key, Reading& reading) {
  each_named(service, "modulText", [&](xml::Element const& module) {
    auto const code = first_named(module, "leikaTextmodul");
    if (code) read_contents(module, key, text::trimmed(code->text()), reading);
  });
  for (auto const& [element, code] :
       {std::pair{"modulKosten", "13"}, std::pair{"modulFrist", "10"}, std::pair{"modulBearbeitungsdauer", "12"}}) {
    each_named(service, element, [&, module_code = code](xml::Element const& module) {
      read_contents(module, key, module_code, reading);
    });
  }
}

/// Reads all services of a message; what cannot be taken is reported with its line.
void read_message(xml::Element const& root, ImportReport& report, Reading& reading) {
  std::set<std::string> seen;
  auto const take = [&](xml::Element const& service) {
    auto const line = static_cast<std::size_t>(std::max(service.line(), 0));
    auto const key = key_of(service);
    if (key.empty()) return report.reject(line, "the service has no LeiKa key (referenzLeiKa)");
    if (not seen.insert(key).second) {
      return report.reject(line, fmt::format("the service {} stands in the message twice", key));
    }
    read_service(service, key, reading);
  };
  if (root.name() == "leistung") {
    take(root);
  } else {
    each_named(root, "leistung", take);
  }
  if (seen.empty() and report.rejected.empty()) {
    report.reject(1, "there is no leistung in this message; is it XZuFi?");
  }
}

void save_texts(db::Store& db, std::vector<store::ServiceText> const& texts, ImportReport& report, Clock const& clock) {
  std::map<std::tuple<std::string, std::string, std::string>, std::string> known;
  db.commons().read([&](db::Connection& connection) {
    for (auto& text : store::load_texts(connection)) known[{text.key, text.language, text.module}] = text.content;
  });
  auto const now = iso_utc(clock.now());
  db.commons().write([&](db::Connection& connection) {
    std::set<std::string> touched;
    for (auto const& text : texts) {
      auto const old = known.find({text.key, text.language, text.module});
      bool const equal = old != known.end() and old->second == text.content;
      ++(equal ? report.unchanged : old == known.end() ? report.added : report.changed);
      if (equal) continue;
      store::save(connection, text);
      touched.insert(text.key);
    }
    for (auto const& key : touched) store::record_change(connection, now, key, "changed", key);
  });
}

}  // namespace

ImportReport import_xzufi(db::Store& db, std::string_view content, OnRejection on_rejection, Clock const& clock) {
  ImportReport report;
  auto const document = xml::parse(content);
  if (not document) {
    report.reject(static_cast<std::size_t>(std::max(document.error().line, 0)), document.error().sentence());
    return report;
  }
  Reading reading;
  read_message(document->root(), report, reading);
  report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back;
  if (not report.rolled_back) save_texts(db, reading.texts, report, clock);
  return report;
}

}  // namespace kreislauf::catalog
