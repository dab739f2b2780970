#include <doctest/doctest.h>

#include "tests/support/deciding.h"

using namespace kreislauf;
using authority::Role;
using test::Deciding, test::has, test::header, test::notice_page, test::decided_page;

TEST_CASE_FIXTURE(Deciding, "a notice is drafted from the answers, changed, reviewed as a difference, and issued") {
  CHECK(press("ergebnis=abgelehnt&begruendung=").status == 422);  // § 39 VwVfG NRW
  CHECK(press("ergebnis=abgelehnt&begruendung=Der+Hof+ist+zu+eng.").status == 303);
  auto const drafted = page(std::string{notice_page});
  for (auto const word : {"Ihren Antrag lehnen wir ab.", "Der Hof ist zu eng.", "23. November 2026", "Erika Mustermann",
                          "Rechtsbehelfsbelehrung", "Verwaltungsgericht Münster in Münster", "innerhalb eines Monats"})
    CHECK_MESSAGE(has(drafted, word), word);
  CHECK_FALSE(has(drafted, "Anders als in der Vorlage"));
  CHECK(press("tun=speichern&weg=retrieval&text=Ihren+Antrag+lehnen+wir+ab.%0A%0AWir+bedauern+das.").status == 303);
  CHECK(has(page(std::string{notice_page}), "Wir bedauern das."));
  CHECK(has(page(std::string{notice_page}), "Anders als in der Vorlage"));
  // The applicant sees nothing of a draft.
  CHECK(own_page().find("bedauern") == std::string::npos);
  CHECK(stored("text").find("bedauern") == std::string::npos);

  CHECK(press("tun=erlassen&weg=retrieval&text=Hier+fehlt+%7B%7B+etwas+%7D%7D").status == 422);
  CHECK(press("tun=erlassen&weg=retrieval&text=Ihren+Antrag+lehnen+wir+ab.").status == 303);
  CHECK(stored("state") == "issued");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'rejected'") == 1);
  CHECK(count("SELECT COUNT(*) FROM cases WHERE phase = 'decided'") == 1);
  CHECK(press("tun=erlassen&weg=retrieval&text=Noch+einmal").status == 404);
  CHECK(mails().back().subject == "Neues zu Ihrem Antrag 2026-000001");
  CHECK(has(page(std::string{decided_page}), "noch nicht"));  // not announced before it was fetched
}

TEST_CASE_FIXTURE(Deciding, "it is announced on the day after it was fetched by a button, and the term follows") {
  press("ergebnis=abgelehnt&begruendung=Zu+eng.");
  press("tun=erlassen&weg=retrieval&text=Nein.");
  auto const told = own_page();
  CHECK(told.find("Bescheid abrufen") != std::string::npos);
  cookies.clear();
  // A program that follows links announces nothing.
  CHECK(page(own + "/bescheid/1.pdf").status == 303);
  CHECK(stored("announced_on").empty());
  CHECK(send_form(own + "/bescheid/1.pdf").status == 303);
  CHECK(stored("announced_on") == "2026-11-24");
  CHECK(stored("remedy_until") == "2026-12-24");
  CHECK(has(page(own), "24. Dezember 2026"));
  auto const file = page(own + "/bescheid/1.pdf");
  CHECK(file.status == 200);
  CHECK(file.content_type == "application/pdf");
  // Fetched again it stays as it was.
  clock.advance(std::chrono::hours{30});
  page(own + "/bescheid/1.pdf");
  CHECK(stored("announced_on") == "2026-11-24");
  CHECK(page(own + "/bescheid/2.pdf").status == 404);
}

TEST_CASE_FIXTURE(Deciding, "what goes by post counts from the day on which it was posted") {
  press("ergebnis=abgelehnt&begruendung=Zu+eng.");
  // The form asks where to collect, not where somebody lives: there is no whole address.
  CHECK(press("tun=erlassen&weg=post&text=Nein.").status == 422);
  press("tun=erlassen&weg=handed_over&text=Nein.");
  CHECK(stored("announced_on") == "2026-11-23");
  CHECK(stored("remedy_until") == "2026-12-23");
}

