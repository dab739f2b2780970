#include <doctest/doctest.h>

#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost";

struct Counter : test::Applying {
  std::string office;

  Counter() {
    // The office that gets what is sent from the page.
    applied();
    database("gescher").read([&](db::Connection& connection) {
      office = connection.text("SELECT office FROM applications WHERE id = 1").value_or("");
    });
    staff("gescher", "schalter", {{Role::clerk, office}});
  }
  std::string base() { return "/verwaltung/amt/" + office + "/aufnahme"; }
  std::string take_down(std::string const& way = "counter") {
    return header(submit(std::string{host}, base(), "dienst=sperrmuell-abholen&weg=" + way), "Location");
  }
  static std::string all() {
    return std::string{test::where} + "&" + std::string{test::things} + "&" + std::string{test::who};
  }
};

}  // namespace

TEST_CASE_FIXTURE(Counter, "the whole form stands on one sheet, is checked as online, and is sent from there") {
  CHECK(has(get(std::string{host}, "/verwaltung/amt/" + office + "/faelle"), "Antrag aufnehmen"));
  CHECK(has(get(std::string{host}, base()), "sperrmuell-abholen"));
  auto const own = take_down();
  auto const empty = get(std::string{host}, own);
  for (auto const word : {"Wo sollen wir abholen?", "Was sollen wir mitnehmen?", "Wie erreichen wir Sie?"})
    CHECK_MESSAGE(has(empty, word), word);
  // What is wrong on any page is said, and everything that was typed is kept.
  auto const wrong = submit(std::string{host}, own, std::string{test::where} + "&kontakt-mail=falsch&tun=absenden");
  CHECK(wrong.status == 422);
  CHECK(has(wrong, "value=\"falsch\""));
  CHECK(has(get(std::string{host}, own), "value=\"Marktplatz\""));
  auto const sent = submit(std::string{host}, own, all() + "&tun=absenden");
  CHECK(header(sent, "Location").ends_with("/antraege/2?neu=1"));
  auto const told = get(std::string{host}, header(sent, "Location"));
  CHECK(has(told, "2026-000002"));
  CHECK(has(told, "am Schalter"));
  CHECK(has(told, "Code"));
  CHECK(has(told, "2 × Sofa"));
  CHECK(mails().back().subject == "Angekommen: Antrag 2026-000002");
  // The code is for the person at the counter: a quarter of an hour, and not for others of the office.
  clock.advance(std::chrono::minutes{16});
  CHECK_FALSE(has(get(std::string{host}, header(sent, "Location")), "Geben Sie der Person"));
  // Pressed twice: it is there once.
  submit(std::string{host}, own, all() + "&tun=absenden");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 2);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.take_down'") == 1);
}

TEST_CASE_FIXTURE(Counter, "entries of a list come and go, and a draft is thrown away") {
  auto const own = take_down("phone");
  CHECK(has(get(std::string{host}, own), "am Telefon"));
  auto const more = submit(std::string{host}, own, all() + "&liste=mehr+dinge");
  CHECK(more.status == 200);
  CHECK(has(more, "dinge-2-art"));
  auto const less = submit(
      std::string{host}, own,
      std::string{test::where} +
          "&dinge=2&dinge-1-art=sofa&dinge-1-anzahl=2&dinge-2-art=&dinge-2-anzahl=&elektro=nein&liste=weg+dinge+1");
  CHECK_FALSE(has(less, "dinge-2-art"));
  CHECK(has(submit(std::string{host}, base(), ""), "Begonnen und noch nicht abgeschickt"));
  CHECK(has(submit(std::string{host}, own, "tun=verwerfen"), "lässt sich nicht rückgängig machen"));
  CHECK(count("SELECT COUNT(*) FROM applications") == 2);
  CHECK(header(submit(std::string{host}, own, "tun=endgueltig"), "Location") == base());
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.throw_away' AND actor LIKE 'staff:%'") == 1);
  CHECK(count("SELECT COUNT(*) FROM applications") == 1);
}

