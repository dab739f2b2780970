#include <doctest/doctest.h>

#include "tests/support/deciding.h"

using namespace kreislauf;
using test::has, test::header;

namespace {

// A collection is promised by a programme where the list is short.
constexpr std::string_view rules = R"toml(
[[check]]
id = "menge"
text = "Die Menge passt."
law = "§ 1 der Satzung"
needed = true
[[result]]
id = "bewilligt"
name = "Zugesagt"
outcome = "granted"
letter = true
[[result]]
id = "abgelehnt"
name = "Abgelehnt"
outcome = "refused"
[automatic]
law = "§ 2 der Satzung"
result = "bewilligt"
sample = 100
[[automatic.rule]]
that = "sum(dinge.anzahl) <= 3"
because = "Es sind höchstens drei Dinge."
checks = ["menge"]
)toml";

constexpr std::string_view one = "/verwaltung/amt/buergerbuero/antraege/1";

struct Programme : test::Applying {
  std::string own;

  Programme() {
    app::StoreChoice choice;
    choice.data = place.is_postgres() ? "/tmp/kreislauf-test-blobs" : place.location();
    modules.blobs().open(app::blob_place(choice, modules.blobs()));
    test::change_bulky_waste(*this, [&](auto& files) { files["case.toml"] = std::string{rules}; });
  }
  void switch_on() {
    auto const csv = "authority,service,question,answer\ngescher,99001009004002,automatisch,ja\n";
    authority::import_answers(*store, csv, OnRejection::keep_good_lines,
                              [](std::string_view, std::string_view) { return true; });
    authorities.refresh_towns();
  }
  std::string automation() {
    std::string found;
    database("gescher").read(
        [&](db::Connection& db) { found = db.text("SELECT automation FROM cases WHERE id = 1").value_or(""); });
    return found;
  }
  void anna() { staff("gescher", "anna", {{authority::Role::clerk, "buergerbuero"}}); }
};

}  // namespace

TEST_CASE_FIXTURE(Programme, "without the town's yes a person decides") {
  applied();
  CHECK(automation().empty());
  run_jobs();
  CHECK(count("SELECT COUNT(*) FROM cases WHERE phase = 'new'") == 1);
}

TEST_CASE_FIXTURE(
    Programme,
    "what the rules allow is decided at once, marked, told with its reasons, and pulled back by its applicant") {
  switch_on();
  own = applied();
  CHECK(automation() == "due");
  mails();
  run_jobs(1);
  REQUIRE(automation() == "done");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'accepted'") == 1);
  CHECK(count("SELECT COUNT(*) FROM notices WHERE state = 'issued' AND way = 'retrieval'") == 1);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'case.decide' AND actor = 'programme'") == 1);
  CHECK(mails().size() == 1);
  auto const told = page(own);
  CHECK(has(told, "Ein Programm hat entschieden."));
  // Nothing is decided by it: it is no notice, begins no terms, and may say what is still to be done.
  CHECK(has(told, "Mitteilung des Amtes vom"));
  CHECK(has(told, "Mitteilung als PDF"));
  CHECK_FALSE(has(told, "bekannt gegeben"));
  CHECK(has(told, "Lesen Sie, was das Amt schreibt"));
  CHECK_FALSE(has(told, "nichts mehr tun"));
  auto const file = page(own + "/bescheid/1.pdf");
  CHECK(has(file, "Möchten Sie, dass ein Mensch es ansieht?"));
  CHECK_FALSE(has(file, "Im Auftrag"));
  CHECK_FALSE(has(file, "Rechtsbehelfsbelehrung"));
  CHECK(has(page("/en" + own), "Decided automatically"));

  anna();
  auto const shown = page(std::string{one});
  CHECK(has(shown, "Ja: Es sind höchstens drei Dinge."));
  CHECK(has(shown, "Ein Programm hat entschieden. Sie können den Fall wiederaufnehmen."));
  cookies.clear();
  CHECK(send_form(own + "/mensch").status == 303);
  CHECK(automation() == "person");
  CHECK(has(page(own), "In Bearbeitung"));
  CHECK_FALSE(has(page(own), "Von einem Menschen prüfen lassen"));
  run_jobs(2);
  CHECK(automation() == "person");  // and so it stays
  anna();
  CHECK(has(page("/verwaltung/amt/buergerbuero/faelle?sicht=vorlage"), "2026-000001"));
  cookies.clear();
  CHECK(header(send_form(own + "/mensch"), "Location").ends_with(own));
  // Decided by a person it says nothing of a programme any more.
  anna();
  submit("gescher.localhost", std::string{one}, "tun=bewilligt&begruendung=Ja.");
  CHECK_FALSE(has(page(own), "Von einem Menschen prüfen lassen"));
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'application.ask_person'") == 1);
}

TEST_CASE_FIXTURE(Programme, "what a rule does not allow is left to a person, who sees which one") {
  switch_on();
  own = begin();
  send_form(own + "/adresse", test::where);
  send_form(own + "/dinge", "dinge=1&dinge-1-art=sofa&dinge-1-anzahl=4&elektro=nein");
  send_form(own + "/kontakt", test::who);
  send_form(own + "/senden");
  run_jobs(1);
  CHECK(automation() == "person");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);
  CHECK(count("SELECT COUNT(*) FROM notices") == 0);
  anna();
  CHECK(has(page(std::string{one}), "Nein: Es sind höchstens drei Dinge."));
}

TEST_CASE_FIXTURE(Programme, "whoever was quicker decides, and without a printer it waits") {
  switch_on();
  own = applied();
  SUBCASE("a clerk") {
    anna();
    submit("gescher.localhost", std::string{one}, "tun=uebernehmen");
    run_jobs(1);
    CHECK(automation() == "person");
    CHECK(count("SELECT COUNT(*) FROM notices") == 0);
  }
  SUBCASE("no printer") {
    printer.broken = true;
    run_jobs(1);
    CHECK(automation() == "due");
    CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);
    printer.broken = false;
    clock.advance(std::chrono::minutes{2});
    run_jobs(1);
    CHECK(automation() == "done");
  }
  SUBCASE("the applicant") {
    send_form(own + "/zuruecknehmen");
    run_jobs(1);
    CHECK(count("SELECT COUNT(*) FROM notices") == 0);
    CHECK(automation() == "person");
  }
}

TEST_CASE_FIXTURE(Programme, "by chance some are left to a person") {
  switch_on();
  constexpr int many = 300;
  for (int i = 0; i < many; ++i) {
    client = fmt::format("198.51.100.{}", i % 200);  // one household does not send so many
    applied();
  }
  run_jobs(10);
  auto const sampled = count("SELECT COUNT(*) FROM cases WHERE automation = 'sampled'");
  CHECK(count("SELECT COUNT(*) FROM cases WHERE automation = 'due'") == 0);
  CHECK(count("SELECT COUNT(*) FROM cases WHERE automation = 'done'") + sampled == many);
  CHECK(sampled > 0);
  CHECK(sampled < 20);
  CHECK(count("SELECT COUNT(*) FROM notices") == many - sampled);
}

TEST_CASE_FIXTURE(Programme, "taken up again by a clerk it is the clerk's decision") {
  switch_on();
  own = applied();
  run_jobs(1);
  REQUIRE(automation() == "done");
  anna();
  CHECK(submit("gescher.localhost", std::string{one}, "tun=wiederaufnehmen").status == 303);
  CHECK(automation() == "person");
  submit("gescher.localhost", std::string{one}, "tun=bewilligt&begruendung=Ja.");
  cookies.clear();
  CHECK_FALSE(has(page(own), "Ein Programm hat entschieden"));
}
