#include <fmt/format.h>

#include <functional>
#include <map>

#include "administration/catalog/rules.h"
#include "administration/catalog/store.h"
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
std::string plain_markdown(std::string_view html) {
  std::string out;
  bool numbered = false;
  std::string link;
  for (std::size_t i = 0; i < html.size(); ++i) {
    if (html[i] != '<') {
      if (html[i] == '\n' or html[i] == '\r' or html[i] == '\t')
        out += ' ';
      else
        out += html[i];
      continue;
    }
    auto const end = html.find('>', i);
    if (end == std::string_view::npos) break;
    auto const tag = text::folded(html.substr(i + 1, end - i - 1));
    auto const name = tag.substr(0, tag.find_first_of(" /\t", tag.starts_with('/') ? 1 : 0));
    if (name == "li")
      out += numbered ? "\n1. " : "\n- ";
    else if (name == "ol")
      numbered = true;
    else if (name == "/ol")
      numbered = false, out += "\n\n";
    else if (name == "p" or name == "/p" or name == "/ul" or name == "ul" or name == "h2" or name == "h3" or
             name == "/h2" or name == "/h3")
      out += "\n\n";
    else if (name == "br")
      out += "\n\n";
    else if (name == "strong" or name == "/strong" or name == "b" or name == "/b")
      out += "**";
    else if (name == "a") {
      auto const raw = html.substr(i + 1, end - i - 1);
      auto const at = raw.find("href=\"");
      link = at == std::string_view::npos ? std::string{}
                                          : std::string{raw.substr(at + 6, raw.find('"', at + 6) - at - 6)};
      if (not link.starts_with("https://")) link.clear();
      if (not link.empty()) out += '[';
    } else if (name == "/a" and not link.empty()) {
      out += "](" + link + ")";
      link.clear();
    }
    i = end;
  }
  return text::nfc(text::trimmed(out));
}

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
      reading.add(key, language_of(content), code, plain_markdown(content.text()));
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

}  // namespace

ImportReport import_xzufi(db::Store& db, std::string_view content, OnRejection on_rejection, Clock const& clock) {
  ImportReport report;
  auto const document = xml::parse(content);
  if (not document) {
    report.reject(static_cast<std::size_t>(std::max(document.error().line, 0)), document.error().sentence());
    return report;
  }
  Reading reading;
  std::map<std::string, std::size_t> seen;
  auto const take = [&](xml::Element const& service) {
    auto const line = static_cast<std::size_t>(std::max(service.line(), 0));
    auto const key = key_of(service);
    if (key.empty()) return report.reject(line, "the service has no LeiKa key (referenzLeiKa)");
    if (not seen.emplace(key, line).second)
      return report.reject(line, fmt::format("the service {} stands in the message twice", key));
    read_service(service, key, reading);
  };
  if (document->root().name() == "leistung")
    take(document->root());
  else
    each_named(document->root(), "leistung", take);
  if (seen.empty() and report.rejected.empty()) report.reject(1, "there is no leistung in this message; is it XZuFi?");
  report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back;
  if (report.rolled_back) return report;
  std::map<std::tuple<std::string, std::string, std::string>, std::string> known;
  db.commons().read([&](db::Connection& connection) {
    for (auto& text : store::load_texts(connection)) known[{text.key, text.language, text.module}] = text.content;
  });
  auto const now = iso_utc(clock.now());
  db.commons().write([&](db::Connection& connection) {
    std::map<std::string, bool> touched;
    for (auto const& text : reading.texts) {
      auto const old = known.find({text.key, text.language, text.module});
      bool const equal = old != known.end() and old->second == text.content;
      ++(equal ? report.unchanged : old == known.end() ? report.added : report.changed);
      if (equal) continue;
      store::save(connection, text);
      touched[text.key] = true;
    }
    for (auto const& [key, ignored] : touched) store::record_change(connection, now, key, "changed", key);
  });
  return report;
}

}  // namespace kreislauf::catalog
