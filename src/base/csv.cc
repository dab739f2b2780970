#include "base/csv.h"

#include <algorithm>

#include "base/text.h"

namespace kreislauf::csv {

namespace {

std::string_view without_mark(std::string_view content) {
  return content.starts_with("\xEF\xBB\xBF") ? content.substr(3) : content;
}

/// Old spreadsheets end lines with CR alone. What the first line ends with holds for the whole file.
char line_end_of(std::string_view content) {
  bool in_quotes = false;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] == '"') in_quotes = not in_quotes;
    if (in_quotes or (content[i] != '\n' and content[i] != '\r')) continue;
    return content.substr(i).starts_with("\r\n") ? '\n' : content[i];
  }
  return '\n';
}

/// Spreadsheets tell each other the separator in a first line of its own: `sep=;`.
std::optional<char> named_separator(std::string_view content) {
  content = without_mark(content);
  auto first = text::trimmed(content.substr(0, content.find_first_of("\r\n")));
  if (first.size() > 1 and first.starts_with('"') and first.ends_with('"')) first = first.substr(1, first.size() - 2);
  if (first == "sep=") return '\t';  // the tab at the end was trimmed
  if (first.size() != 5 or text::folded(first.substr(0, 3)) != "sep" or first[3] != '=') return std::nullopt;
  return first[4];
}

/// The separator with which the header holds most of the columns, then the one that gives most cells. The first one
/// wins, so a comma is never given up for a semicolon inside a name.
template <class Wanted>
char separator_of(std::string_view content, Wanted const& columns_in) {
  char best = ',';
  std::pair<std::size_t, std::size_t> most{0, 1};
  for (char const separator : {',', ';', '\t'}) {
    auto const first = Reader{content, separator}.next();
    if (not first or not first->error.empty()) continue;
    std::pair const found{columns_in(Header{first->cells}), first->cells.size()};
    if (found > most) best = separator, most = found;
  }
  return best;
}

/// Cells behind the last column of the header that hold something: a separator inside of a cell has cut it.
bool has_more_than(std::size_t columns, Record const& record) {
  return std::any_of(record.cells.begin() + static_cast<std::ptrdiff_t>(std::min(columns, record.cells.size())),
                     record.cells.end(), [](auto const& cell) { return not text::trimmed(cell).empty(); });
}

/// Spreadsheets write rows that were once filled as separators alone.
bool is_blank(Record const& record) {
  return std::all_of(record.cells.begin(), record.cells.end(),
                     [](auto const& cell) { return text::trimmed(cell).empty(); });
}

std::optional<std::size_t> position_in(Header const& header, std::string_view names) {
  for (auto const name : text::split(names, '|')) {
    if (auto const at = header.find({name})) return at;
  }
  return std::nullopt;
}

}  // namespace

Reader::Reader(std::string_view content, char separator)
    : content_{without_mark(content)}, separator_{separator}, line_end_{line_end_of(content_)} {}

std::optional<Record> Reader::next() {
  while (at_ < content_.size()) {
    Record record{.line = line_, .cells = {}, .error = {}};
    while (read_cell(record)) {
    }
    if (not record.error.empty()) skip_line();
    bool const blank = record.error.empty() and record.cells.size() == 1 and record.cells[0].empty();
    if (not blank) return record;
  }
  return std::nullopt;
}

/// Reads one cell; true when another one follows in the same record.
bool Reader::read_cell(Record& record) {
  std::string cell;
  if (at_ < content_.size() and content_[at_] == '"') {
    if (not read_quoted(record, cell)) return false;
  } else {
    auto const start = at_;
    while (at_ < content_.size() and content_[at_] != separator_ and content_[at_] != line_end_) ++at_;
    cell = content_.substr(start, at_ - start);
    if (not cell.empty() and cell.ends_with('\r')) cell.pop_back();
  }
  record.cells.push_back(std::move(cell));
  if (at_ >= content_.size()) return false;
  if (line_end_ == '\n' and content_[at_] == '\r') ++at_;
  if (at_ < content_.size() and content_[at_] == separator_) {
    ++at_;
    if (at_ < content_.size()) return true;
    record.cells.emplace_back();
    return false;
  }
  if (at_ < content_.size() and content_[at_] == line_end_) {
    ++at_;
    ++line_;
    return false;
  }
  if (at_ < content_.size()) record.error = "text stands behind a closing quote";
  return false;
}

bool Reader::read_quoted(Record& record, std::string& cell) {
  auto const open = at_++;
  auto const open_line = line_;
  while (at_ < content_.size()) {
    if (content_[at_] == '"') {
      if (at_ + 1 >= content_.size() or content_[at_ + 1] != '"') {
        ++at_;
        return true;
      }
      ++at_;
    }
    if (content_[at_] == line_end_) ++line_;
    cell += content_[at_++];
  }
  at_ = open;
  line_ = open_line;
  record.error = "a quote is opened and never closed";
  return false;
}

void Reader::skip_line() {
  while (at_ < content_.size() and content_[at_] != line_end_) ++at_;
  if (at_ < content_.size()) ++at_;
  ++line_;
}

std::optional<std::size_t> Header::find(std::initializer_list<std::string_view> names) const {
  for (auto const& name : names) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (text::trimmed(names_[i]) == name) return i;
    }
  }
  return std::nullopt;
}

Table::Table(std::string_view content, ImportReport& report, std::vector<std::string_view> const& required)
    : reader_{content}, report_{report} {
  if (not text::is_utf8(content)) {
    report_.reject(1, "the file is not UTF-8; save it as UTF-8 and try again");
    return;
  }
  auto const named = named_separator(content);
  reader_ = Reader{content, named ? *named : separator_of(content, [&](Header const& header) {
                     return static_cast<std::size_t>(std::count_if(required.begin(), required.end(), [&](auto names) {
                       return position_in(header, names).has_value();
                     }));
                   })};
  if (named) reader_.next();
  auto first = reader_.next();
  if (not first) {
    report_.reject(1, "the file is empty");
    return;
  }
  if (first->cells.size() == 1 and first->cells[0].find('|') != std::string::npos) {
    report_.reject(first->line, "the columns are divided by \"|\"; divide them by a comma, a semicolon or a tab");
    return;
  }
  header_ = Header{std::move(first->cells)};
  usable_ = true;
  for (auto const& names : required) {
    if (has(names)) continue;
    usable_ = false;
    report_.reject(first->line,
                   "the column \"" + std::string{names.substr(0, names.find('|'))} + "\" is missing in the header");
  }
}

bool Table::next() {
  while (usable_) {
    auto record = reader_.next();
    if (not record) return false;
    record_ = std::move(*record);
    if (not record_.error.empty())
      reject(record_.error);
    else if (has_more_than(header_.size(), record_))
      reject("the line has more cells than the header: put a cell with a separator in it into quotation marks");
    else if (not is_blank(record_))
      return true;
  }
  return false;
}

std::optional<std::size_t> Table::position(std::string_view names) const { return position_in(header_, names); }

std::string_view Table::cell(std::string_view names) const {
  auto const at = position(names);
  return at and *at < record_.cells.size() ? text::trimmed(record_.cells[*at]) : std::string_view{};
}

std::string quoted(std::string_view cell) {
  if (cell.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{cell};
  std::string out = "\"";
  for (char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string for_spreadsheet(std::string_view cell) {
  bool const formula = cell.find_first_of("=+-@\t\r") == 0;
  auto out = quoted(formula ? "'" + std::string{cell} : std::string{cell});
  return out.starts_with('"') ? out : '"' + out + '"';
}

}  // namespace kreislauf::csv
