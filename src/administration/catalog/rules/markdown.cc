#include "administration/catalog/rules/markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace kreislauf::catalog {

namespace {

/// A path of this portal or an address of the web. Browsers read `//host` and `/\host` as another host, and leave out
/// tabs and line ends in between.
bool may_link(std::string_view url) {
  bool const plain =
      std::none_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 or c == '\\'; });
  bool const own = url.starts_with("/") and not url.starts_with("//");
  return plain and (own or url.starts_with("https://"));
}

/// Reads `**bold**` and `[text](https://...)`.
class InlineReader {
 public:
  InlineReader(std::string_view text, std::size_t line, std::string const& file, std::vector<Problem>& problems)
      : text_{text}, line_{line}, file_{file}, problems_{problems} {}

  std::vector<Inline> read() {
    while (not text_.empty()) {
      if (text_.starts_with("**"))
        read_bold();
      else if (text_.starts_with('['))
        read_link();
      else
        take_letter(text_.front());
      if (not text_.empty()) text_.remove_prefix(1);
    }
    flush();
    return std::move(pieces_);
  }

 private:
  void take_letter(char c) {
    if (c == '<') problem("HTML is not allowed here; write plain text");
    plain_ += c;
  }

  void read_bold() {
    auto const end = text_.find("**", 2);
    if (end == std::string_view::npos) return problem("** is opened and never closed");
    flush();
    pieces_.push_back({Inline::Kind::bold, std::string{text_.substr(2, end - 2)}, {}});
    text_.remove_prefix(end + 1);
  }

  void read_link() {
    auto const middle = text_.find("](");
    auto const end = text_.find(')', middle);
    if (middle == std::string_view::npos or end == std::string_view::npos) {
      plain_ += '[';
      return;
    }
    auto const url = text_.substr(middle + 2, end - middle - 2);
    auto const words = text_.substr(1, middle - 1);
    // Imported texts come here too, and their problems are told to nobody: of them only http:// is linked besides.
    if (not may_link(url)) problem("a link must begin with https:// or with one /");
    if (may_link(url) or url.starts_with("http://")) {
      flush();
      pieces_.push_back({Inline::Kind::link, std::string{words}, std::string{url}});
    } else {
      plain_ += words;
    }
    text_.remove_prefix(end);
  }

  void flush() {
    if (not plain_.empty()) pieces_.push_back({Inline::Kind::plain, std::move(plain_), {}});
    plain_.clear();
  }

  void problem(std::string message) { problems_.push_back({file_, line_, std::move(message)}); }

  std::string_view text_;
  std::size_t line_;
  std::string const& file_;
  std::vector<Problem>& problems_;
  std::string plain_;
  std::vector<Inline> pieces_;
};

std::size_t step_mark(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() and line[digits] >= '0' and line[digits] <= '9') ++digits;
  return digits > 0 and digits < 3 and line.substr(digits).starts_with(". ") ? digits + 2 : 0;
}

struct Line {
  Block::Kind kind;
  std::string_view text;
  bool continues;
};

Line classify(std::string_view line) {
  if (line.starts_with("- ")) return {Block::Kind::bullets, line.substr(2), false};
  if (auto const mark = step_mark(line); mark > 0) return {Block::Kind::steps, line.substr(mark), false};
  bool const indented = line.starts_with("  ");
  return {Block::Kind::paragraph, text::trimmed(line), indented};
}

}  // namespace

std::vector<Block> read_blocks(std::vector<std::string_view> const& lines, std::size_t first_line,
                               std::string const& file, std::vector<Problem>& problems) {
  struct Raw {
    Block::Kind kind;
    std::vector<std::pair<std::string, std::size_t>> items;
  };
  std::vector<Raw> raw;
  bool blank = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (text::trimmed(lines[i]).empty()) {
      blank = true;
      continue;
    }
    auto const line = classify(lines[i]);
    bool const same_kind = not raw.empty() and raw.back().kind == line.kind;
    bool const goes_on =
        line.kind == Block::Kind::paragraph and not raw.empty() and not blank and (same_kind or line.continues);
    if (goes_on)
      raw.back().items.back().first += " " + std::string{line.text};
    else if (same_kind and line.kind != Block::Kind::paragraph)
      raw.back().items.emplace_back(line.text, first_line + i);
    else
      raw.push_back({line.kind, {{std::string{line.text}, first_line + i}}});
    blank = false;
  }
  std::vector<Block> blocks;
  for (auto const& part : raw) {
    Block block{.kind = part.kind, .items = {}};
    for (auto const& [text, number] : part.items)
      block.items.push_back(InlineReader{text, number, file, problems}.read());
    blocks.push_back(std::move(block));
  }
  return blocks;
}

