#include "administration/notices/rules/frame.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/object.hpp>

#include "base/text.h"

namespace kreislauf::notices {

namespace {

namespace json = boost::json;

constexpr std::string_view bullet = "- ", small_head = "## ", head = "# ", hole = "{{", escaped_hole = "\\{{";
constexpr char escape = '\\';
constexpr std::string_view structure = "#-\\";  ///< begin something at the begin of a line

/// What stands on the sheet: without the backslashes of `literal`.
std::string plain(std::string_view line) {
  if (line.size() > 1 and line[0] == escape and structure.find(line[1]) != std::string_view::npos)
    line.remove_prefix(1);
  return text::replaced(line, escaped_hole, hole);
}

/// Lines that stand together become one paragraph.
struct Gathering {
  json::array& blocks;
  std::string paragraph = {};
  json::array items = {};

  void end_paragraph() {
    if (not paragraph.empty()) blocks.push_back({{"kind", "paragraph"}, {"text", paragraph}});
    paragraph.clear();
  }
  void end_list() {
    if (not items.empty()) blocks.push_back({{"kind", "list"}, {"items", items}});
    items.clear();
  }
  void end() {
    end_paragraph();
    end_list();
  }
  void heading(std::string_view text, int level) {
    end();
    blocks.push_back({{"kind", "heading"}, {"text", plain(text)}, {"level", level}});
  }
};

}  // namespace

json::array blocks_of(std::string_view markdown) {
  json::array blocks;
  Gathering all{blocks};
  for (auto const raw : text::split(markdown, '\n')) {
    auto const line = text::trimmed(raw);
    if (line.empty()) {
      all.end();
    } else if (line.starts_with(small_head)) {
      all.heading(line.substr(small_head.size()), 2);
    } else if (line.starts_with(head)) {
      all.heading(line.substr(head.size()), 1);
    } else if (line.starts_with(bullet)) {
      all.end_paragraph();
      all.items.push_back(json::string{plain(line.substr(bullet.size()))});
    } else {
      all.end_list();
      all.paragraph += (all.paragraph.empty() ? "" : "\n") + plain(line);
    }
  }
  all.end();
  return blocks;
}

std::string literal(std::string_view text, bool begins) {
  std::string out;
  for (auto const line : text::split(text, '\n')) {
    if (not out.empty()) out += '\n';
    auto const first = text::trimmed(line);
    bool const at_begin = begins or not out.empty();
    if (at_begin and not first.empty() and structure.find(first.front()) != std::string_view::npos) out += escape;
    out += text::replaced(at_begin ? first : line, hole, escaped_hole);
  }
  return out;
}

bool has_gap(std::string_view markdown) {
  for (auto at = markdown.find(hole); at != std::string_view::npos; at = markdown.find(hole, at + hole.size())) {
    if (at == 0 or markdown[at - 1] != escape) return true;
  }
  return false;
}

std::string instruction(Remedies const& remedies) {
  if (remedies.remedy == deadlines::Remedy::none) return {};
  auto const& term = deadlines::term_of(remedies.remedy);
  if (remedies.remedy == deadlines::Remedy::action) {
    if (remedies.court.empty()) return {};
    return fmt::format(
        "Gegen diesen Bescheid können Sie innerhalb eines Monats nach seiner Bekanntgabe Klage erheben. Die Klage ist "
        "beim "
        "Verwaltungsgericht {0} in {0} einzureichen: schriftlich, zur Niederschrift bei der Geschäftsstelle oder als "
        "elektronisches Dokument nach § 55a VwGO.",
        remedies.court);
  }
  return fmt::format(
      "Gegen diesen Bescheid können Sie innerhalb eines Monats nach seiner Bekanntgabe {} einlegen. Er ist bei {} "
      "einzulegen: schriftlich, in elektronischer Form nach § 3a Abs. 2 VwVfG NRW oder zur Niederschrift.",
      term.german, remedies.authority);
}

std::vector<Line> difference(std::string_view before, std::string_view after) {
  auto const a = text::split(before, '\n'), b = text::split(after, '\n');
  // The longest common subsequence of lines. Letters are short; what is none is told as a whole.
  constexpr std::size_t most = 1'000'000;
  if (a.size() * b.size() > most)
    return {{Line::Kind::gone, std::string{before}}, {Line::Kind::added, std::string{after}}};
  std::vector<std::vector<std::size_t>> longest(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;)
      longest[i][j] = a[i] == b[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
  }
  std::vector<Line> lines;
  std::size_t i = 0, j = 0;
  while (i < a.size() or j < b.size()) {
    if (i < a.size() and j < b.size() and a[i] == b[j]) {
      lines.push_back({Line::Kind::same, std::string{a[i++]}});
      ++j;
    } else if (j == b.size() or (i < a.size() and longest[i + 1][j] >= longest[i][j + 1])) {
      lines.push_back({Line::Kind::gone, std::string{a[i++]}});
    } else {
      lines.push_back({Line::Kind::added, std::string{b[j++]}});
    }
  }
  return lines;
}

}  // namespace kreislauf::notices
