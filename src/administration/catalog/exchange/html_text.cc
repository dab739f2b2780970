#include "administration/catalog/exchange/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "base/text.h"

namespace kreislauf::catalog {

namespace {

bool is_blank(char c) { return c == ' ' or c == '\n' or c == '\r' or c == '\t'; }
bool is_letter(char c) { return (c >= 'a' and c <= 'z') or (c >= 'A' and c <= 'Z'); }

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A `<` before anything else is a sign: `Alter < 18`.
bool begins_tag(std::string_view rest) {
  if (rest.starts_with('/')) rest.remove_prefix(1);
  return not rest.empty() and (is_letter(rest.front()) or rest.starts_with('!') or rest.starts_with('?'));
}

/// Where the tag that begins at `at` ends; values in quotes may hold a `>`.
std::size_t end_of_tag(std::string_view html, std::size_t at) {
  if (html.substr(at).starts_with("<!--")) {
    auto const end = html.find("-->", at);
    return end == std::string_view::npos ? end : end + 2;
  }
  char quote = 0;
  for (auto i = at; i < html.size(); ++i) {
    if (quote != 0) {
      if (html[i] == quote) quote = 0;
    } else if (html[i] == '>') {
      return i;
    } else if (html[i] == '=' and i + 1 < html.size() and (html[i + 1] == '"' or html[i + 1] == '\'')) {
      quote = html[++i];
    }
  }
  return html.find('>', at);  // a quote was never closed
}

/// The value of `href` in quotes of either kind or in none.
std::string_view href_of(std::string_view tag) {
  constexpr std::string_view name = "href";
  for (std::size_t at = 1; at + name.size() < tag.size(); ++at) {
    if (not is_blank(tag[at - 1]) or text::folded(tag.substr(at, name.size())) != name) continue;
    auto rest = text::trimmed(tag.substr(at + name.size()));
    if (not rest.starts_with('=')) continue;
    rest = text::trimmed(rest.substr(1));
    if (rest.starts_with('"') or rest.starts_with('\'')) return rest.substr(1, rest.find(rest.front(), 1) - 1);
    return rest.substr(0, rest.find_first_of(" \t\r\n"));
  }
  return {};
}

/// The address as it may stand between `](` and `)`; empty when it is none of the web.
std::string address_of(std::string_view href) {
  auto const plain = with_letters(href);
  auto const address = text::trimmed(plain);
  auto const start = text::folded(address.substr(0, 8));
  if (not start.starts_with("https://") and not start.starts_with("http://")) return {};
  std::string out;
  for (char const c : address) {
    bool const breaks =
        static_cast<unsigned char>(c) <= 0x20 or std::string_view{"()<>\"'\\"}.find(c) != std::string_view::npos;
    out += breaks ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  auto const scheme = out.find(':');
  return text::folded(out.substr(0, scheme)) + out.substr(scheme);
}

class HtmlReader {
 public:
  explicit HtmlReader(Shape shape) : marks_{shape == Shape::blocks} {}

  std::string read(std::string_view html) {
    std::size_t at = 0;
    while (at < html.size()) {
      auto const open = next_tag(html, at);
      add(with_letters(html.substr(at, open - at)));
      if (open == html.size()) break;
      at = take_tag(html, open);
    }
    close_link();
    close_bold();
    return text::nfc(text::trimmed(out_));
  }

 private:
  static std::size_t next_tag(std::string_view html, std::size_t at) {
    for (; at < html.size(); ++at) {
      if (html[at] == '<' and begins_tag(html.substr(at + 1)) and end_of_tag(html, at) != std::string_view::npos)
        return at;
    }
    return html.size();
  }

  /// Takes the tag at `at`; where the text goes on.
  std::size_t take_tag(std::string_view html, std::size_t at) {
    auto const end = end_of_tag(html, at);
    auto const raw = html.substr(at + 1, end - at - 1);
    auto const tag = text::folded(raw.substr(0, raw.find_first_of(" /\t\r\n", raw.starts_with('/') ? 1 : 0)));
    if (tag == "script" or tag == "style") return std::min(html.find("</", end), html.size());
    if (not take_list(tag) and not take_table(tag)) take_words(tag, raw);
    return end + 1;
  }

  bool take_list(std::string_view tag) {
    if (is_one_of(tag, {"ul", "ol", "/ul", "/ol"})) {
      if (not tag.starts_with('/'))
        numbered_.push_back(tag == "ol");
      else if (not numbered_.empty())
        numbered_.pop_back();
      in_item_ = false;
      end_block();
    } else if (tag == "li") {
      begin_item();
    } else if (tag == "/li") {
      in_item_ = false;
    } else {
      return false;
    }
    return true;
  }

  void begin_item() {
    if (in_cell_) return space();
    end_line("\n");
    in_item_ = marks_;
    if (marks_) out_ += not numbered_.empty() and numbered_.back() ? "1. " : "- ";
    marker_end_ = out_.size();
  }

  bool take_table(std::string_view tag) {
    if (is_one_of(tag, {"td", "th"})) {
      close_bold();
      in_cell_ = before_cell_ = true;
    } else if (is_one_of(tag, {"tr", "/tr", "table", "/table"})) {
      in_cell_ = in_item_ = false;
      cells_ = 0;
      if (tag != "tr") end_line(tag == "/tr" ? "\n" : "\n\n");
    } else {
      return is_one_of(tag, {"/td", "/th"});
    }
    return true;
  }

  void take_words(std::string_view tag, std::string_view raw) {
    if (is_one_of(tag, {"strong", "b"})) {
      ++bold_;
    } else if (is_one_of(tag, {"/strong", "/b"})) {
      if (bold_ > 0 and --bold_ == 0) close_bold();
    } else if (tag == "a") {
      open_link(raw);
    } else if (tag == "/a") {
      close_link();
    } else {
      if (tag.starts_with('/')) tag.remove_prefix(1);
      if (is_one_of(tag, {"p", "br", "div", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre",
                          "caption", "blockquote", "section", "article", "address"}))
        end_block();
    }
  }

  void add(std::string_view words) {
    for (char const c : words) {
      if (is_blank(c)) {
        space();
      } else {
        if (before_cell_ and in_cell_) begin_cell();
        if (bold_ > 0 and not bold_open_ and link_.empty() and marks_) {
          out_ += "**";
          bold_open_ = true;
        }
        out_ += c;
      }
    }
  }

  void space() {
    if (not out_.empty() and not is_blank(out_.back())) out_ += ' ';
  }

  /// Rows are lines, cells stand apart. Empty cells and rows leave no trace.
  void begin_cell() {
    before_cell_ = false;
    if (cells_++ == 0) {
      end_line("\n");
      if (marks_) out_ += "- ";
      return;
    }
    trim();
    if (cells_ > 2)
      out_ += ", ";
    else
      out_ += out_.ends_with(':') ? " " : ": ";
  }

  void end_block() {
    if (in_cell_ or not link_.empty()) return space();
    if (in_item_ and marker_end_ == out_.size()) return;
    end_line(in_item_ ? "\n  " : "\n\n");  // what is indented goes on in the same point
  }

  void end_line(std::string_view gap) {
    close_bold();
    trim();
    if (not out_.empty()) out_ += marks_ ? gap : " ";
  }

  void trim() {
    while (not out_.empty() and is_blank(out_.back())) out_.pop_back();
  }

  void close_bold() {
    if (bold_open_) out_ += "**";
    bold_open_ = false;
  }

  void open_link(std::string_view raw) {
    close_link();
    auto address = address_of(href_of(raw));
    if (address.empty() or not marks_) return;
    if (before_cell_ and in_cell_) begin_cell();
    close_bold();
    link_ = std::move(address);
    link_at_ = out_.size();
    out_ += '[';
  }

  void close_link() {
    if (link_.empty()) return;
    trim();
    if (out_.size() == link_at_ + 1)
      out_.pop_back();
    else
      out_ += "](" + link_ + ")";
    link_.clear();
  }

  bool const marks_;
  std::string out_, link_;
  std::size_t link_at_ = 0, marker_end_ = std::string::npos, cells_ = 0;
  std::vector<bool> numbered_;  ///< of the lists that are open
  bool in_item_ = false, in_cell_ = false, before_cell_ = false;
  std::size_t bold_ = 0;  ///< how many are open around the place, one in the other
  bool bold_open_ = false;
};

}  // namespace

std::string text_of_html(std::string_view html, Shape shape) { return HtmlReader{shape}.read(html); }

}  // namespace kreislauf::catalog
