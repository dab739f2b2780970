#pragma once

#include "tests/support/applying.h"

/// Residents of Gescher with an account.
namespace kreislauf::test {

inline constexpr std::string_view host = "gescher.localhost";

struct Residents : test::Applying {
  /// The page on which the code is typed.
  std::string ask_code(std::string const& address = "erika%40beispiel.de", std::string const& back = {}) {
    return header(send_form("/konto/anmelden", "mail=" + address + "&ziel=" + back), "Location");
  }
  /// Of the mail that came last.
  std::string code() {
    auto const all = mails();
    REQUIRE_FALSE(all.empty());
    auto const& text = all.back().text;
    auto const at = text.rfind(": ", text.find("Er gilt")) + 2;
    return text.substr(at, 4) + text.substr(at + 5, 4);
  }
  http::Response sign_in(std::string const& address = "erika%40beispiel.de", std::string const& more = {}) {
    auto const own = ask_code(address);
    return send_form(own, "code=" + code() + more);
  }
  /// Another browser.
  void forget_cookies() { other_cookies.clear(); }
  std::map<std::string, std::string> cookies_of_browser() { return other_cookies[std::string{host}]; }
  void use(std::map<std::string, std::string> const& kept) { other_cookies[std::string{host}] = kept; }

  http::Response tell_facts() {
    return send_form(
        "/konto/angaben",
        "vorname=Erika&nachname=Mustermann&geboren.tag=12&geboren.monat=8&geboren.jahr=1964&strasse=Marktplatz"
        "&hausnummer=1&plz=48712&ort=Gescher&telefon=02542+60123");
  }
  /// The draft in the account; the address without what follows.
  std::string begin_with_account() {
    sign_in();
    return begin();
  }
};

}  // namespace kreislauf::test