namespace {

/// Splits the file at its headings and hands each part on.
class TextReader {
 public:
  TextReader(i18n::Language language, std::string const& file, std::vector<Problem>& problems)
      : language_{static_cast<std::size_t>(language)}, file_{file}, problems_{problems} {}

  Text read(std::string_view markdown) {
    if (markdown.starts_with("\xEF\xBB\xBF")) markdown.remove_prefix(3);  // editors put a byte order mark in front
    std::size_t number = 0;
    for (auto line : text::split(markdown, '\n')) {
      ++number;
      if (not line.empty() and line.ends_with('\r')) line.remove_suffix(1);
      if (line.starts_with("#"))
        start_part(line, number);
      else
        part_lines_.push_back(line);
    }
    finish_part();
    check_complete();
    return std::move(text_);
  }

 private:
  void start_part(std::string_view line, std::size_t number) {
    finish_part();
    part_line_ = number + 1;
    if (line.starts_with("# ")) {
      if (not text_.name.empty()) problem(number, "there may be one name (`# `) only");
      text_.name = text::nfc(text::trimmed(line.substr(2)));
      in_teaser_ = true;
      return;
    }
    in_teaser_ = false;
    if (not line.starts_with("## "))
      return problem(number, "only `# ` for the name and `## ` for the parts are headings here");
    find_module(text::trimmed(line.substr(3)), number);
  }

  void find_module(std::string_view heading, std::size_t number) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < module_count; ++i) {
      auto const name = module_names()[i].headings[language_];
      known.emplace_back(name);
      if (name != heading) continue;
      if (i < next_module_)
        problem(number, fmt::format("\"{}\" stands twice or too late; keep the order of docs/services.md", heading));
      next_module_ = i + 1;
      open_ = &text_.modules[i];
      return;
    }
    auto const near = text::did_you_mean(heading, known);
    problem(number, fmt::format("the heading \"{}\" is not known{}", heading,
                                near ? fmt::format("; did you mean \"{}\"?", *near) : ""));
  }

  void finish_part() {
    auto const blocks = read_blocks(part_lines_, part_line_, file_, problems_);
    if (in_teaser_)
      take_teaser(blocks);
    else if (open_ != nullptr)
      *open_ = blocks;
    else if (not blocks.empty() and text_.name.empty())
      problem(part_line_, "the file must begin with the name of the service: `# Hund anmelden`");
    part_lines_.clear();
    open_ = nullptr;
    in_teaser_ = false;
  }

  void take_teaser(std::vector<Block> const& blocks) {
    if (blocks.size() != 1 or blocks[0].kind != Block::Kind::paragraph)
      return problem(part_line_, "under the name stands the teaser: one paragraph of two sentences");
    for (auto const& piece : blocks[0].items[0]) text_.teaser += piece.text;
  }

  void check_complete() {
    if (text_.name.empty()) problem(1, "the name of the service is missing (`# ...`)");
    if (language_ > static_cast<std::size_t>(i18n::Language::english) and not text_.has_parts()) return;
    for (std::size_t i = 0; i < module_count; ++i) {
      auto const& names = module_names()[i];
      if (names.required and text_.modules[i].empty())
        problem(0, fmt::format("the part \"## {}\" is missing or empty", names.headings[language_]));
    }
  }

  void problem(std::size_t line, std::string message) { problems_.push_back({file_, line, std::move(message)}); }

  std::size_t language_;
  std::string const& file_;
  std::vector<Problem>& problems_;
  Text text_;
  std::vector<std::string_view> part_lines_;
  std::size_t part_line_ = 1;
  std::size_t next_module_ = 0;
  std::vector<Block>* open_ = nullptr;
  bool in_teaser_ = false;
};

}  // namespace

Text read_text(std::string_view markdown, i18n::Language language, std::string const& file,
               std::vector<Problem>& problems) {
  return TextReader{language, file, problems}.read(markdown);
}

}  // namespace kreislauf::catalog
