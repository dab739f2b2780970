#pragma once

#include "administration/applications/store/verify.h"
#include "tests/support/logging_in.h"

/// Residents of Gescher whose application somebody else signs, too.
namespace kreislauf::test {

/// A form of this test alone.
inline constexpr std::string_view form_to_cosign = R"(
[form]
draft_days = 30
kept_days  = 90
kept_law   = "§ 18 BMG"
identity_later = true
[cosign.zweiter]
who      = "der andere Elternteil"
declares = "Ich bin mit dem Antrag einverstanden."
law      = "§ 1687 Abs. 1 BGB"
mail     = "zweite_mail"
when     = "gemeinsam"
days     = 14
[cosign.dritter]
who      = "die Vermieterin oder der Vermieter"
declares = "Die Angaben zur Wohnung stimmen."
law      = "§ 19 BMG"
mail     = "dritte_mail"
when     = "vermietet"
days     = 7
[page.person]
title = "Wer sind Sie?"
law   = "§ 18 BMG"
[[page.person.field]]
name  = "person"
block = "person"
label = "Ihr Name"
[[page.person.field]]
name  = "kontakt"
block = "kontakt"
label = "E-Mail und Telefon"
[page.andere]
title = "Wer unterschreibt mit?"
law   = "§ 18 BMG"
[[page.andere.field]]
name  = "gemeinsam"
kind  = "yesno"
label = "Sorgen Sie gemeinsam?"
[[page.andere.field]]
name  = "zweite_mail"
kind  = "email"
label = "E-Mail des anderen Elternteils"
when  = "gemeinsam"
[[page.andere.field]]
name  = "vermietet"
kind  = "yesno"
label = "Wohnen Sie zur Miete?"
[[page.andere.field]]
name  = "dritte_mail"
kind  = "email"
label = "E-Mail der Vermieterin oder des Vermieters"
when  = "vermietet"
)";

struct Cosigning : LoggingIn {
  Cosigning() { use_form(std::string{form_to_cosign}); }

  /// Where the service must know who applies, and who signs.
  void demand_login() {
    std::string toml{form_to_cosign};
    use_form(toml.erase(toml.find("identity_later"), std::string_view{"identity_later = true\n"}.size()));
  }

  static std::string others(std::string const& second = "max%40beispiel.de", std::string const& third = {}) {
    return "gemeinsam=ja&zweite_mail=" + second +
           (third.empty() ? std::string{"&vermietet=nein"} : "&vermietet=ja&dritte_mail=" + third);
  }
  /// A draft with everything filled in; its address.
  std::string filled(std::string const& answers = others(), std::string const& language = {}) {
    auto const first = header(send_form(language + "/antrag/meldebescheinigung"), "Location");
    auto own = first.substr(0, first.rfind('/'));
    send_form(own + "/person",
              "person-vorname=Erika&person-nachname=Mustermann&kontakt-mail=erika%40beispiel.de&kontakt-telefon=");
    send_form(own + "/andere", answers);
    return own;
  }
  std::string asked(std::string const& answers = others()) {
    auto own = filled(answers);
    send_form(own + "/senden");
    return own;
  }
  /// The link in the last mail to this mailbox, without its host; empty where there is none.
  std::string link_for(std::string const& mailbox) {
    for (auto& one : mails()) kept.push_back(std::move(one));
    for (auto at = kept.rbegin(); at != kept.rend(); ++at) {
      auto const begin = at->text.find("/unterschrift/");
      if (at->to == mailbox and begin != std::string::npos)
        return at->text.substr(begin, at->text.find('\n', begin) - begin);
    }
    return {};
  }
  http::Response signs(std::string const& link, std::string const& name = "Max+Mustermann") {
    return send_form(link, "tun=unterschreiben&erklaert=1&name=" + name);
  }
  std::string state() {
    std::string found;
    database("gescher").read([&](db::Connection& connection) {
      found = connection.text("SELECT state FROM applications ORDER BY id DESC LIMIT 1").value_or("");
    });
    return found;
  }

  std::vector<mail::Message> kept;
};

/// What is half or wrong in what the program keeps.
inline std::vector<std::string> findings(Cosigning& town) {
  return applications::verify(town.database("gescher"), town.clock.now()).findings;
}

}  // namespace kreislauf::test
