#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <ranges>
#include <set>

#include "administration/catalog/exchange/html_text.h"
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

std::string language_of(xml::Element const& content) {
  auto const code = content.attribute("languageCode").value_or("de");
  return std::string{code.substr(0, 2)};
}

/// Names and teasers stand in headings and titles; all other modules are read as blocks.
Shape shape_of(std::string_view module) {
  bool const short_text = module == "02" or module == "03" or module == "05" or module == "24";
  return short_text ? Shape::one_line : Shape::blocks;
}

/// Key of the service, language and code of the module.
using TextId = std::tuple<std::string, std::string, std::string>;
using Texts = std::map<TextId, std::string>;

struct Reading {
  Texts texts;
  std::map<std::string, std::size_t> delivered;  ///< keys of the services with their lines
  void add(std::string const& key, std::string const& language, std::string_view module, std::string content) {
    if (content.empty()) return;
    auto const [text, fresh] = texts.try_emplace({key, language, std::string{module}}, content);
    if (not fresh) text->second += (shape_of(module) == Shape::one_line ? " " : "\n\n") + content;
  }
};

/// The texts of one service: they stand together.
std::ranges::subrange<Texts::const_iterator> texts_of(Texts const& texts, std::string const& key) {
  auto const first = texts.lower_bound({key, {}, {}});
  return {first, std::find_if(first, texts.end(), [&](auto const& text) { return std::get<0>(text.first) != key; })};
}

void read_contents(xml::Element const& module, std::string const& key, std::string_view code, Reading& reading) {
  for (std::string_view const name : {"inhalt", "beschreibung"}) {
    each_named(module, name, [&](xml::Element const& content) {
      reading.add(key, language_of(content), code, text_of_html(content.text(), shape_of(code)));
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
  auto const take = [&](xml::Element const& service) {
    auto const line = static_cast<std::size_t>(std::max(service.line(), 0));
    auto const key = key_of(service);
    if (key.empty()) return report.reject(line, "the service has no LeiKa key (referenzLeiKa)");
    if (not reading.delivered.emplace(key, line).second) {
      return report.reject(line, fmt::format("the service {} stands in the message twice", key));
    }
    read_service(service, key, reading);
  };
  if (root.name() == "leistung") {
    take(root);
  } else {
    each_named(root, "leistung", take);
  }
  if (reading.delivered.empty() and report.rejected.empty()) {
    report.reject(1, "there is no leistung in this message; is it XZuFi?");
  }
}

Texts load_known(db::Store& db) {
  Texts known;
  db.commons().read([&](db::Connection& connection) {
    for (auto& text : store::load_texts(connection)) known[{text.key, text.language, text.module}] = text.content;
  });
  return known;
}

/// A service of which nothing could be read more likely has a form we do not know than lost all it said.
void refuse_empty(Reading& reading, Texts const& known, ImportReport& report) {
  std::erase_if(reading.delivered, [&](auto const& service) {
    auto const& [key, line] = service;
    if (not texts_of(reading.texts, key).empty() or texts_of(known, key).empty()) return false;
    report.reject(line, fmt::format("the service {} brings no text that can be read; those it has are kept", key));
    return true;
  });
}

/// A service that is delivered replaces all its modules: what the message leaves out is valid no longer.
void save_texts(db::Store& db, Reading const& reading, Texts const& known, ImportReport& report, Clock const& clock) {
  auto const row = [](Texts::value_type const& text) {
    auto const& [key, language, module] = text.first;
    return store::ServiceText{key, language, module, text.second};
  };
  auto const now = iso_utc(clock.now());
  std::size_t removed = 0;
  db.commons().write([&](db::Connection& connection) {
    std::set<std::string> touched;
    for (auto const& text : reading.texts) {
      auto const old = known.find(text.first);
      bool const equal = old != known.end() and old->second == text.second;
      ++(equal ? report.unchanged : old == known.end() ? report.added : report.changed);
      if (equal) continue;
      store::save(connection, row(text));
      touched.insert(std::get<0>(text.first));
    }
    for (auto const& [key, line] : reading.delivered) {
      for (auto const& old : texts_of(known, key)) {
        if (reading.texts.contains(old.first)) continue;
        store::remove(connection, row(old));
        touched.insert(key);
        ++removed;
      }
    }
    for (auto const& key : touched) store::record_change(connection, now, key, "changed", key);
  });
  if (removed > 0)
    report.notes.push_back(
        fmt::format("{} text module{} removed: no longer delivered", removed, removed == 1 ? "" : "s"));
}

}  // namespace

ImportReport import_xzufi(db::Store& db, std::string_view content, OnRejection on_rejection, Clock const& clock) {
  ImportReport report;
  auto const document = xml::parse(content);
  if (not document) {
    report.reject(static_cast<std::size_t>(std::max(document.error().line, 0)), document.error().message);
    return report;
  }
  Reading reading;
  read_message(document->root(), report, reading);
  auto const known = load_known(db);
  refuse_empty(reading, known, report);
  report.rolled_back = not report.rejected.empty() and on_rejection == OnRejection::roll_back;
  if (not report.rolled_back) save_texts(db, reading, known, report, clock);
  return report;
}

}  // namespace kreislauf::catalog
