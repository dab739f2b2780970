#include <algorithm>

#include "engines/dmn/dmn.h"

namespace kreislauf::dmn {
namespace {

using feel::Kind;

std::string grouped(std::string number, Language language) {
  auto point = number.find('.');
  auto whole = number.substr(0, point);
  auto start = whole.starts_with('-') ? 1u : 0u;
  for (auto at = whole.size(); at > start + 3; at -= 3) whole.insert(at - 3, language == Language::german ? "." : ",");
  if (point == std::string::npos) return whole;
  return whole + (language == Language::german ? "," : ".") + number.substr(point + 1);
}

std::string date_text(feel::Date date, Language language) {
  if (language == Language::english) return date.print();
  return std::to_string(date.day) + "." + std::to_string(date.month) + "." + std::to_string(date.year);
}

std::string list_text(feel::Values const& values, Language language) {
  std::string out;
  for (std::size_t i = 0; i < values.size() and i < 20; ++i) out += (i ? "; " : "") + shown(values[i], language);
  return values.empty() ? (language == Language::german ? "nichts" : "nothing") : out;
}

std::string context_text(feel::Entries const& entries, Language language) {
  std::string out;
  for (auto const& [name, value] : entries) out += (out.empty() ? "" : "; ") + name + " " + shown(value, language);
  return out;
}

class Teller {
 public:
  explicit Teller(Language language) : german_{language == Language::german}, language_{language} {}

  std::vector<std::string> tell(Explanation const& explanation) {
    tell_part(explanation);
    return std::move(sentences_);
  }

 private:
  void tell_part(Explanation const& explanation) {
    for (auto const& needed : explanation.needed) tell_part(needed);
    tell_part_alone(explanation);
  }

  void tell_part_alone(Explanation const& e) {
    for (auto const& rule : e.rules) tell_rule(rule);
    if (e.rules.empty() and not e.hit_policy.empty())
      sentences_.push_back(german_ ? "Zu „" + e.decision + "“ trifft keine Regel zu."
                                   : "No rule of “" + e.decision + "” applies.");
    if (e.hit_policy.empty()) tell_inputs(e);
    if (e.value.is_null())
      sentences_.push_back(german_ ? "Für „" + e.decision + "“ ergibt sich kein Wert."
                                   : "“" + e.decision + "” has no value.");
    else
      sentences_.push_back(german_ ? "Daraus ergibt sich für „" + e.decision + "“: " + shown(e.value, language_) + "."
                                   : "This gives for “" + e.decision + "”: " + shown(e.value, language_) + ".");
  }

  void tell_inputs(Explanation const& e) {
    std::string facts;
    for (auto const& [name, value] : e.inputs) facts += (facts.empty() ? "" : ", ") + fact(name, value);
    if (not facts.empty())
      sentences_.push_back((german_ ? "Berücksichtigt wurde: " : "Taken into account: ") + facts + ".");
  }

  void tell_rule(RuleHit const& rule) {
    std::string facts;
    for (auto const& condition : rule.conditions)
      facts += (facts.empty() ? "" : ", ") + fact(condition.label, condition.value) +
               (german_ ? " (Bedingung: " : " (condition: ") + condition.test + ")";
    auto number = std::to_string(rule.number);
    if (facts.empty())
      sentences_.push_back(german_ ? "Regel " + number + " gilt in allen Fällen."
                                   : "Rule " + number + " applies in every case.");
    else
      sentences_.push_back((german_ ? "Regel " + number + " trifft zu: " : "Rule " + number + " applies: ") + facts +
                           ".");
    for (auto const& annotation : rule.annotations)
      sentences_.push_back((german_ ? "Grundlage: " : "Basis: ") + annotation + (annotation.ends_with('.') ? "" : "."));
  }

  [[nodiscard]] std::string fact(std::string const& label, Value const& value) const {
    return german_ ? label + " ist " + shown(value, language_) : label + " is " + shown(value, language_);
  }

  bool german_;
  Language language_;
  std::vector<std::string> sentences_;
};

}  // namespace

std::string shown(Value const& value, Language language) {
  bool german = language == Language::german;
  switch (value.kind()) {
    case Kind::null:
      return german ? "nicht angegeben" : "not given";
    case Kind::boolean:
      return german ? (value.boolean() ? "ja" : "nein") : (value.boolean() ? "yes" : "no");
    case Kind::number:
      return grouped(value.number().print(), language);
    case Kind::string:
      return german ? "„" + value.string() + "“" : "“" + value.string() + "”";
    case Kind::date:
      return date_text(value.date(), language);
    case Kind::list:
      return list_text(value.list(), language);
    case Kind::context:
      return context_text(value.entries(), language);
    default:
      return feel::to_text(value);
  }
}

std::vector<std::string> sentences(Explanation const& explanation, Language language) {
  return Teller{language}.tell(explanation);
}

}  // namespace kreislauf::dmn