TEST_CASE_FIXTURE(Deciding, "without a printer nothing is issued, and the draft stays") {
  press("ergebnis=abgelehnt&begruendung=Zu+eng.");
  printer.broken = true;
  CHECK(press("tun=erlassen&weg=retrieval&text=Nein.+Noch+nicht.").status == 422);
  CHECK(stored("state") == "draft");
  CHECK(has(page(std::string{notice_page}), "Nein. Noch nicht."));
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'delivered'") == 1);
  printer.broken = false;
  CHECK(press("tun=erlassen&weg=retrieval&text=Nein.").status == 303);
  // What is printed is what is said, with law and instruction.
  auto const printed = page(std::string{notice_page} + "/1.pdf").body;
  for (auto const word : {"Nein.", "Rechtsbehelfsbelehrung", "Im Auftrag", "2026-000001"})
    CHECK_MESSAGE(printed.find(word) != std::string::npos, word);
}

TEST_CASE_FIXTURE(Deciding, "a draft can be thrown away, and a case of another office has none") {
  press("ergebnis=bewilligt&begruendung=");
  CHECK(press("tun=verwerfen").status == 303);
  CHECK(count("SELECT COUNT(*) FROM notices") == 0);
  staff("gescher", "carla", {{Role::clerk, "steueramt"}});
  CHECK(page("/verwaltung/amt/steueramt/antraege/1/bescheid").status == 404);
}

TEST_CASE_FIXTURE(Deciding, "who saw an older draft overwrites nothing, and keeps what was typed") {
  press("ergebnis=bewilligt&begruendung=");
  auto const seen = draft_state();
  now("bernd");
  CHECK(press("tun=speichern&weg=retrieval&text=Von+Bernd.&entwurf-stand=" + seen).status == 303);
  clock.advance(std::chrono::minutes{1});
  now("anna");
  for (auto const* button : {"speichern", "erlassen"}) {
    auto const stale = press(fmt::format("tun={}&weg=retrieval&text=Von+Anna.&entwurf-stand={}", button, seen));
    CHECK(stale.status == 422);
    CHECK(has(stale, "Inzwischen hat Name von bernd in gescher dieselben Stellen"));
    CHECK(has(stale, "Von Anna."));
  }
  CHECK(stored("state") == "draft");
  CHECK(has(page(std::string{notice_page}), "Von Bernd."));
  CHECK(press("tun=erlassen&weg=retrieval&text=Von+Anna.&entwurf-stand=" + draft_state()).status == 303);
}

TEST_CASE_FIXTURE(Deciding, "a notice is issued once, and who sends the form again gets the answer of before") {
  press("ergebnis=abgelehnt&begruendung=Zu+eng.");
  auto const form = fields("gescher.localhost") + "&tun=erlassen&weg=retrieval&text=Nein.";
  auto const first = post("gescher.localhost", std::string{notice_page}, form);
  CHECK(first.status == 303);
  auto const again = post("gescher.localhost", std::string{notice_page}, form);
  CHECK(again.status == 303);
  CHECK(header(again, "Location") == header(first, "Location"));
  CHECK(count("SELECT COUNT(*) FROM notices WHERE state = 'issued'") == 1);
  // Neither for other words, nor for somebody else, nor with another key.
  CHECK(post("gescher.localhost", std::string{notice_page}, form + "x").status == 404);
  CHECK(press("tun=erlassen&weg=retrieval&text=Nein.").status == 404);
  now("bernd");
  auto const key = form.substr(form.find("form="), 37);
  auto const other = fields("gescher.localhost");
  CHECK(post("gescher.localhost", std::string{notice_page},
             key + other.substr(other.find("&csrf")) + "&tun=erlassen&weg=retrieval&text=Nein.")
            .status == 404);
}

TEST_CASE_FIXTURE(Deciding, "what two clerks have written into a draft is merged, and read before it is kept") {
  press("ergebnis=bewilligt&begruendung=");
  press("tun=speichern&weg=retrieval&text=Guten+Tag,%0A%0AEnde");
  auto const seen = draft_state();
  now("bernd");
  press("tun=speichern&weg=retrieval&text=Guten+Tag,%0A%0AEnde%0A%0AVon+Bernd.&entwurf-stand=" + seen);
  clock.advance(std::chrono::minutes{1});
  now("anna");
  auto const base = std::string{"&entwurf-text=Guten+Tag,%0A%0AEnde&entwurf-stand="} + seen;
  auto const both = press("tun=erlassen&weg=retrieval&text=Guten+Tag,+Frau+M.,%0A%0AEnde" + base);
  CHECK(both.status == 422);
  CHECK(has(both, "Beides steht jetzt zusammen hier"));
  CHECK(has(both, "Guten Tag, Frau M.,\n\nEnde\n\nVon Bernd."));
  CHECK(stored("state") == "draft");
  CHECK_FALSE(has(page(std::string{notice_page}), "Frau M."));  // nothing is kept before somebody has read it

  auto const same = press("tun=erlassen&weg=retrieval&text=Guten+Tag,%0A%0AEnde%0A%0AVon+Anna." + base);
  CHECK(has(same, "{{ Fassung von Name von bernd in gescher }}"));
  CHECK(has(same, "dieselben Stellen"));
}