TEST_CASE_FIXTURE(Counter, "drafts of residents, and of other offices, are nobody's business") {
  auto const own = take_down();
  auto const resident = begin();
  CHECK(get(std::string{host}, base() + "/1").status == 404);  // sent by a resident
  CHECK(get(std::string{host}, base() + "/3").status == 404);  // a draft of a resident
  CHECK(submit(std::string{host}, base() + "/3", "tun=verwerfen").status == 404);
  CHECK(page(resident).status == 200);
  auto const elsewhere = office == "steueramt" ? "buergerbuero" : "steueramt";
  staff("gescher", "andere", {{Role::clerk, elsewhere}});
  CHECK(get(std::string{host}, own).status == 403);
  CHECK(get(std::string{host}, fmt::format("/verwaltung/amt/{}/aufnahme/2", elsewhere)).status == 404);
}

TEST_CASE_FIXTURE(Counter, "of paper the day of its stamp counts, and the page speaks to somebody at a desk") {
  auto const own = take_down("paper");
  auto const asked = get(std::string{host}, own);
  CHECK(has(asked, "Wann ist das Papier angekommen?"));
  CHECK(has(asked, "value=\"23.11.2026\""));  // today, until somebody says otherwise
  CHECK(has(asked, "Vergleichen Sie die Angaben mit dem Papier"));
  CHECK_FALSE(has(asked, "Lesen Sie der Person"));
  CHECK_FALSE(has(get(std::string{host}, take_down()), "Wann ist das Papier angekommen?"));
  // Nothing is taken in before both are said, and no day that has not come yet.
  auto const open = submit(std::string{host}, own, all() + "&papier-eingang=2026-11-16&tun=absenden");
  CHECK(open.status == 422);
  CHECK(has(open, "Sagen Sie, ob das Papier unterschrieben ist."));
  CHECK(has(get(std::string{host}, own), "value=\"16.11.2026\""));  // kept
  auto const early =
      submit(std::string{host}, own, all() + "&papier-eingang=2026-11-24&papier-unterschrieben=ja&tun=absenden");
  CHECK(early.status == 422);
  CHECK(has(early, "Dieser Tag liegt in der Zukunft"));
  auto const sent =
      submit(std::string{host}, own, all() + "&papier-eingang=2026-11-16&papier-unterschrieben=ja&tun=absenden");
  auto const told = get(std::string{host}, header(sent, "Location"));
  CHECK(has(told, "16. November 2026"));
  CHECK(has(told, "Schreiben Sie der Person Nummer und Code"));
  CHECK_FALSE(has(told, "fehlt die Unterschrift"));
  // The term of the case runs from the stamp, as if it had been read on that day.
  auto const text = [&](std::string const& sql) {
    std::string found;
    database("gescher").read([&](db::Connection& db) { found = db.text(sql).value_or(""); });
    return found;
  };
  CHECK(text("SELECT arrived_on FROM cases WHERE number = '2026-000002'") == "2026-11-16");
  auto const due = [&](std::string const& number) {
    return text("SELECT due_on FROM cases WHERE number = '" + number + "'");
  };
  CHECK(due("2026-000002") < due("2026-000001"));
}

TEST_CASE_FIXTURE(Counter, "a signature that is missing on the paper is said, and the way to ask for it stands there") {
  auto const own = take_down("paper");
  auto const sent =
      submit(std::string{host}, own, all() + "&papier-eingang=2026-11-23&papier-unterschrieben=nein&tun=absenden");
  REQUIRE(sent.status == 303);
  auto const told = get(std::string{host}, header(sent, "Location"));
  CHECK(has(told, "Auf dem Papier fehlt die Unterschrift"));
  CHECK(has(told, "/antraege/2/nachrichten"));
  CHECK(count("SELECT COUNT(*) FROM application_papers") == 1);
  // What is thrown away leaves nothing.
  auto const other = take_down("paper");
  submit(std::string{host}, other, "papier-eingang=2026-11-20&papier-unterschrieben=ja");
  CHECK(count("SELECT COUNT(*) FROM application_papers") == 2);
  CHECK(header(submit(std::string{host}, other, "tun=endgueltig"), "Location") == base());
  CHECK(count("SELECT COUNT(*) FROM applications") == 2);
  CHECK(count("SELECT COUNT(*) FROM application_papers") == 1);
}
