#include "administration/forms/exchange/json_schema.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/forms/exchange/json_condition.h"

namespace kreislauf::forms::exchange {

namespace {

namespace json = boost::json;
using i18n::Language;

constexpr auto day_seconds = "^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$";
constexpr auto iban = "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$";

json::object texts(Question const& question) {
  json::object schema{{"type", "string"}, {"minLength", std::max<std::int64_t>(1, question.least)}};
  if (question.most > 0) schema["maxLength"] = question.most;
  return schema;
}

json::object numbers(Question const& question) {
  bool const money = question.kind == Kind::money;
  json::object schema{{"type", money ? "number" : "integer"}};
  auto const bound = [&](std::int64_t value) {
    return money ? json::value(static_cast<double>(value) / 100) : json::value(value);
  };
  if (question.least > 0 or question.most > 0) schema["minimum"] = bound(question.least);
  if (question.most > 0) schema["maximum"] = bound(question.most);
  return schema;
}

json::object answers(Question const& question) {
  json::array values, named;
  for (auto const& one : question.options) {
    values.emplace_back(one.value);
    named.emplace_back(json::object{{"const", one.value}, {"title", one.label[Language::german]}});
  }
  return {{"type", "string"}, {"enum", std::move(values)}, {"oneOf", std::move(named)}};
}

json::object many(Question const& question, json::object each) {
  bool const counted = question.kind != Kind::file;
  json::object schema{{"type", "array"}, {"items", std::move(each)}};
  schema["minItems"] = question.optional ? 0 : counted ? std::max<std::int64_t>(1, question.least) : 1;
  if (question.most > 0) schema["maxItems"] = question.most;
  if (question.kind != Kind::list) schema["uniqueItems"] = true;
  return schema;
}

/// The questions of one object: of the form, of a group, of an entry of a list.
class Shape {
 public:
  /// A condition may ask for what is in the same object.
  void add(Question const& question, std::string const& page_when) {
    if (not question.asks()) return;
    auto schema = value(question);
    schema["title"] = question.label[Language::german];
    std::string said = question.hint[Language::german];
    auto const say = [&](std::string const& sentence) { said += (said.empty() ? "" : "\n") + sentence; };
    if (not question.fim.empty()) say("FIM: " + question.fim.id);
    for (auto const& check : question.checks)
      say(fmt::format("Es muss gelten: {} ({})", check.that, check.otherwise[Language::german]));
    bool const needed = needs(question);
    if (page_when.empty() and question.when.empty()) {
      if (needed) required_.emplace_back(question.name);
    } else if (not conditional(question, page_when, needed)) {
      for (auto const* when : {&page_when, &question.when}) {
        if (not when->empty()) say("Wird nur gefragt, wenn gilt: " + *when);
      }
    }
    if (not said.empty()) schema["description"] = said;
    properties_[question.name] = std::move(schema);
    known_.push_back(&question);
  }

  json::object finish() {
    json::object schema{{"type", "object"}, {"properties", std::move(properties_)}, {"additionalProperties", false}};
    if (not required_.empty()) schema["required"] = std::move(required_);
    if (not rules_.empty()) schema["allOf"] = std::move(rules_);
    return schema;
  }

 private:
  /// A group is there when something in it must be; what is inside of it says what.
  static bool needs(Question const& question) {
    if (question.kind != Kind::group) return not question.optional;
    return std::any_of(question.questions.begin(), question.questions.end(),
                       [](auto const& one) { return one.asks() and one.when.empty() and needs(one); });
  }

  static json::object inside(Question const& question) {
    Shape shape;
    for (auto const& one : question.questions) shape.add(one, {});
    return shape.finish();
  }

  static json::object value(Question const& question) {
    switch (question.kind) {
      case Kind::email:
        return {{"type", "string"}, {"format", "email"}};
      case Kind::phone:
        return {{"type", "string"}, {"minLength", 1}};
      case Kind::number:
      case Kind::money:
        return numbers(question);
      case Kind::yesno:
        return {{"type", "boolean"}};
      case Kind::choice:
        return answers(question);
      case Kind::choices:
        return many(question, answers(question));
      case Kind::date:
        return {{"type", "string"}, {"format", "date"}};
      case Kind::time:
        return {{"type", "string"}, {"pattern", day_seconds}};
      case Kind::iban:
        return {{"type", "string"}, {"pattern", iban}};
      case Kind::file:
        return many(question, {{"type", "string"}, {"minLength", 1}});
      case Kind::list:
        return many(question, inside(question));
      case Kind::group:
        return inside(question);
      default:
        return texts(question);
    }
  }

  /// What is not asked any more is forgotten (rules/run.cc): where the condition is not met there is no answer.
  bool conditional(Question const& question, std::string const& page_when, bool needed) {
    auto const known = [&](std::string_view name) -> Question const* {
      for (auto const* one : known_) {
        if (one->name == name) return one;
      }
      return nullptr;
    };
    json::array all;
    for (auto const* when : {&page_when, &question.when}) {
      if (when->empty()) continue;
      auto condition = json_condition(*when, known);
      if (not condition) return false;
      all.emplace_back(*std::move(condition));
    }
    json::object rule{{"if", json::object{{"allOf", std::move(all)}}}};
    if (needed) rule["then"] = json::object{{"required", {question.name}}};
    rule["else"] = json::object{{"properties", {{question.name, false}}}};
    rules_.emplace_back(std::move(rule));
    return true;
  }

  json::object properties_;
  json::array required_, rules_;
  std::vector<Question const*> known_;
};

}  // namespace

namespace {

/// A line for each member and entry: schemas are read by people, too.
std::string indented(std::string const& text) {
  std::string out;
  std::size_t depth = 0;
  bool quoted = false, escaped = false;
  auto const line = [&] { out += "\n" + std::string(depth * 2, ' '); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const c = text[i];
    if (c == '"' and not escaped) quoted = not quoted;
    escaped = quoted and c == '\\' and not escaped;
    bool const opens = not quoted and (c == '{' or c == '['), closes = not quoted and (c == '}' or c == ']');
    bool const empty = opens and i + 1 < text.size() and (text[i + 1] == '}' or text[i + 1] == ']');
    if (closes and not(text[i - 1] == '{' or text[i - 1] == '[')) {
      --depth;
      line();
    }
    out += c;
    if (opens and not empty) {
      ++depth;
      line();
    }
    if (not quoted and c == ',') line();
    if (not quoted and c == ':') out += ' ';
  }
  return out;
}

}  // namespace

std::string json_schema(CompiledForm const& form, std::string const& title) {
  Shape shape;
  for (auto const& page : form.definition().pages) {
    for (auto const& question : page.questions) shape.add(question, page.when);
  }
  json::object schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  for (auto& [key, value] : shape.finish()) schema[key] = std::move(value);
  return indented(json::serialize(schema));
}

}  // namespace kreislauf::forms::exchange
