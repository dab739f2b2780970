#include "engines/dmn/tck_files.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace kreislauf::dmn::internal {

namespace fs = std::filesystem;

std::optional<std::string> read_file(fs::path const& path) {
  std::ifstream in{path, std::ios::binary};
  if (not in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

namespace {

constexpr std::string_view xsi = "http://www.w3.org/2001/XMLSchema-instance";

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
    for (auto component : components)
      entries.emplace_back(std::string{component.attribute("name").value_or("")}, read_value(component));
    return Value::context(std::move(entries));
  }
  auto value = node.child("value");
  return value ? plain_value(*value) : Value{};
}

TckCase read_case(fs::path const& file, xml::Element node) {
  auto attribute = [&](std::string_view name, std::string_view fallback) {
    return std::string{node.attribute(name).value_or(fallback)};
  };
  TckCase one{.file = file.filename().string(),
              .id = attribute("id", "?"),
              .kind = attribute("type", "decision"),
              .invocable = attribute("invocableName", ""),
              .inputs = {},
              .results = {}};
  for (auto input : node.children("inputNode"))
    one.inputs.insert_or_assign(std::string{input.attribute("name").value_or("")}, read_value(input));
  for (auto result : node.children("resultNode")) {
    auto expected = result.child("expected");
    bool error = result.attribute("errorResult") == "true";
    one.results.push_back({.name = std::string{result.attribute("name").value_or("")},
                           .expected = expected and not error ? read_value(*expected) : Value{}});
  }
  return one;
}

void read_suite(fs::path const& file, OnCase const& on_case, OnBroken const& on_broken) {
  auto broken = [&](std::string const& reason) { on_broken(file.filename().string(), reason); };
  auto text = read_file(file);
  if (not text) return broken("cannot be read");
  auto document = xml::parse(*text);
  if (not document) return broken(document.error().sentence());
  auto root = document->root();
  auto model_name = root.child("modelName");
  if (root.name() != "testCases" or not model_name) return;
  auto folder = file.parent_path();
  auto model_text = read_file(folder / model_name->text());
  if (not model_text) return broken("its model `" + model_name->text() + "` is missing");
  auto model = Model::load(*model_text, [&](std::string_view, std::string_view location) {
    return location.find('/') == std::string_view::npos ? read_file(folder / location) : std::nullopt;
  });
  if (not model) return broken(model.error().front().sentence());
  for (auto node : root.children("testCase")) on_case(*model, read_case(file, node));
}

}  // namespace

void each_tck_case(fs::path const& folder, OnCase const& on_case, OnBroken const& on_broken) {
  std::vector<fs::path> files;
  std::error_code error;
  if (fs::is_regular_file(folder, error))
    files.push_back(folder);
  else
    for (auto const& entry : fs::recursive_directory_iterator{folder, error})
      if (entry.path().extension() == ".xml" and entry.path().filename().string().find("-test-") != std::string::npos)
        files.push_back(entry.path());
  if (error) on_broken(folder.string(), error.message());
  std::sort(files.begin(), files.end());
  for (auto const& file : files) read_suite(file, on_case, on_broken);
}

}  // namespace kreislauf::dmn::internal
