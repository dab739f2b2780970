#pragma once

#include "tests/support/portal.h"

/// Residents of Gescher who apply for the collection of bulky waste.
namespace kreislauf::test {

inline constexpr std::string_view where =
    "abholort-strasse=Marktplatz&abholort-hausnummer=1&abholort-plz=48712&abholort-ort=Gescher";
inline constexpr std::string_view things = "dinge=1&dinge-1-art=sofa&dinge-1-anzahl=2&elektro=nein";
inline constexpr std::string_view who =
    "person-vorname=Erika&person-nachname=Mustermann&kontakt-mail=erika%40beispiel.de&kontakt-telefon=";

/// Gescher takes applications for the collection of bulky waste.
struct Applying : TestPortal {
  Applying() { offer("ja"); }

  void offer(std::string const& answer) {
    auto const csv = "authority,service,question,answer\ngescher,99001009004002,online," + answer + "\n";
    auto const known = [](std::string_view, std::string_view) { return true; };
    authority::import_answers(*store, csv, OnRejection::keep_good_lines, known);
    authorities.refresh_towns();
  }
  http::Response send_form(std::string const& target, std::string_view body = {}) {
    return post("gescher.localhost", target, key() + std::string{body});
  }
  http::Response page(std::string const& target) { return get("gescher.localhost", target); }

  /// Begins an application; its address without what follows.
  std::string begin(std::string const& language = {}) {
    auto const first = header(send_form(language + "/antrag/sperrmuell-abholen"), "Location");
    return first.substr(0, first.rfind('/'));
  }
  std::string fill_in() {
    auto const own = begin();
    send_form(own + "/adresse", where);
    send_form(own + "/dinge", things);
    send_form(own + "/kontakt", who);
    return own;
  }
  std::string applied() {
    auto own = fill_in();
    send_form(own + "/senden");
    return own;
  }
  std::int64_t count(std::string_view sql) {
    std::int64_t found = 0;
    database("gescher").read([&](db::Connection& connection) { found = connection.number(sql); });
    return found;
  }
};

}  // namespace kreislauf::test
