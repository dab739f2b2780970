#include "platform/http/visitor.h"

#include <doctest/doctest.h>

#include "base/in_fours.h"

namespace kreislauf::http {

TEST_CASE("a browser is named as far as its owner needs, and no further") {
  CHECK(browser_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0") ==
        "Firefox, Windows");
  CHECK(browser_name("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 "
                     "Safari/537.36 Edg/120.0") == "Edge, Linux");
  CHECK(browser_name("<script>") == "");
}

TEST_CASE("a cookie is found among others") {
  CHECK(cookie_in("a=1; __Host-kl_konto=abc; b=2", "__Host-kl_konto") == "abc");
  CHECK(cookie_in("x__Host-kl_konto=abc", "__Host-kl_konto") == "");
  CHECK(cookie_in("", "a") == "");
  CHECK(cookie_in("a", "a") == "");
}

TEST_CASE("after signing in one stays on this site") {
  CHECK(own_path_or("/mein-antrag/0a1b", "/konto") == "/mein-antrag/0a1b");
  for (auto const* bad :
       {"", "konto", "//evil.example", "/\\evil.example", "https://evil.example", "/a b", "javascript:x"})
    CHECK(own_path_or(bad, "/konto") == "/konto");
}

TEST_CASE("codes are read in fours") {
  CHECK(in_fours("12345678") == "1234 5678");
  CHECK(in_fours("") == "");
}

}  // namespace kreislauf::http
