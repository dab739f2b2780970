#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace kreislauf::html {

/// Text that already is HTML and is written as it stands. Made by Writer::take and by nothing that reads input.
class Fragment {
 public:
  Fragment() = default;
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

/// A value inside a URL attribute: percent-encoded, not only HTML-escaped.
struct Url {
  std::string_view value;
};

/// Builds a page by appending. String literals are markup; every other text is escaped:
///   out("<h1>", service.name, "</h1>");
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
  template <std::size_t N>
  void put(char const (&literal)[N]) {
    html_.append(literal, N - 1);
  }
  void put(std::string_view value) { escape(html_, value); }
  void put(std::string const& value) { escape(html_, value); }
  void put(Fragment const& fragment) { html_ += fragment.view(); }
  void put(Url url) { escape_url(html_, url.value); }
  template <class T>
  requires(std::integral<T> and not std::same_as<T, bool> and not std::same_as<T, char>) void put(T number) {
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    html_.append(digits, end);
  }

  std::string html_;
};

}  // namespace kreislauf::html
