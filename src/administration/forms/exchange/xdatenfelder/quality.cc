#include "administration/forms/exchange/xdatenfelder/quality.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>

#include "base/text.h"

namespace kreislauf::forms::exchange::xdatenfelder {

namespace {

using Sort = Element::Sort;

template <std::size_t N>
bool one_of(std::string_view value, std::array<std::string_view, N> const& all) {
  return std::find(all.begin(), all.end(), value) != all.end();
}

bool is_id(std::string_view id, std::string_view letter, Release release) {
  std::size_t const digits = release == Release::two ? 8 : 11;
  return id.size() == digits + 1 and id.starts_with(letter) and
         id.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

constexpr std::size_t longest_link = 255;

class Check {
 public:
  explicit Check(Schema const& schema) : schema_{schema} {}

  std::vector<Message> run() {
    collect(schema_.root);
    auto const& root = schema_.root;
    if (not root.id.empty()) {  // around a single group or field stands no schema to be checked
      schema(root);
      texts(root);
    }
    parts(root);
    versions();
    return std::move(messages_);
  }

 private:
  void tell(int number, Element const& at, std::string detail = {}) {
    messages_.push_back({number, at.id, at.line, std::move(detail)});
  }
  void tell(int number, Part const& at, std::string detail = {}) {
    messages_.push_back({number, at.element.id, at.line, std::move(detail)});
  }

  void collect(Element const& element) {
    for (auto const& part : element.parts) {
      known_.insert(part.element.id);
      versions_[part.element.id].insert(part.element.version);
      if (part.element.codes.named()) lists_[part.element.codes.uri].insert(part.element.codes.version);
      collect(part.element);
    }
  }

  void relations(Element const& one) {
    constexpr std::array<std::string_view, 4> known{"ABL", "ERS", "EQU", "VKN"};
    for (auto const& relation : one.relations) {
      if (not one_of(relation.kind, known)) tell(1029, one, relation.kind);
      if (relation.to.empty()) tell(1091, one);
    }
    for (auto const& uri : one.keyword_uris) {
      if (text::code_points(uri) > longest_link) tell(1137, one);
    }
  }

  /// What is published consists of what is published, and of nothing that has not even been drafted.
  void published(Element const& one, Element const& owner) {
    if (owner.published.empty() or schema_.release == Release::two) return;
    bool const whole = owner.sort == Sort::schema;
    if (one.published.empty()) tell(whole ? 1127 : 1128, one);
    if (one.status < "3") tell(whole ? 1129 : 1130, one);
  }

  void schema(Element const& root) {
    constexpr std::array<std::string_view, 4> structure{"0", "1", "2", "3"};
    constexpr std::array<std::string_view, 2> words{"0", "1"};
    common(root, "S");
    if (not one_of(root.change_structure, structure)) tell(1033, root, root.change_structure);
    if (not one_of(root.change_words, words)) tell(1034, root, root.change_words);
    if (root.parts.empty()) tell(1078, root);
    if (schema_.release == Release::two) return;
    if (root.documents.empty()) tell(1007, root);
    bool const released = root.status >= "4" and root.status <= "6";
    for (auto const& document : root.documents) {
      if (document == "D99000000001") tell(released ? 1097 : 1096, root);
    }
  }

  /// What every element must have: id, name, status.
  void common(Element const& one, std::string_view letter) {
    constexpr std::array<std::string_view, 3> two{"inVorbereitung", "aktiv", "inaktiv"};
    constexpr std::array<std::string_view, 8> three{"1", "2", "3", "4", "5", "6", "7", "8"};
    if (one.id.empty())
      tell(1038, one);
    else if (not is_id(one.id, letter, schema_.release))
      tell(1039, one, one.id);
    if (one.name.empty()) tell(1002, one);
    bool const is_two = schema_.release == Release::two;
    if (is_two ? not one_of(one.status, two) : not one_of(one.status, three)) tell(1032, one, one.status);
    if (not is_two and one.status >= "3" and one.status <= "7" and one.status_day.empty())
      tell(one.sort == Sort::schema ? 1143 : 1142, one);
    if (one.status == "inaktiv" or one.status == "7") tell(1116, one);
    if (one.creator.empty()) tell(1117, one);
    bool const central = one.creator == "FIM-Baustein Datenfelder" or one.creator == "FIM Baustein Datenfelder";
    if (central and one.id.substr(0, 3).find("60") != 1) tell(one.sort == Sort::schema ? 1141 : 1140, one);
    if (one.label.empty()) tell(1009, one);
    if (one.sort != Sort::schema and one.label_shown.empty()) tell(1010, one);
    if (not one.help.empty() and one.help == one.label) tell(1098, one);
    if (not one.help.empty() and one.help == one.name) tell(1099, one);
    for (auto const& ground : one.grounds) {
      if (not ground.link.empty() and not ground.link.starts_with("https://") and
          not ground.link.starts_with("http://"))
        tell(1133, one, ground.link);
      if (text::code_points(ground.link) > longest_link) tell(1138, one);
      if (ground.text.find(';') != std::string::npos) tell(1132, one, ground.text);
    }
    for (auto const& one_rule : one.rules) rule(one_rule, one);
    relations(one);
  }

  /// Rules in prose name the elements they mean.
  void rule(Rule const& rule, Element const& owner) {
    Element at{.id = rule.id, .line = rule.line};
    if (rule.id.empty()) at.id = owner.id;
    if (rule.text.empty()) return tell(1024, at);
    static std::regex const mentioned{"\\b([FG][0-9]{8}(?:[0-9]{3})?)(V[0-9])?(?![0-9])"};
    auto const end = std::sregex_iterator{};
    for (auto it = std::sregex_iterator{rule.text.begin(), rule.text.end(), mentioned}; it != end; ++it) {
      auto const id = it->str(1);
      if (it->length(2) > 0) tell(1019, at, id);
      bool const old = schema_.release == Release::three and id.size() == 9;
      if (old) tell(1041, at, id);
      if (not old and not known_.contains(id) and not schema_.root.id.empty()) tell(1001, at, id);
    }
  }

  void binding(Part const& part, Element const& owner) {
    constexpr std::array<std::string_view, 3> known{"ABS", "HAR", "RNG"};
    auto const& one = part.element;
    if (not one_of(one.binding, known)) return tell(1031, one, one.binding);
    if (one.binding == "RNG" and one.grounds.empty()) tell(1006, one);
    if (one.binding == "HAR" and one.grounds.empty()) tell(1101, one);
    if (one.binding == "ABS") tell(one.sort == Sort::field ? 1014 : 1013, one);
    if (owner.binding == "RNG" and one.binding != "RNG" and part.grounds.empty()) tell(1022, part);
  }

  void times(Part const& part, Element const& owner) {
    if (part.times.empty()) return tell(1021, part);
    auto const times = times_of(part.times);
    if (not times.valid) return tell(1046, part, part.times);
    if (times.most != 0 and times.least > times.most) tell(1047, part, part.times);
    if (owner.group_kind == "X" and part.times != "0:1") tell(1118, part, part.times);
    if (part.element.type == "file" and times.most == 1) tell(1139, part);
  }

  void parts(Element const& owner) {
    std::set<std::pair<std::string, std::string>> here;
    for (auto const& part : owner.parts) {
      auto const& one = part.element;
      if (not here.emplace(one.id, one.version).second) tell(owner.sort == Sort::schema ? 1025 : 1004, one);
      times(part, owner);
      binding(part, owner);
      common(one, one.sort == Sort::group ? "G" : "F");
      texts(one);
      if (one.id == "F60000000001") tell(owner.parts.size() > 1 ? 1094 : 1095, one);
      if (not owner.version.empty() and one.version.empty()) tell(1135, one);
      published(one, owner);
      if (one.sort == Sort::field) check_field(one, schema_.release, messages_);
      if (one.sort == Sort::group) group(one);
    }
  }

  void group(Element const& one) {
    if (one.parts.empty()) tell(1023, one);
    if (one.parts.size() == 1) tell(1106, one);
    if (not one.group_kind.empty() and one.group_kind != "X") tell(1042, one, one.group_kind);
    if (one.group_kind == "X" and one.parts.size() < 2) tell(1043, one);
    if (std::find(above_.begin(), above_.end(), one.id) != above_.end()) tell(1026, one);
    above_.push_back(one.id);
    parts(one);
    above_.pop_back();
  }

  /// Lengths that the catalogue recommends.
  void texts(Element const& one) {
    constexpr std::size_t line = 255, help = 500, page = 5000;
    auto const longer = [&](std::string const& text, std::size_t most, std::string_view what) {
      if (text::code_points(text) > most) tell(1136, one, std::string{what});
    };
    longer(one.name, line, "Name");
    longer(one.label, line, "Bezeichnung Eingabe");
    longer(one.label_shown, line, "Bezeichnung Ausgabe");
    longer(one.version_note, line, "Versionshinweis");
    longer(one.help, help, "Hilfetext Eingabe");
    longer(one.help_shown, help, "Hilfetext Ausgabe");
    longer(one.description, page, "Beschreibung");
    longer(one.definition, page, "Definition");
    longer(one.content, page, "Inhalt");
    for (auto const& ground : one.grounds) longer(ground.text, line, "Handlungsgrundlage");
  }

  void versions() {
    for (auto const& [id, versions] : versions_) {
      if (versions.size() > 1) messages_.push_back({1003, id, 0});
    }
    for (auto const& [uri, versions] : lists_) {
      if (versions.size() > 1) messages_.push_back({1037, {}, 0, uri});
    }
  }

  Schema const& schema_;
  std::set<std::string> known_;
  std::map<std::string, std::set<std::string>> versions_, lists_;
  std::vector<std::string> above_;
  std::vector<Message> messages_;
};

}  // namespace

std::vector<Message> quality_of(Schema const& schema) {
  auto messages = Check{schema}.run();
  std::stable_sort(messages.begin(), messages.end(), [](auto const& a, auto const& b) { return a.line < b.line; });
  return messages;
}

}  // namespace kreislauf::forms::exchange::xdatenfelder
