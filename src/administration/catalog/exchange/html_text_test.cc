#include "administration/catalog/exchange/html_text.h"

#include <doctest/doctest.h>

using namespace kreislauf::catalog;

namespace {

std::string blocks(std::string_view html) { return text_of_html(html, Shape::blocks); }

}  // namespace

TEST_CASE("names and numbers of letters are decoded, once") {
  CHECK(with_letters("Geb&uuml;hr betr&auml;gt 5&nbsp;&euro; &ndash; &sect;&nbsp;3") ==
        "Gebühr beträgt 5\u00A0€ – §\u00A03");
  CHECK(with_letters("&#252;&#xFC;&#XFC;&#8364;&#128;&#150;") == "üüü€€–");
  CHECK(with_letters("&amp;uuml; &amp;amp; &amp;#252;") == "&uuml; &amp; &#252;");
  CHECK(with_letters("&lt;b&gt; &quot;&apos;&yuml;&Auml;&szlig;&diams;") == "<b> \"'ÿÄß♦");
  CHECK(with_letters("A & B; AT&T &nosuch; &; &#; &#x; &#12a; &uuml &") ==
        "A & B; AT&T &nosuch; &; &#; &#x; &#12a; &uuml &");
  CHECK(with_letters("&#0;&#xD800;&#x110000;&#99999999;") == "\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(with_letters("a&#10;b") == "a b");
}

TEST_CASE("rows of a table are lines, their cells stand apart") {
  CHECK(blocks("<table><tr><td>A</td><td>1 Euro</td></tr><tr><td>B</td><td>2 Euro</td></tr></table>") ==
        "- A: 1 Euro\n- B: 2 Euro");
  CHECK(
      blocks("<p>Kosten</p><table>\n <thead><tr><th><p>Was</p></th><th>Wie viel</th><th>Ab</th></tr></thead>\n <tbody>"
             "<tr><td><b>Kind:</b></td><td></td><td>5&nbsp;Euro<br/>bar</td><td>2026</td></tr><tr><td></td></tr>"
             "</tbody></table>Ende") == "Kosten\n- Was: Wie viel, Ab\n- **Kind:**: 5\u00A0Euro bar, 2026\n\nEnde");
  CHECK(blocks("<TABLE><TR><TD>A<TD>1<TR><TD>B<TD><ul><li>x</li><li>y</li></ul></TABLE>") == "- A: 1\n- B: x y");
}

TEST_CASE("links of the web are kept with either quotes, others leave their words") {
  CHECK(blocks("<a href=\"https://a.example/x\">da</a>") == "[da](https://a.example/x)");
  CHECK(blocks("<a target='_blank' href='http://a.example/?a=1&amp;b=2'> da </a>") ==
        "[ da](http://a.example/?a=1&b=2)");
  CHECK(blocks("<A HREF = HTTPS://a.example/x target=x>da</A> dort") == "[da](https://a.example/x) dort");
  CHECK(blocks("<a href='https://a.example/a_(b) c'>da</a>") == "[da](https://a.example/a_%28b%29%20c)");
  CHECK(blocks("<a data-href='https://a.example' title='a > b'>da</a>") == "da");
  for (auto const* href :
       {"javascript:alert(1)", "&#106;avascript:alert(1)", "//a.example", "/x", "mailto:a@b.example", ""})
    CHECK(blocks("<a href='" + std::string{href} + "'>da</a>") == "da");
  CHECK(blocks("<b>Siehe <a href='https://a.example'><b>dort</b></a> nach</b>") ==
        "**Siehe **[dort](https://a.example) **nach**");
  CHECK(blocks("<a href='https://a.example'></a>Ende") == "Ende");
  CHECK(blocks("<a href='https://a.example'>offen") == "[offen](https://a.example)");
}

TEST_CASE("paragraphs in points stay in their points, and numbers in numbered lists") {
  CHECK(blocks("<ul>\n  <li><p>eins</p><p>mehr</p></li>\n  <li>zwei<br>drei</li></ul><ol><li>a</li></ol><p>Ende</p>") ==
        "- eins\n  mehr\n- zwei\n  drei\n1. a\n\nEnde");
  CHECK(blocks("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>") == "1. a\n- b\n1. c");
}

TEST_CASE("what is no tag is text, and what is no text is left out") {
  CHECK(blocks("Alter < 18 und > 3") == "Alter < 18 und > 3");
  CHECK(blocks("1 <2") == "1 <2");
  CHECK(blocks("offen <b") == "offen <b");
  CHECK(blocks("a<!-- <p>nicht</p> -->b<script>if (a < b) x();</script>c<style>p { }</style>") == "abc");
  CHECK(blocks("<strong><p>eins</p><p>zwei</p></strong>") == "**eins**\n\n**zwei**");
  CHECK(blocks("<b></b>") == "");
  CHECK(blocks("") == "");
}

TEST_CASE("a name is one line without marks") {
  CHECK(text_of_html("<h2>Hund &amp; <b>Katze</b></h2>\n<p><a href='https://a.example'>anmelden</a></p>",
                     Shape::one_line) == "Hund & Katze anmelden");
  CHECK(text_of_html("<ul><li>a</li><li>b</li></ul>", Shape::one_line) == "a b");
}
