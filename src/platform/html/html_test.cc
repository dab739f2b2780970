#include "platform/html/html.h"

#include <doctest/doctest.h>

using namespace kreislauf;

TEST_CASE("literals are markup, everything else is text") {
  html::Writer out;
  std::string const name = "<script>alert('x')</script> & \"Söhne\"";
  out("<p title=\"", name, "\">", 42, "</p>");
  CHECK(out.take_text() ==
        "<p title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;Söhne&quot;\">42</p>");
}

TEST_CASE("a value inside an address is percent-encoded") {
  html::Writer out;
  out("<a href=\"/suche?q=", html::Url{"Müll & mehr\"/"}, "\">");
  CHECK(out.take_text() == "<a href=\"/suche?q=M%C3%BCll%20%26%20mehr%22%2F\">");
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
  inner("<b>", "a<b", "</b>");
  auto const fragment = inner.take();
  html::Writer out;
  out("<p>", fragment, "</p>");
  CHECK(out.take_text() == "<p><b>a<b</b></p>");
}
