#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace kreislauf::html {

/// The characters of a literal with `'` made `"`, so that attributes need no backslashes. Exists at compile time only.
template <std::size_t N>
struct Literal {
  char bytes[N]{};
  consteval Literal(char const (&text)[N]) {  // NOLINT: a literal becomes one by itself
    for (std::size_t i = 0; i < N; ++i) bytes[i] = text[i] == '\'' ? '"' : text[i];
  }
};

/// Markup that stands in the source code. Made by a literal alone (`"<p class='kl-lead'>"_h`): no text that a person
/// typed, no buffer and no string can become one.
class Markup {
 public:
  constexpr Markup() = default;
  constexpr std::string_view view() const { return text_; }
  constexpr bool empty() const { return text_.empty(); }

 private:
  template <Literal literal>
  friend struct MarkupOf;
  explicit constexpr Markup(std::string_view text) : text_{text} {}
  std::string_view text_;
};

/// Only for operator""_h.
template <Literal literal>
struct MarkupOf {
  static consteval Markup make() { return Markup{std::string_view{literal.bytes, sizeof literal.bytes - 1}}; }
};

/// Markup made by a Writer, ready to be written as it stands. Made by Writer::take and by nothing that reads input.
class Fragment {
 public:
  Fragment() = default;
  Fragment(Markup markup) : html_{markup.view()} {}  // NOLINT: markup is a fragment
  std::string_view view() const { return html_; }
  bool empty() const { return html_.empty(); }

 private:
  friend class Writer;
  friend Fragment script_data(std::string json);
  explicit Fragment(std::string html) : html_{std::move(html)} {}
  std::string html_;
};

/// JSON for a script element of a data type. Every `<` must have been escaped by the caller; checked here.
Fragment script_data(std::string json);

/// Appends `value` with & < > " ' replaced, as text and as a quoted attribute value need it.
void escape(std::string& out, std::string_view value);
/// Appends `value` as one segment of a path or one value of a query.
void escape_url(std::string& out, std::string_view value);
/// The same as a text of its own, to put addresses together.
std::string in_url(std::string_view value);

/// A value inside a URL attribute: percent-encoded, not only HTML-escaped.
struct Url {
  std::string_view value;
};

/// Something to say on a page: a text, or a fragment that says of a part in which language it is. Labels, hints, cells,
/// headings.
class Content {
 public:
  Content() = default;
  Content(std::string text) : text_{std::move(text)} {}                         // NOLINT: a text is content
  Content(std::string_view text) : text_{text} {}                               // NOLINT
  Content(char const* text) : text_{text} {}                                    // NOLINT
  Content(Fragment const& fragment) : text_{fragment.view()}, markup_{true} {}  // NOLINT
  Content(Markup markup) : text_{markup.view()}, markup_{true} {}               // NOLINT
  template <class T>
  requires(std::integral<T> and not std::same_as<T, bool> and not std::same_as<T, char>) Content(T number)
      : text_{std::to_string(number)} {}  // NOLINT

  bool empty() const { return text_.empty(); }

 private:
  friend class Writer;
  std::string text_;
  bool markup_ = false;
};

/// Builds a page by appending. Markup literals and fragments are written as they stand, every other text is escaped:
///   out("<h1>"_h, service.name, "</h1>"_h);
/// A forgotten `_h` is seen at once and never dangerous.
class Writer {
 public:
  explicit Writer(std::size_t expected_size = 16 * 1024) { html_.reserve(expected_size); }

  template <class... Parts>
  void operator()(Parts const&... parts) {
    (put(parts), ...);
  }

  Fragment take() { return Fragment{std::move(html_)}; }
  std::string take_text() { return std::move(html_); }
  std::size_t size() const { return html_.size(); }

 private:
  void put(Markup markup) { html_ += markup.view(); }
  template <class Text>
  requires std::is_convertible_v<Text const&, std::string_view>
  void put(Text const& text) { escape(html_, text); }
  void put(Fragment const& fragment) { html_ += fragment.view(); }
  void put(Content const& content) { content.markup_ ? void(html_ += content.text_) : escape(html_, content.text_); }
  void put(Url url) { escape_url(html_, url.value); }
  template <class T>
  requires(std::integral<T> and not std::same_as<T, bool> and not std::same_as<T, char>) void put(T number) {
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    html_.append(digits, end);
  }

  std::string html_;
};

/// A text or a fragment as a fragment, for places that keep one.
template <class... Parts>
Fragment fragment(Parts const&... parts) {
  Writer out{128};
  out(parts...);
  return out.take();
}

}  // namespace kreislauf::html

namespace kreislauf {

/// `"<p class='kl-lead'>"_h`: see html::Markup.
template <html::Literal literal>
consteval html::Markup operator""_h() {
  return html::MarkupOf<literal>::make();
}

}  // namespace kreislauf
