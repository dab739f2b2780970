#pragma once

#include <toml++/toml.h>
#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/authored/problem.h"

/// TOML as people write it. Takes seconds to compile: only files that read such a table include it.
namespace kreislauf::authored {

/// Reads values of one TOML table and says with the line what is missing, wrong or unknown. What was not understood
/// gives an empty value: one reading tells all that is wrong.
class TableReader {
 public:
  /// `where` follows a message: ` in [fee]`, or nothing for the whole file.
  TableReader(toml::table const& table, std::string_view file, std::string where, std::vector<Problem>& problems)
      : table_{table}, file_{file}, where_{std::move(where)}, problems_{problems} {}

  std::string text(std::string const& name, bool required);
  /// Zero or more.
  std::int64_t number(std::string const& name, bool required);
  bool flag(std::string const& name);
  std::vector<std::string> texts(std::string const& name, bool required);
  /// A day as TOML writes it: 2027-06-30.
  std::optional<std::chrono::year_month_day> day(std::string const& name, bool required);
  /// One of a fixed set of words; its position in the set, or `otherwise`.
  template <std::size_t N>
  std::size_t choice(std::string const& name, std::array<std::string_view, N> const& words, bool required,
                     std::size_t otherwise) {
    return choice(name, words.data(), N, required, otherwise);
  }
  /// The tables of `[[name]]`; what is none of them is told.
  std::vector<toml::table const*> tables(std::string const& name, bool required);

  /// Calls `read` with a reader for the table `[name]`, which is required.
  template <class Read>
  void section(std::string const& name, Read const& read) {
    auto const* table = table_of(name);
    if (table == nullptr) return;
    TableReader reader{*table, file_, " in [" + name + "]", problems_};
    read(reader);
    reader.refuse_unknown();
  }

  /// The value as it stands there, or nothing; from now on the name is known.
  toml::node const* take(std::string const& name, bool required);
  /// Names that nobody has asked for are mistakes.
  void refuse_unknown();
  void problem(toml::node const& at, std::string message);

  toml::table const& table() const { return table_; }
  std::string const& file() const { return file_; }
  std::vector<Problem>& problems() { return problems_; }

 private:
  std::size_t choice(std::string const& name, std::string_view const* words, std::size_t count, bool required,
                     std::size_t otherwise);
  toml::table const* table_of(std::string const& name);

  toml::table const& table_;
  std::string file_;
  std::string where_;
  std::vector<Problem>& problems_;
  std::vector<std::string> known_;
};

/// Parses a file and calls `read` with its table; what is no TOML is told with its line.
template <class Read>
void read_toml(std::string_view content, std::string_view file, std::vector<Problem>& problems, Read const& read) {
  try {
    auto const table = toml::parse(content);
    TableReader reader{table, file, "", problems};
    read(reader);
    reader.refuse_unknown();
  } catch (toml::parse_error const& error) {
    problems.push_back({std::string{file}, error.source().begin.line, std::string{error.description()}});
  }
}

}  // namespace kreislauf::authored
