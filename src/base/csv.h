#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/import_report.h"

namespace kreislauf::csv {

/// One record of a CSV file (RFC 4180, UTF-8) with the line on which it begins, counted from 1.
struct Record {
  std::size_t line = 0;
  std::vector<std::string> cells;
  std::string error;  ///< not empty when the record is broken: an open quote, text behind a closing quote
};

/// Reads records one after another. Cells may hold separators, quotes and line breaks inside quotes.
/// Lines end with LF, CR LF or, in files of old spreadsheets, with CR alone. A byte order mark in front is skipped.
/// A broken record is returned with its error, and reading goes on at the next line.
class Reader {
 public:
  explicit Reader(std::string_view content, char separator = ',');
  std::optional<Record> next();

 private:
  bool read_cell(Record& record);
  bool read_quoted(Record& record, std::string& cell);
  void skip_line();

  std::string_view content_;
  char separator_;
  char line_end_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

/// Finds columns by their name in the first record, whatever their order.
class Header {
 public:
  explicit Header(std::vector<std::string> names) : names_{std::move(names)} {}
  /// Position of the first of these names that exists.
  std::optional<std::size_t> find(std::initializer_list<std::string_view> names) const;
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
};

/// A file with a header, read line by line into cells by name. The header tells whether commas, semicolons (as German
/// spreadsheets write) or tabs separate the cells; a line `sep=;` may stand before it. Broken lines go to the report
/// with their reason.
class Table {
 public:
  /// `required`: columns of which each must exist, with other accepted names behind `|`: "key|ags".
  Table(std::string_view content, ImportReport& report, std::vector<std::string_view> const& required);

  bool usable() const { return usable_; }
  bool next();
  std::size_t line() const { return record_.line; }
  bool has(std::string_view names) const { return position(names).has_value(); }
  /// The trimmed cell, empty when the column or the cell does not exist.
  std::string_view cell(std::string_view names) const;
  void reject(std::string reason) { report_.reject(record_.line, std::move(reason)); }

 private:
  std::optional<std::size_t> position(std::string_view names) const;

  Reader reader_;
  ImportReport& report_;
  Header header_{{}};
  Record record_;
  bool usable_ = false;
};

/// A cell made safe for a CSV file.
std::string quoted(std::string_view cell);
/// The same for files that people open in a spreadsheet, which must not take a text for a formula.
std::string for_spreadsheet(std::string_view cell);

}  // namespace kreislauf::csv