namespace {

constexpr std::string_view without_notices = R"([decision]
notice = false

[[result]]
id      = "erledigt"
name    = "Erledigt"
outcome = "done"

[[result]]
id      = "abgelehnt"
name    = "Abgelehnt"
outcome = "refused"
)";

struct Plain : test::Deciding {
  Plain() : Deciding(std::string{without_notices}) {}
};

/// A notice that says what the town has set.
struct OfTown : Deciding {
  OfTown() {
    test::change_bulky_waste(*this, [](auto& files) {
      files.at("notice.de.md") =
          "Wir holen ab: {{ if satzung.menge != null }}{{ satzung.menge }}{{ else }}{{ gap \"Menge\" }}{{ end }}.";
    });
  }
  void says(std::string const& menge) {
    auto const csv = "authority,service,question,answer\ngescher,99001009004002,menge," + menge + "\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines,
                              [](std::string_view, std::string_view) { return true; });
    authorities.refresh_towns();
  }
  std::string draft_of_new() {
    own = applied();
    now("anna");
    press("tun=uebernehmen", "/verwaltung/amt/buergerbuero/antraege/2");
    press("ergebnis=bewilligt&begruendung=", "/verwaltung/amt/buergerbuero/antraege/2/bescheid");
    return page("/verwaltung/amt/buergerbuero/antraege/2/bescheid").body;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Deciding, "nobody is refused by a button alone: what has to be done first is said, nothing is kept") {
  auto const refused = press("tun=abgelehnt&begruendung=Zu+eng.", test::decided_page);
  CHECK(refused.status == 422);
  CHECK(has(refused, "Wer ablehnt, schreibt einen Bescheid"));
  CHECK(has(refused, "§ 39 VwVfG NRW"));
  CHECK(has(refused, "Zu eng."));  // what was typed
  CHECK(phase() == "working");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'delivered'") == 1);
  CHECK(test::refuse(*this, "gescher.localhost", std::string{test::decided_page}).status == 303);
  CHECK(phase() == "decided");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'rejected'") == 1);
}

TEST_CASE_FIXTURE(Plain, "where a service has no notices, a sentence with the reason is enough") {
  CHECK(press("tun=abgelehnt&begruendung=", test::decided_page).status == 422);
  CHECK(press("tun=abgelehnt&begruendung=Zu+eng.", test::decided_page).status == 303);
  CHECK(phase() == "decided");
}

TEST_CASE_FIXTURE(Deciding, "a draft says on the page and on its sheet that it is one; what is issued does not") {
  press("ergebnis=bewilligt&begruendung=");
  CHECK(has(page(std::string{notice_page}), "Entwurf, noch nicht erlassen"));
  auto const draft = page(std::string{notice_page} + "/entwurf.pdf").body;
  CHECK(draft.find(R"("draft":true)") != std::string::npos);
  CHECK(draft.find(R"("title":"Entwurf: )") != std::string::npos);
  press("tun=erlassen&weg=handed_over&text=Wir+holen+es+ab.");
  auto const issued = page(std::string{notice_page} + "/1.pdf").body;
  REQUIRE(issued.find("Wir holen es ab.") != std::string::npos);
  CHECK(issued.find("draft") == std::string::npos);
  CHECK(issued.find("Entwurf") == std::string::npos);
}

TEST_CASE_FIXTURE(OfTown, "a notice says what the town has set") {
  says("drei Kubikmeter");
  CHECK(draft_of_new().find("Wir holen ab: drei Kubikmeter.") != std::string::npos);
}

TEST_CASE_FIXTURE(OfTown, "what the town has not set the office fills in before it is issued") {
  CHECK(draft_of_new().find("Wir holen ab: {{ Menge }}.") != std::string::npos);
  CHECK(press("tun=erlassen&weg=retrieval&text=Wir+holen+ab:+%7B%7B+Menge+%7D%7D.",
              "/verwaltung/amt/buergerbuero/antraege/2/bescheid")
            .status == 422);
}
