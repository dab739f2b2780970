#include "engines/dmn/tck.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "platform/xml/xml.h"

namespace kreislauf::dmn {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view xsi = "http://www.w3.org/2001/XMLSchema-instance";

std::optional<std::string> read_file(fs::path const& path) {
  std::ifstream in{path, std::ios::binary};
  if (not in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

bool is_nil(xml::Element node) { return node.attribute("nil", xsi) == "true"; }

Value plain_value(xml::Element node) {
  if (is_nil(node)) return {};
  auto type = std::string{node.attribute("type", xsi).value_or("xsd:string")};
  if (auto colon = type.find(':'); colon != std::string::npos) type.erase(0, colon + 1);
  auto text = node.text();
  if (type == "string" or type == "anySimpleType") return text;
  using enum feel::TypeKind;
  if (type == "boolean") return feel::from_text(text, boolean);
  if (type == "date") return feel::from_text(text, date);
  if (type == "time") return feel::from_text(text, time);
  if (type == "dateTime") return feel::from_text(text, date_time);
  if (type.ends_with("uration")) {
    auto days = feel::from_text(text, days_duration);
    return days.is_null() ? feel::from_text(text, months_duration) : days;
  }
  return feel::from_text(text, number);
}

/// A `valueType` of the TCK: value, list, or components.
Value read_value(xml::Element node) {
  if (is_nil(node)) return {};
  if (auto list = node.child("list")) {
    if (is_nil(*list)) return {};
    feel::Values values;
    for (auto item : list->children("item")) values.push_back(read_value(item));
    return Value::list(std::move(values));
  }
  if (auto components = node.children("component"); not components.empty()) {
    feel::Entries entries;
    for (auto component : components) entries.emplace_back(std::string{component.attribute("name").value_or("")}, read_value(component));
    return Value::context(std::move(entries));
  }
  auto value = node.child("value");
  return value ? plain_value(*value) : Value{};
}

/// Numbers from different routes may differ far behind the point: the TCK compares to eight digits or so.
bool alike(Value const& expected, Value const& actual) {
  if (expected.is(feel::Kind::number) and actual.is(feel::Kind::number)) {
    auto off = subtract(expected.number(), actual.number());
    return off and absolute(*off) < *feel::Decimal::of(1, -8);
  }
  if (expected.is(feel::Kind::list) and actual.is(feel::Kind::list))
    return std::equal(expected.list().begin(), expected.list().end(), actual.list().begin(), actual.list().end(), alike);
  if (expected.is(feel::Kind::context) and actual.is(feel::Kind::context)) {
    if (expected.entries().size() != actual.entries().size()) return false;
    return std::all_of(expected.entries().begin(), expected.entries().end(), [&](auto const& entry) {
      auto const* other = actual.find(entry.first);
      return other != nullptr and alike(entry.second, *other);
    });
  }
  if (expected.is_null() or actual.is_null()) return expected.is_null() and actual.is_null();
  return feel::equals(expected, actual).value_or(false);
}

struct Case {
  Model const& model;
  xml::Element node;
  Inputs inputs = {};
};

Value actual_value(Case const& one, std::string const& result, Environment const& environment) {
  auto kind = one.node.attribute("type").value_or("decision");
  auto name = std::string{one.node.attribute("invocableName").value_or(result)};
  if (kind == "decisionService") return one.model.serve(name, one.inputs, environment);
  if (kind == "bkm") return one.model.invoke(name, one.inputs, environment);
  return one.model.decide(result, one.inputs, environment);
}

class Suite {
 public:
  Suite(std::ostream& out, Environment const& environment) : out_{out}, environment_{environment} {}

  void run(fs::path const& file) {
    auto text = read_file(file);
    auto document = text ? xml::parse(*text) : Result<xml::Document, xml::Error>{failure(xml::Error{.message = "cannot be read"})};
    if (not document) return broken(file, document.error().sentence());
    auto root = document->root();
    auto model_name = root.child("modelName");
    if (root.name() != "testCases" or not model_name) return;
    auto model_text = read_file(file.parent_path() / model_name->text());
    if (not model_text) return broken(file, "its model `" + model_name->text() + "` is missing");
    auto folder = file.parent_path();
    auto model = Model::load(*model_text, [&](std::string_view, std::string_view location) {
      return location.find('/') == std::string_view::npos ? read_file(folder / location) : std::nullopt;
    });
    if (not model) return broken(file, model.error().front().sentence());
    for (auto node : root.children("testCase")) run_case(file, *model, node);
  }

  [[nodiscard]] TckOutcome const& outcome() const { return outcome_; }

 private:
  void broken(fs::path const& file, std::string const& reason) {
    ++outcome_.failed;
    out_ << file.filename().string() << ": " << reason << "\n";
  }

  void run_case(fs::path const& file, Model const& model, xml::Element node) {
    Case one{.model = model, .node = node};
    for (auto input : node.children("inputNode")) one.inputs.insert_or_assign(std::string{input.attribute("name").value_or("")}, read_value(input));
    bool good = true;
    for (auto result : node.children("resultNode")) good = check_result(file, one, result) and good;
    ++(good ? outcome_.passed : outcome_.failed);
  }

  bool check_result(fs::path const& file, Case const& one, xml::Element result) {
    auto name = std::string{result.attribute("name").value_or("")};
    auto expected_node = result.child("expected");
    auto expected = expected_node ? read_value(*expected_node) : Value{};
    if (result.attribute("errorResult") == "true") expected = {};
    Value actual;
    std::string trouble;
    try {
      actual = actual_value(one, name, environment_);
    } catch (feel::LimitExceeded const& error) {
      trouble = std::string{" ("} + error.what() + ")";
    }
    // A service with several outputs answers with all of them; the case asks for one by its name.
    if (one.node.attribute("type") == "decisionService" and actual.is(feel::Kind::context) and not alike(expected, actual))
      if (auto const* part = actual.find(name)) actual = Value{*part};
    if (trouble.empty() and alike(expected, actual)) return true;
    out_ << file.filename().string() << " case " << one.node.attribute("id").value_or("?") << ", " << name << ": expected "
         << feel::print(expected) << ", actual " << feel::print(actual) << trouble << "\n";
    return false;
  }

  std::ostream& out_;
  Environment const& environment_;
  TckOutcome outcome_;
};

}  // namespace

TckOutcome check_tck(fs::path const& folder, std::ostream& out, Environment const& environment) {
  std::vector<fs::path> files;
  if (fs::is_regular_file(folder)) files.push_back(folder);
  else
    for (auto const& entry : fs::recursive_directory_iterator{folder})
      if (entry.path().extension() == ".xml" and entry.path().filename().string().find("-test-") != std::string::npos) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Suite suite{out, environment};
  for (auto const& file : files) suite.run(file);
  out << suite.outcome().passed << " passed, " << suite.outcome().failed << " failed\n";
  return suite.outcome();
}

}  // namespace kreislauf::dmn
