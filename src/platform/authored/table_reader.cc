#include "platform/authored/table_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace kreislauf::authored {

toml::node const* TableReader::take(std::string const& name, bool required) {
  known_.push_back(name);
  auto const* node = table_.get(name);
  if (node == nullptr and required) problem(table_, fmt::format("\"{}\" is missing{}", name, where_));
  return node;
}

std::string TableReader::text(std::string const& name, bool required) {
  auto const* node = take(name, required);
  if (node == nullptr) return {};
  if (auto const value = node->value_exact<std::string>()) return text::nfc(*value);
  problem(*node, fmt::format("\"{}\" must be a text in quotes", name));
  return {};
}

std::int64_t TableReader::number(std::string const& name, bool required) {
  auto const* node = take(name, required);
  if (node == nullptr) return 0;
  if (auto const value = node->value_exact<std::int64_t>(); value and *value >= 0) return *value;
  problem(*node, fmt::format("\"{}\" must be a whole number, zero or more", name));
  return 0;
}

bool TableReader::flag(std::string const& name) {
  auto const* node = take(name, false);
  if (node == nullptr) return false;
  if (auto const value = node->value_exact<bool>()) return *value;
  problem(*node, fmt::format("\"{}\" must be true or false", name));
  return false;
}

std::vector<std::string> TableReader::texts(std::string const& name, bool required) {
  auto const* node = take(name, required);
  if (node == nullptr) return {};
  auto const* array = node->as_array();
  if (array == nullptr) {
    problem(*node, fmt::format("\"{}\" must be a list: [\"...\", \"...\"]", name));
    return {};
  }
  std::vector<std::string> values;
  for (auto const& item : *array) {
    if (auto const value = item.value_exact<std::string>())
      values.push_back(text::nfc(*value));
    else
      problem(item, fmt::format("\"{}\" may hold texts in quotes only", name));
  }
  return values;
}

std::optional<std::chrono::year_month_day> TableReader::day(std::string const& name, bool required) {
  auto const* node = take(name, required);
  if (node == nullptr) return {};
  if (auto const value = node->value_exact<toml::date>()) {
    std::chrono::year_month_day const day{std::chrono::year{value->year}, std::chrono::month{value->month},
                                          std::chrono::day{value->day}};
    if (day.ok()) return day;
  }
  problem(*node, fmt::format("\"{}\" must be a day without quotes: 2027-06-30", name));
  return {};
}

std::size_t TableReader::choice(std::string const& name, std::string_view const* words, std::size_t count,
                                bool required, std::size_t otherwise) {
  auto const* node = take(name, required);
  if (node == nullptr) return otherwise;
  auto const value = node->value_exact<std::string>().value_or("");
  std::vector<std::string> const all(words, words + count);
  auto const found = std::find(all.begin(), all.end(), value);
  if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
  auto const near = text::did_you_mean(value, all);
  problem(*node, fmt::format("\"{}\" is no value for \"{}\"; {}", value, name,
                             near ? fmt::format("did you mean \"{}\"?", *near)
                                  : fmt::format("use one of: {}", fmt::join(all, ", "))));
  return otherwise;
}

std::vector<toml::table const*> TableReader::tables(std::string const& name, bool required) {
  std::vector<toml::table const*> found;
  auto const* node = take(name, required);
  if (node == nullptr) return found;
  auto const advice = fmt::format("write each of them as [[{}]]", name);
  auto const* list = node->as_array();
  if (list == nullptr) {
    problem(*node, advice);
    return found;
  }
  for (auto const& item : *list) {
    if (auto const* table = item.as_table())
      found.push_back(table);
    else
      problem(item, advice);
  }
  return found;
}

toml::table const* TableReader::table_of(std::string const& name) {
  auto const* node = take(name, true);
  if (node == nullptr) return nullptr;
  auto const* table = node->as_table();
  if (table == nullptr) problem(*node, fmt::format("write [{}] on a line of its own and its values below", name));
  return table;
}

void TableReader::refuse_unknown() {
  for (auto const& [key, node] : table_) {
    std::string const name{key.str()};
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    auto const near = text::did_you_mean(name, known_);
    problem(node, fmt::format("\"{}\" is not known{}{}", name, where_,
                              near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
  }
}

void TableReader::problem(toml::node const& at, std::string message) {
  problems_.push_back({file_, at.source().begin.line, std::move(message)});
}

}  // namespace kreislauf::authored
