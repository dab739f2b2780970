#include "platform/html/html.h"

#include <doctest/doctest.h>

#include <type_traits>

using namespace kreislauf;

TEST_CASE("literals are markup, everything else is text") {
  html::Writer out;
  std::string const name = "<script>alert('x')</script> & \"Söhne\"";
  out("<p title='"_h, name, "'>"_h, 42, "</p>"_h);
  CHECK(out.take_text() ==
        "<p title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Söhne&quot;\">42</p>");
}

namespace {
template <class T>
concept IsMarkup = std::is_convertible_v<T, html::Markup> or std::is_constructible_v<html::Markup, T>;
}

TEST_CASE("only a literal of the source is markup: buffers, views, strings and characters are text") {
  static_assert(not IsMarkup<std::string> and not IsMarkup<std::string_view> and not IsMarkup<char const*> and
                not IsMarkup<char[8]>);
  static_assert(not IsMarkup<char const(&)[8]>);
  static_assert(not std::is_convertible_v<std::string, html::Fragment> and
                not std::is_constructible_v<html::Fragment, std::string>);
  char buffer[] = "<b>";
  char const* pointer = buffer;
  html::Writer out;
  out(buffer, pointer, "<i>", std::string_view{"<u>"}, html::Content{buffer});
  CHECK(out.take_text() == "&lt;b&gt;&lt;b&gt;&lt;i&gt;&lt;u&gt;&lt;b&gt;");
}

TEST_CASE("a value inside an address is percent-encoded") {
  html::Writer out;
  out("<a href='/suche?q="_h, html::Url{"Müll & mehr\"/"}, "'>"_h);
  CHECK(out.take_text() == "<a href=\"/suche?q=M%C3%BCll%20%26%20mehr%22%2F\">");
}

TEST_CASE("what needs escaping is found at every place of a text of every length") {
  for (std::size_t size = 1; size < 40; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'a');
        text[place] = static_cast<char>(byte);
        std::string out;
        html::escape(out, text);
        bool const kept = byte >= 32 ? std::string_view{"&<>\"'"}.find(text[place]) == std::string_view::npos
                                     : byte == '\n' or byte == '\t' or byte == '\r';
        REQUIRE((out == text) == kept);
      }
    }
  }
}

TEST_CASE("control characters never reach a page") {
  html::Writer out;
  out(std::string{"a\0b\x1b", 4});
  CHECK(out.take_text() ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
}

TEST_CASE("a fragment is written as it stands") {
  html::Writer inner;
  inner("<b>"_h, "a<b", "</b>"_h);
  auto const fragment = inner.take();
  html::Writer out;
  out("<p>"_h, fragment, "</p>"_h);
  CHECK(out.take_text() == "<p><b>a&lt;b</b></p>");
}
