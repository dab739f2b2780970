#pragma once

#include "platform/oidc/provider_for_tests.h"
#include "tests/support/applying.h"

/// Residents of Gescher who order a Meldebescheinigung, for which they must log in.
namespace kreislauf::test {

/// A form of this test alone: who asks must be known before it is sent.
inline constexpr std::string_view form_with_login = R"(
[form]
draft_days = 30
kept_days  = 90
kept_law   = "§ 18 BMG"
[page.welche]
title = "Welche Bescheinigung brauchen Sie?"
law   = "§ 18 BMG"
[[page.welche.field]]
name  = "art"
kind  = "choice"
label = "Art der Bescheinigung"
options = [{ value = "einfach", label = "Einfach" }, { value = "erweitert", label = "Erweitert" }]
[page.person]
title = "Wer sind Sie?"
law   = "§ 18 BMG"
[[page.person.field]]
name  = "person"
block = "person"
label = "Ihr Name"
[[page.person.field]]
name  = "geboren"
kind  = "date"
label = "Geburtsdatum"
fill  = "bday"
[[page.person.field]]
name     = "firma"
kind     = "text"
label    = "Firma"
fill     = "organization"
optional = true
[[page.person.field]]
name  = "anschrift"
block = "adresse"
label = "Ihre Adresse"
[[page.person.field]]
name  = "kontakt"
block = "kontakt"
label = "E-Mail und Telefon"
)";

struct LoggingIn : Applying {
  LoggingIn() {
    use_form(std::string{form_with_login});
    auto const csv = "authority,service,question,answer\ngescher,99115003012000,online,ja\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines,
                              [](std::string_view, std::string_view) { return true; });
    authorities.refresh_towns();
    set_up();
    provider.claims = {
        {"given_name", "Erika"},
        {"family_name", "Mustermann"},
        {"birthdate", "1964-08-12"},
        {"bPK2", "BFN-1"},
        {"acr", "STORK-QAA-Level-4"},
        {"address", {{"street_address", "Heidestraße 17"}, {"postal_code", "48712"}, {"locality", "Gescher"}}}};
  }

  /// Instead of what came with the program.
  void use_form(std::string const& toml) {
    store->commons().write([&](db::Connection& commons) {
      commons.exec("DELETE FROM package_files WHERE slug = 'meldebescheinigung'");
      commons.exec("INSERT INTO package_files (slug, name, content) VALUES ('meldebescheinigung', 'form.toml', ?)",
                   toml);
    });
    for (auto const& module : modules.all()) {
      if (module.reload) module.reload();
    }
  }
  /// `[form]` with one more line.
  void use_form_with(std::string const& line) {
    std::string toml{form_with_login};
    use_form(toml.insert(toml.find("draft_days"), line + "\n"));
  }

  void set_up(std::vector<std::string> towns = {}) {
    logins::Provider bundid{.id = "bundid", .name = "BundID"};
    bundid.registration = {.issuer = "https://id.example", .client = "gescher", .secret = "geheim"};
    bundid.towns = std::move(towns);
    logins::Provider company{.id = "muk", .name = "Mein Unternehmenskonto", .holder = logins::Holder::company};
    company.registration = {.issuer = "https://muk.example", .client = "gescher", .secret = "geheim"};
    modules.logins().use({bundid, company}, provider);
  }

  /// A draft with everything filled in but who it is; its address.
  std::string draft(std::string const& language = {}) {
    auto const first = header(send_form(language + "/antrag/meldebescheinigung"), "Location");
    auto own = first.substr(0, first.rfind('/'));
    send_form(own + "/welche", "art=einfach");
    return own;
  }
  /// What the form asks of a person, as somebody types it.
  std::string person(std::string const& name = "Erika") {
    return "person-vorname=" + name +
           "&person-nachname=Mustermann&geboren.tag=12&geboren.monat=8&geboren.jahr=1964&anschrift-strasse=Heidestra%"
           "C3%9Fe"
           "&anschrift-hausnummer=17&anschrift-plz=48712&anschrift-ort=Gescher&kontakt-mail=erika%40beispiel.de&"
           "kontakt-"
           "telefon=";
  }
  /// Out to the provider: where the browser is sent.
  std::string leave(std::string const& own) {
    auto const page = send_form(own + "/anmelden", "anbieter=bundid");
    auto const refresh = header(page, "Refresh");
    return refresh.substr(std::min(refresh.size(), std::string_view{"0; url="}.size()));
  }
  http::Response come_back(std::string const& query) { return get("gescher.localhost", "/anmeldung/zurueck?" + query); }
  /// The whole way; the address of the draft behind it.
  std::string log_in(std::string const& own) {
    auto const to = header(come_back(provider.log_in(leave(own))), "Location");
    return to.substr(0, to.find('?'));
  }

  oidc::test::Provider provider{clock};
};

}  // namespace kreislauf::test
