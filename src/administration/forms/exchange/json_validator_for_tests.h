#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "base/text.h"
#include "platform/i18n/dates.h"

/// A validator of the keywords that our exports use, written from the text of JSON Schema 2020-12. An unknown keyword
/// is a fault by itself, so that nothing is passed unseen.
namespace kreislauf::forms::exchange::sample {

namespace json = boost::json;

class Validator {
 public:
  /// What is wrong with the value, with its place; nothing when it is valid.
  static std::vector<std::string> faults(json::value const& schema, json::value const& value) {
    Validator one;
    one.check(schema, value, "");
    return std::move(one.faults_);
  }

 private:
  static bool valid(json::value const& schema, json::value const& value) { return faults(schema, value).empty(); }
  void fault(std::string const& at, std::string_view what) { faults_.push_back(at + ": " + std::string{what}); }

  void check(json::value const& schema, json::value const& value, std::string const& at) {
    if (schema.is_bool()) {
      if (not schema.get_bool()) fault(at, "nothing may stand here");
      return;
    }
    auto const& object = schema.as_object();
    for (auto const& [key, rule] : object) {
      if (key == "type" and not is_type(rule.as_string(), value)) fault(at, "is no " + std::string{rule.as_string()});
      if (not combines(key, rule, object, value, at) and not text(key, rule, value, at) and
          not number(key, rule, value, at) and not array(key, rule, value, at) and
          not members(key, rule, object, value, at) and not tells(key))
        fault(at, "the keyword " + std::string{key} + " is not known");
    }
  }

  static bool tells(std::string_view key) {
    return key == "title" or key == "description" or key == "$schema" or key == "type" or key == "then" or
           key == "else";
  }

  static bool is_type(std::string_view type, json::value const& value) {
    if (type == "integer") return value.is_int64() or value.is_uint64();
    if (type == "number") return value.is_number();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    return type == "array" ? value.is_array() : type == "object" and value.is_object();
  }

  bool combines(std::string_view key, json::value const& rule, json::object const& schema, json::value const& value,
                std::string const& at) {
    if (key == "allOf") {
      for (auto const& one : rule.as_array()) check(one, value, at);
    } else if (key == "anyOf" or key == "oneOf") {
      std::size_t fits = 0;
      for (auto const& one : rule.as_array()) fits += valid(one, value) ? 1 : 0;
      if (key == "oneOf" ? fits != 1 : fits == 0) fault(at, key);
    } else if (key == "not") {
      if (valid(rule, value)) fault(at, "not");
    } else if (key == "if") {
      auto const* branch = schema.if_contains(valid(rule, value) ? "then" : "else");
      if (branch != nullptr) check(*branch, value, at);
    } else if (key == "const") {
      if (value != rule) fault(at, "const");
    } else if (key == "enum") {
      bool found = false;
      for (auto const& one : rule.as_array()) found = found or one == value;
      if (not found) fault(at, "enum");
    } else {
      return false;
    }
    return true;
  }

  bool text(std::string_view key, json::value const& rule, json::value const& value, std::string const& at) {
    bool const known = key == "minLength" or key == "maxLength" or key == "pattern" or key == "format";
    if (not known or not value.is_string()) return known;
    std::string const written{value.get_string()};
    auto const letters = static_cast<std::int64_t>(text::code_points(written));
    if (key == "minLength" and letters < rule.as_int64()) fault(at, "is too short");
    if (key == "maxLength" and letters > rule.as_int64()) fault(at, "is too long");
    if (key == "pattern" and not std::regex_search(written, std::regex{std::string{rule.as_string()}}))
      fault(at, "pattern");
    if (key == "format" and rule == "date" and not i18n::parse_iso(written)) fault(at, "is no date");
    if (key == "format" and rule == "email" and written.find('@') == std::string::npos) fault(at, "is no email");
    return true;
  }

  bool number(std::string_view key, json::value const& rule, json::value const& value, std::string const& at) {
    bool const known = key == "minimum" or key == "maximum";
    if (not known or not value.is_number()) return known;
    auto const one = value.to_number<double>(), bound = rule.to_number<double>();
    if (key == "minimum" ? one < bound : one > bound) fault(at, key);
    return true;
  }

  bool array(std::string_view key, json::value const& rule, json::value const& value, std::string const& at) {
    bool const known =
        key == "items" or key == "minItems" or key == "maxItems" or key == "uniqueItems" or key == "contains";
    if (not known or not value.is_array()) return known;
    auto const& all = value.get_array();
    auto const size = static_cast<std::int64_t>(all.size());
    if (key == "minItems" and size < rule.as_int64()) fault(at, "has too few entries");
    if (key == "maxItems" and size > rule.as_int64()) fault(at, "has too many entries");
    if (key == "contains" and std::none_of(all.begin(), all.end(), [&](auto const& one) { return valid(rule, one); }))
      fault(at, "lacks an entry");
    for (std::size_t i = 0; key == "items" and i < all.size(); ++i) check(rule, all[i], at + "/" + std::to_string(i));
    for (std::size_t i = 1; key == "uniqueItems" and i < all.size(); ++i) {
      if (std::find(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i), all[i]) !=
          all.begin() + static_cast<std::ptrdiff_t>(i))
        fault(at, "has an entry twice");
    }
    return true;
  }

  bool members(std::string_view key, json::value const& rule, json::object const& schema, json::value const& value,
               std::string const& at) {
    bool const known = key == "properties" or key == "required" or key == "additionalProperties";
    if (not known or not value.is_object()) return known;
    auto const& object = value.get_object();
    if (key == "required") {
      for (auto const& name : rule.as_array()) {
        if (not object.contains(name.as_string())) fault(at, "lacks " + std::string{name.as_string()});
      }
      return true;
    }
    auto const& properties = schema.at("properties").as_object();
    for (auto const& [name, member] : object) {
      if (auto const* inner = properties.if_contains(name); inner == nullptr) {
        if (key == "additionalProperties") check(rule, member, at + "/" + std::string{name});
      } else if (key == "properties") {
        check(*inner, member, at + "/" + std::string{name});
      }
    }
    return true;
  }

  std::vector<std::string> faults_;
};

}  // namespace kreislauf::forms::exchange::sample
