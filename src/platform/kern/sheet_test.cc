#include "platform/kern/sheet.h"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace kreislauf;
using kern::Form, kern::Kind;

namespace {

i18n::Translator const german{i18n::Language::german, nullptr};

/// A frame without a frame.
struct Bare : kern::Sheet {
  Bare(crypto::Random& random, Form const* form, std::string csrf = {})
      : Sheet{german, random, std::move(csrf), form, 4096} {}
  std::string text() {
    auto response = finish();
    return std::string{response.bytes()};
  }
  http::Response finish(unsigned status = 200) {
    begin_content(kern::Layout::page, "Überschrift");
    if (body) body(*this);
    end_content();
    return answer(status);
  }
  std::function<void(Bare&)> body;
};

Form asking(std::string const& sent = {}) {
  Form form{german,
            {},
            {{.name = "mail", .kind = Kind::email, .label = "E-Mail <1>", .hint = "Hinweis"},
             {.name = "ja", .kind = Kind::tick, .label = "Ja", .optional = true}}};
  if (not sent.empty()) form.read(sent);
  return form;
}

std::size_t count(std::string const& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a form has a fresh key, its csrf field, and is never kept") {
  crypto::SeededRandom random{1};
  auto const form = asking();
  Bare page{random, &form, "geheim"};
  page.body = [&](Bare& sheet) { sheet.form(form, {.path = "/ziel"}, [](kern::Fields& f) { f.all(); }); };
  auto const response = page.finish();
  std::string const text{response.bytes()};
  CHECK(response.status == 200);
  CHECK(response.caching == http::Caching::none);
  CHECK(count(text, "name=\"form\"") == 1);
  CHECK(count(text, "name=\"csrf\" value=\"geheim\"") == 1);
  CHECK(text.find("E-Mail &lt;1&gt;") != std::string::npos);
}

TEST_CASE("what is wrong stands before the heading, leads to its field, and is told there; the key stays") {
  crypto::SeededRandom random{1};
  auto const form = asking("form=0123456789abcdef0123456789abcdef&mail=%22%3E%3Cscript%3E");
  Bare page{random, &form};
  page.body = [&](Bare& sheet) { sheet.form(form, {.path = "/ziel"}, [](kern::Fields& f) { f.all(); }); };
  auto const response = page.finish();
  std::string const text{response.bytes()};
  CHECK(response.status == 422);
  CHECK(text.find("id=\"fehler\"") < text.find("<h1"));
  CHECK(text.find("href=\"#mail\"") != std::string::npos);
  CHECK(text.find("aria-invalid=\"true\"") != std::string::npos);
  CHECK(text.find("value=\"0123456789abcdef0123456789abcdef\"") != std::string::npos);
  CHECK(text.find("<script>") == std::string::npos);
}

TEST_CASE("a form with errors that its page does not show is an error of the program") {
  crypto::SeededRandom random{1};
  auto const form = asking("mail=");
  Bare page{random, nullptr};
  CHECK_THROWS_AS(page.form(form, {.path = "/"}, [](kern::Fields&) {}), std::logic_error);
}

TEST_CASE("filters ask by the address and carry no secrets") {
  crypto::SeededRandom random{1};
  auto const form = asking();
  Bare page{random, nullptr, "geheim"};
  page.body = [&](Bare& sheet) { sheet.filter(form, {.path = "/liste"}, [](kern::Fields& f) { f("ja"); }); };
  auto const text = page.text();
  CHECK(text.find("method=\"get\"") != std::string::npos);
  CHECK(text.find("geheim") == std::string::npos);
}
