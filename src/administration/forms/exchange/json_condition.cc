#include "administration/forms/exchange/json_condition.h"

#include <string>
#include <utility>

namespace kreislauf::forms::exchange {

namespace {

namespace json = boost::json;
using Schema = std::optional<json::object>;
using Lookup = std::function<Question const*(std::string_view)>;

/// A part of FEEL, read from left to right:
///     condition: every ("or" every)*     every: one ("and" one)*
///     one: "(" condition ")" | "not" "(" name ")" | name | name ("=" | "!=") value | "count" "(" name ")" ">" "0"
///          | "list contains" "(" name "," value ")" | name "in" "[" value ("," value)* "]"
///          | name (">" | ">=" | "<" | "<=") whole number
class Condition {
 public:
  Condition(std::string_view feel, Lookup const& question) : rest_{feel}, question_{question} {}

  Schema whole() {
    auto schema = any();
    return schema and next().empty() ? schema : std::nullopt;
  }

 private:
  static bool is_letter(char c) { return (c >= 'a' and c <= 'z') or (c >= '0' and c <= '9') or c == '_'; }

  /// The next word, sign or quoted text (with its quotes); empty at the end.
  std::string_view next() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    std::size_t size = 0;
    if (rest_.starts_with('"')) {
      auto const end = rest_.find('"', 1);
      size = end == std::string_view::npos ? rest_.size() : end + 1;
    } else if (rest_.starts_with("!=") or rest_.starts_with(">=") or rest_.starts_with("<=")) {
      size = 2;
    } else {
      while (size < rest_.size() and is_letter(rest_[size])) ++size;
      if (size == 0 and not rest_.empty()) size = 1;
    }
    return std::exchange(rest_, rest_.substr(size)).substr(0, size);
  }
  bool take(std::string_view token) {
    auto const before = rest_;
    if (next() == token) return true;
    rest_ = before;
    return false;
  }

  Schema joined(std::string_view word, std::string_view key, Schema (Condition::*each)()) {
    auto first = (this->*each)();
    json::array all;
    while (first and take(word)) {
      auto another = (this->*each)();
      if (not another) return std::nullopt;
      all.emplace_back(*std::move(another));
    }
    if (not first or all.empty()) return first;
    all.insert(all.begin(), *std::move(first));
    return json::object{{key, std::move(all)}};
  }
  Schema any() { return joined("or", "anyOf", &Condition::every); }
  Schema every() { return joined("and", "allOf", &Condition::one); }

  Schema one() {
    if (take("(")) {
      auto inside = any();
      return inside and take(")") ? inside : std::nullopt;
    }
    auto const name = next();
    if (name == "not") return negated();
    if (name == "count") return counted();
    if (name == "list" and take("contains")) return contained();
    auto const* question = question_(name);
    if (question == nullptr) return std::nullopt;
    if (take("=")) return compared(*question, true);
    if (take("!=")) return compared(*question, false);
    if (take("in")) return listed(*question);
    if (question->kind == Kind::number) return bounded(*question);
    return question->kind == Kind::yesno ? Schema{is(*question, true)} : std::nullopt;
  }

  /// Of nothing FEEL says nothing, so the condition is not met: the answer must be there and be no.
  Schema negated() {
    if (not take("(")) return std::nullopt;
    auto const* question = question_(next());
    bool const known = question != nullptr and question->kind == Kind::yesno and take(")");
    return known ? Schema{is(*question, false)} : std::nullopt;
  }

  Schema counted() {
    if (not take("(")) return std::nullopt;
    auto const* question = question_(next());
    bool const many = question != nullptr and
                      (question->kind == Kind::choices or question->kind == Kind::list or question->kind == Kind::file);
    if (not many or not take(")") or not take(">") or not take("0")) return std::nullopt;
    return json::object{{"required", {question->name}}, {"properties", {{question->name, {{"minItems", 1}}}}}};
  }

  /// Of nothing it cannot be said, so the condition is not met.
  Schema contained() {
    if (not take("(")) return std::nullopt;
    auto const* question = question_(next());
    if (question == nullptr or question->kind != Kind::choices or not take(",")) return std::nullopt;
    auto const value = literal(next());
    if (not value or not take(")")) return std::nullopt;
    json::object const ticked{{"contains", json::object{{"const", *value}}}};
    return json::object{{"required", {question->name}}, {"properties", {{question->name, ticked}}}};
  }

  Schema listed(Question const& question) {
    auto const open = next();
    auto const close = open == "[" ? "]" : ")";
    if (question.kind != Kind::choice or (open != "[" and open != "(")) return std::nullopt;
    json::array values;
    do {
      auto const value = literal(next());
      if (not value) return std::nullopt;
      values.emplace_back(*value);
    } while (take(","));
    if (not take(close)) return std::nullopt;
    json::object const known{{"enum", std::move(values)}};
    return json::object{{"required", {question.name}}, {"properties", {{question.name, known}}}};
  }

  /// Whole numbers alone: more than 1 is 2 at least.
  Schema bounded(Question const& question) {
    auto const sign = next(), digits = next();
    bool const lower = sign == ">" or sign == ">=", upper = sign == "<" or sign == "<=";
    constexpr std::size_t longest = 9;
    bool const number = not digits.empty() and digits.size() <= longest and
                        digits.find_first_not_of("0123456789") == std::string_view::npos;
    if ((not lower and not upper) or not number) return std::nullopt;
    auto const value = std::stoll(std::string{digits}) + (sign == ">" ? 1 : sign == "<" ? -1 : 0);
    json::object const bound{{lower ? "minimum" : "maximum", value}};
    return json::object{{"required", {question.name}}, {"properties", {{question.name, bound}}}};
  }

  /// A text in quotes without anything that would have to be undone.
  static std::optional<json::string> literal(std::string_view token) {
    bool const plain = token.size() > 2 and token.starts_with('"') and token.find('\\') == std::string_view::npos;
    return plain ? std::optional<json::string>{token.substr(1, token.size() - 2)} : std::nullopt;
  }

  /// `x != "a"` is true in FEEL where x was not answered.
  Schema compared(Question const& question, bool equal) {
    auto const token = next();
    json::value value;
    if (auto const text = literal(token); text and question.kind == Kind::choice)
      value = *text;
    else if (question.kind == Kind::yesno and (token == "true" or token == "false"))
      value = token == "true";
    else
      return std::nullopt;
    auto schema = is(question, std::move(value));
    return equal ? schema : json::object{{"not", std::move(schema)}};
  }

  static json::object is(Question const& question, json::value value) {
    return {{"required", {question.name}}, {"properties", {{question.name, {{"const", std::move(value)}}}}}};
  }

  std::string_view rest_;
  Lookup const& question_;
};

}  // namespace

std::optional<json::object> json_condition(std::string_view feel, Lookup const& question) {
  return Condition{feel, question}.whole();
}

}  // namespace kreislauf::forms::exchange
