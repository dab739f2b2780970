#include <doctest/doctest.h>

#include "administration/applications/store/verify.h"
#include "administration/cases/cases.h"
#include "platform/ledger/seal.h"
#include "tests/support/applying.h"
#include "tests/support/erasing.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view host = "gescher.localhost";
constexpr std::string_view list = "/verwaltung/amt/buergerbuero/faelle";
constexpr std::string_view one = "/verwaltung/amt/buergerbuero/antraege/1";
constexpr std::string_view its_case = "/verwaltung/amt/buergerbuero/faelle/1";

struct Office : test::Applying {
  std::int64_t anna = 0, bernd = 0;

  Office() {
    own = applied();
    bernd = staff("gescher", "bernd", {{Role::clerk, "buergerbuero"}});
    anna = staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
  }
  http::Response press(std::string const& body, std::string_view path = its_case) {
    return submit(std::string{host}, std::string{path}, body);
  }
  void now(std::string const& login) { staff("gescher", login, {{Role::clerk, "buergerbuero"}}); }
  cases::Case stored(std::int64_t id = 1) {
    std::optional<cases::Case> found;
    database("gescher").read(
        [&](db::Connection& db) { found = cases::of_subject(db, fmt::format("application:{}", id)); });
    return *found;
  }
  std::string own;
};

}  // namespace

TEST_CASE_FIXTURE(Office, "what is sent is a case at once: unassigned, with its day and whom it is about") {
  CHECK(stored().phase == cases::Phase::fresh);
  CHECK(stored().due_on == "2027-02-23");  // three months, § 75 Satz 2 VwGO
  auto const fresh = page(std::string{list} + "?sicht=neu");
  CHECK(has(fresh, "2026-000001"));
  CHECK(has(fresh, "Erika Mustermann"));
  CHECK(has(fresh, "23.02.2027"));
  CHECK(has(page(std::string{list}), "Sie haben keinen offenen Fall"));
  CHECK(has(page("/verwaltung"), "1 neuer Fall"));
  // Nothing of whom it is about stands open in the store.
  CHECK(stored().about.find("Erika") == std::string::npos);
}

TEST_CASE_FIXTURE(Office, "somebody takes it from the list, and the applicant hears of it") {
  CHECK(press("tun=uebernehmen&liste=sicht%3Dneu", list).status == 422);  // nothing was ticked
  auto const taken = press("tun=uebernehmen&liste=sicht%3Dneu&fall-1=ja", list);
  CHECK(header(taken, "Location") == std::string{list} + "?sicht=neu&getan=1&nicht=0&zurueck=1");
  CHECK(stored().holder == anna);
  CHECK(has(page(std::string{list}), "2026-000001"));
  CHECK(mails().back().subject == "Neues zu Ihrem Antrag 2026-000001");
  now("bernd");
  CHECK_FALSE(has(page(std::string{list}), "2026-000001"));
  CHECK(has(page(std::string{list} + "?sicht=alle"), "Name von anna"));
}

TEST_CASE_FIXTURE(Office, "it is handed on, given back and taken again; each step stands in its course") {
  press("tun=uebernehmen", one);
  CHECK(press("tun=geben&an=&stand-nummer=1").status == 422);
  CHECK(press("tun=geben&an=" + std::to_string(bernd) + "&stand-nummer=1").status == 303);
  CHECK(stored().holder == bernd);
  now("bernd");
  CHECK(press("tun=zurueckgeben&stand-nummer=2").status == 303);
  CHECK(stored().phase == cases::Phase::fresh);
  // Whoever looks at it may take it again where it was taken before.
  CHECK(has(page(std::string{one}), ">Übernehmen<"));
  CHECK(press("tun=uebernehmen", one).status == 303);
  CHECK(stored().holder == bernd);
  CHECK_FALSE(has(page(std::string{one}), ">Übernehmen<"));
  auto const shown = page(std::string{one});
  for (auto const word : {"Fall übernommen", "Fall weitergegeben", "Fall zurückgegeben", "Name von anna"})
    CHECK_MESSAGE(has(shown, word), word);
}

TEST_CASE_FIXTURE(Office, "who comes second reads that somebody else has taken it, on the page of the case") {
  press("tun=uebernehmen", one);
  now("bernd");
  auto const second = press("tun=uebernehmen", one);
  CHECK(second.status == 422);
  CHECK(has(second, "Inzwischen hat jemand anders den Fall übernommen."));
  CHECK(has(second, "Name von anna"));
  CHECK(stored().holder == anna);
}

TEST_CASE_FIXTURE(Office, "who saw an older state does not overwrite the newer one") {
  press("tun=uebernehmen", one);
  now("bernd");
  press("tun=uebernehmen&stand-nummer=1");
  now("anna");
  auto const stale = press("tun=geben&an=" + std::to_string(anna) + "&stand-nummer=1");
  CHECK(stale.status == 422);
  CHECK(has(stale, "Inzwischen hat jemand den Fall geändert"));
  CHECK(stored().holder == bernd);
  CHECK(press("tun=bewilligt&begruendung=Ja&stand-nummer=1", one).status == 422);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'delivered'") == 1);
  // A note stands beside everything else.
  CHECK(press("tun=notieren&notiz=Nachbar+hat+angerufen&stand-nummer=1").status == 303);
}

TEST_CASE_FIXTURE(Office, "notes are for the office alone, and sealed; a day brings the case back") {
  CHECK(press("tun=notieren&notiz=Hinter+dem+Haus%3B+<b>Hund</b>&wiedervorlage=2026-11-25").status == 303);
  auto const shown = page(std::string{one});
  CHECK(has(shown, "Hinter dem Haus; &lt;b&gt;Hund"));
  CHECK(has(shown, "Mi, 25.11.2026"));
  CHECK_FALSE(has(page(own), "Hinter dem Haus"));
  CHECK(count("SELECT COUNT(*) FROM case_notes WHERE sealed LIKE '%Haus%'") == 0);
  CHECK_FALSE(has(page(std::string{list} + "?sicht=vorlage"), "2026-000001"));
  clock.advance(std::chrono::days{2});
  now("anna");
  CHECK(has(page(std::string{list} + "?sicht=vorlage"), "2026-000001"));
  CHECK(has(page("/verwaltung"), "1 Wiedervorlage"));
}

TEST_CASE_FIXTURE(Office, "an empty day ends the resubmission, a day that does not exist is said") {
  press("tun=notieren&notiz=&wiedervorlage=2026-11-20");
  CHECK(has(page(std::string{list} + "?sicht=vorlage"), "2026-000001"));
  CHECK(press("tun=notieren&notiz=Bleibt&wiedervorlage=31.31.2026").status == 422);
  CHECK(press("tun=notieren&notiz=&wiedervorlage=").status == 303);
  CHECK_FALSE(has(page(std::string{list} + "?sicht=vorlage"), "2026-000001"));
}

TEST_CASE_FIXTURE(Office, "decided it leaves the lists, and comes back when it is taken up again") {
  press("tun=uebernehmen", one);
  CHECK(press("tun=bewilligt&begruendung=Wir+kommen.", one).status == 303);
  CHECK(stored().phase == cases::Phase::decided);
  CHECK_FALSE(has(page(std::string{list} + "?sicht=alle"), "2026-000001"));
  CHECK(has(page(std::string{list} + "?sicht=erledigt"), "2026-000001"));
  CHECK(has(page(own), "Bewilligt"));
  CHECK(press("tun=wiederaufnehmen", one).status == 303);
  CHECK(stored().phase == cases::Phase::working);
  CHECK(has(page(own), "In Bearbeitung"));
  CHECK_FALSE(has(page(own), "Wir kommen."));
  CHECK(count("SELECT COUNT(*) FROM applications WHERE erase_on <> ''") == 0);
}

TEST_CASE_FIXTURE(Office, "what the applicant takes back ends, and what is erased is gone with its notes") {
  press("tun=notieren&notiz=Etwas");
  send_form(own + "/zuruecknehmen");
  CHECK(stored().phase == cases::Phase::closed);
  auto const late = press("tun=uebernehmen");
  CHECK(late.status == 422);
  CHECK(has(late, "Inzwischen hat jemand den Fall geändert"));
  CHECK(stored().holder == 0);
  clock.advance(std::chrono::days{400});
  auto gescher = visit("gescher");
  test::erase_due(*this, gescher);
  CHECK(count("SELECT COUNT(*) FROM cases") == 0);
  CHECK(count("SELECT COUNT(*) FROM case_notes") == 0);
}

TEST_CASE_FIXTURE(Office, "a case of another office is not there, whatever one presses") {
  staff("gescher", "carla", {{Role::clerk, "steueramt"}});
  CHECK(page("/verwaltung/amt/steueramt/faelle/1").status == 404);
  CHECK(press("tun=uebernehmen", "/verwaltung/amt/steueramt/faelle/1").status == 404);
  CHECK(press("tun=uebernehmen").status == 403);
  // Neither there nor told apart from one that never was.
  for (auto const* box : {"fall-1", "fall-4711"})
    CHECK(header(press(fmt::format("tun=uebernehmen&{}=ja", box), "/verwaltung/amt/steueramt/faelle"), "Location") ==
          "/verwaltung/amt/steueramt/faelle?sicht=meine&getan=0&nicht=1");
  CHECK(stored().holder == 0);
}

TEST_CASE_FIXTURE(Office, "it goes to another office with everything, and the first one has it no more") {
  press("tun=uebernehmen", one);
  CHECK(press("zu=&grund=Weil", std::string{one} + "/abgeben").status == 422);
  CHECK(press("zu=buergerbuero&grund=Weil", std::string{one} + "/abgeben").status == 422);
  auto const gone = press("zu=steueramt&grund=Es+geht+um+eine+Steuer.", std::string{one} + "/abgeben");
  CHECK(has(page(header(gone, "Location")), "Der Fall ist im anderen Amt."));
  CHECK(page(std::string{one}).status == 404);
  CHECK_FALSE(has(page(std::string{list} + "?sicht=alle"), "2026-000001"));
  staff("gescher", "carla", {{Role::clerk, "steueramt"}});
  CHECK(has(page("/verwaltung/amt/steueramt/faelle?sicht=neu"), "2026-000001"));
  auto const there = page("/verwaltung/amt/steueramt/antraege/1");
  CHECK(has(there, "Es geht um eine Steuer."));
  CHECK(has(there, "Fall an ein anderes Amt abgegeben"));
  CHECK(stored().due_on == "2027-02-23");  // its day stays what it was
  CHECK(has(there, ">Übernehmen<"));
  CHECK(press("tun=uebernehmen", "/verwaltung/amt/steueramt/antraege/1").status == 303);
  CHECK(stored().phase == cases::Phase::working);
  send_form(own + "/nachrichten", "nachricht=Wer+hat+es+jetzt%3F");
  CHECK(has(page("/verwaltung/amt/steueramt/faelle?sicht=post"), "2026-000001"));
  CHECK(applications::verify(database("gescher"), clock.now()).findings == std::vector<std::string>{});
}

TEST_CASE_FIXTURE(Office, "whoever is away is stood in for, with a word on what to know, and comes back") {
  constexpr std::string_view absence = "/verwaltung/amt/buergerbuero/vertretung";
  press("tun=uebernehmen", one);
  auto const away = fmt::format("vertretung={}&von=2026-11-23&bis=2026-11-27&notiz=Der+Nachbar+ruft+noch+an.", bernd);
  CHECK(press("vertretung=&von=2026-11-23&bis=2026-11-27", absence).status == 422);
  CHECK(press(fmt::format("vertretung={}&von=2026-11-25&bis=2026-11-24", bernd), absence).status == 422);
  CHECK(press(away, absence).status == 303);
  now("bernd");
  CHECK(has(page(std::string{list} + "?sicht=vertretung"), "2026-000001"));
  CHECK(has(page(std::string{absence}), "Der Nachbar ruft noch an."));
  CHECK(has(page(std::string{one}), "vertreten von Name von bernd"));
  CHECK(count("SELECT COUNT(*) FROM case_absences WHERE sealed LIKE '%Nachbar%'") == 0);
  now("anna");
  CHECK(has(page(std::string{list}), "2026-000001"));  // it is still hers
  CHECK(press("tun=zurueck", absence).status == 303);
  now("bernd");
  CHECK_FALSE(has(page(std::string{list} + "?sicht=vertretung"), "2026-000001"));
}

TEST_CASE_FIXTURE(Office, "the head sees what was done, counted of nobody; a clerk does not") {
  press("tun=uebernehmen", one);
  press("art=nachfordern&fragen=abholort&nachricht=Wo%3F&bis=2026-12-14", std::string{one} + "/nachfordern");
  press("tun=bewilligt&begruendung=", one);
  applied();
  CHECK(page("/verwaltung/amt/buergerbuero/kennzahlen").status == 403);
  staff("gescher", "leitung", {{Role::head, "buergerbuero"}});
  auto const shown = page("/verwaltung/amt/buergerbuero/kennzahlen");
  for (auto const word : {"2 Fälle kamen, 1 ist entschieden.", "noch am selben Tag", "100 % innerhalb der Frist",
                          "Bei 50 % fehlte etwas"})
    CHECK_MESSAGE(has(shown, word), word);
  auto const file = page("/verwaltung/amt/buergerbuero/kennzahlen.csv");
  CHECK(has(file, ",2,1,0,0,100,50,100,,2,0\r\n"));
}

TEST_CASE_FIXTURE(Office, "a case that is taken up again is decided once in the figures, on its last day") {
  auto const amount = [&](std::string const& what) {
    return count("SELECT COALESCE(SUM(amount), 0) FROM case_figures WHERE what = '" + what + "'");
  };
  ledger::NoteSigner signer{"gescher.example/ledger", crypto::SigningKey::make(random)};
  auto const pass = [&](std::chrono::days days) {
    REQUIRE(ledger::seal(database("gescher"), signer, clock));
    clock.advance(days);
    now("anna");
  };
  press("tun=uebernehmen", one);
  pass(std::chrono::days{3});
  press("tun=bewilligt&begruendung=", one);
  CHECK(amount("decided") == 1);
  CHECK(amount("days:3") == 1);
  pass(std::chrono::days{2});
  press("tun=wiederaufnehmen", one);
  CHECK(amount("decided") == 0);
  CHECK(amount("days:3") == 0);
  CHECK(amount("in_time") == 0);
  press("tun=bewilligt&begruendung=", one);
  CHECK(amount("opened") == 1);
  CHECK(amount("decided") == 1);
  CHECK(amount("in_time") == 1);
  CHECK(amount("days:3") == 0);
  CHECK(amount("days:5") == 1);
  CHECK(count("SELECT amount FROM case_figures WHERE what = 'decided' AND day = '2026-11-28'") == 1);
}

TEST_CASE_FIXTURE(Office, "the answer to a button leads to what it has done, and the page says it there") {
  auto const first = std::string{one};
  CHECK(header(press("tun=uebernehmen", first + "?sicht=neu"), "Location") ==
        first + "?sicht=neu&getan=uebernommen#getan");
  auto const shown = page(first + "?sicht=neu&getan=uebernommen");
  CHECK(has(shown, "id=\"getan\" role=\"status\" tabindex=\"-1\""));
  CHECK(has(shown, "Sie haben den Fall übernommen."));
  CHECK_FALSE(has(page(first + "?getan=%3Cb%3E"), "id=\"getan\""));
  CHECK(header(press("tun=notieren&notiz=Ja"), "Location") == first + "#notizen");
  CHECK(header(press("tun=bewilligt&begruendung=", one), "Location") == first + "?getan=entschieden#getan");
  CHECK(header(press("tun=wiederaufnehmen", one), "Location") == first + "?getan=wiederaufgenommen#getan");
  CHECK(header(press("tun=zurueckgeben"), "Location") == first + "?getan=zurueckgegeben#getan");
}

TEST_CASE_FIXTURE(Office, "a day stands in its field as people write it, and is read in both ways") {
  press("tun=notieren&notiz=&wiedervorlage=21.12.2026");
  CHECK(stored().resubmit_on == "2026-12-21");
  CHECK(has(page(std::string{one}), "value=\"21.12.2026\""));
  CHECK_FALSE(has(page(std::string{one}), "value=\"2026-12-21\""));
}

TEST_CASE_FIXTURE(Office, "the next case follows without a list in between") {
  applied();
  applied();
  auto const first = header(page(std::string{list} + "/naechster?sicht=neu"), "Location");
  CHECK(first == std::string{one} + "?sicht=neu");
  auto const shown = page(first);
  auto const at = shown.body.find(std::string{list} + "/naechster?");
  REQUIRE(at != std::string::npos);
  auto next = shown.body.substr(at, shown.body.find('"', at) - at);
  for (std::size_t amp = next.find("&amp;"); amp != std::string::npos; amp = next.find("&amp;")) next.erase(amp + 1, 4);
  CHECK(header(page(next), "Location") == "/verwaltung/amt/buergerbuero/antraege/2?sicht=neu");
  // Behind the last one stands the list.
  CHECK(header(page(std::string{list} + "/naechster?sicht=mitzeichnung"), "Location") ==
        std::string{list} + "?sicht=mitzeichnung");
}

TEST_CASE_FIXTURE(Office, "boxes of a later page are found, and what has gone meanwhile is told") {
  applied();
  applied();
  auto const second = std::string{list} + "?sicht=neu&nach=2027-02-23.1";
  CHECK_FALSE(has(page(second), "2026-000001"));
  CHECK(has(page(second), "value=\"sicht=neu&amp;nach=2027-02-23.1\""));
  auto const taken = press("tun=uebernehmen&liste=sicht%3Dneu%26nach%3D2027-02-23.1&fall-2=ja", list);
  CHECK(header(taken, "Location") == second + "&getan=1&nicht=0&zurueck=1");
  CHECK(stored(2).holder == anna);
  // The third was decided by somebody else after this page was read.
  press("tun=uebernehmen", "/verwaltung/amt/buergerbuero/antraege/3");
  press("tun=bewilligt&begruendung=", "/verwaltung/amt/buergerbuero/antraege/3");
  auto const late = press("tun=uebernehmen&liste=sicht%3Dneu&gesehen=1&fall-1=ja&fall-3=ja&fall-x=ja", list);
  CHECK(header(late, "Location") == std::string{list} + "?sicht=neu&getan=1&nicht=1&zurueck=2");
  CHECK(has(page(header(late, "Location")), "1 nicht: Sie sind inzwischen weiter."));
}

TEST_CASE_FIXTURE(Office, "new messages follow one another, too, and begin anew where they are answered") {
  applied();
  auto const kept = cookies;
  cookies.clear();
  send_form(own + "/nachrichten", "nachricht=Eins");
  cookies = kept;
  press("tun=uebernehmen", "/verwaltung/amt/buergerbuero/antraege/2");
  auto const next = [&](std::string const& after) {
    return header(page(std::string{list} + "/naechster?sicht=post" + after), "Location");
  };
  CHECK(next("") == std::string{one} + "?sicht=post");
  CHECK(next("&nach=2027-02-23.1") == std::string{list} + "?sicht=post");  // behind the last one stands the list
  CHECK(next("&nach=2027-02-23.2") == std::string{one} + "?sicht=post");   // nobody waits for an answer there
}

TEST_CASE_FIXTURE(Office, "an old page changes no day, and loses no text") {
  press("tun=uebernehmen", one);
  auto const seen = std::to_string(stored().revision);
  now("bernd");
  CHECK(press("tun=notieren&notiz=&wiedervorlage=2026-12-01&stand-nummer=" + seen).status == 303);
  now("anna");
  auto const stale = press("tun=notieren&notiz=Ruft+morgen+an.&wiedervorlage=&stand-nummer=" + seen);
  CHECK(stale.status == 422);
  CHECK(has(stale, "Ruft morgen an."));
  CHECK(stored().resubmit_on == "2026-12-01");
  // The same with what goes to the applicant, and to another office.
  auto const asked =
      press("art=nachfordern&fragen=abholort&nachricht=Welches+Haus%3F&bis=2026-12-14&stand-nummer=" + seen,
            std::string{one} + "/nachfordern");
  CHECK(asked.status == 422);
  CHECK(has(asked, "Welches Haus?"));
  auto const gone = press("zu=steueramt&grund=Es+geht+um+Steuern.&stand-nummer=" + seen, std::string{one} + "/abgeben");
  CHECK(gone.status == 422);
  CHECK(has(gone, "Es geht um Steuern."));
  CHECK(stored().office == "buergerbuero");
}

TEST_CASE_FIXTURE(Office, "two who change different things of a case do not meet: each field keeps who has set it") {
  press("tun=uebernehmen", one);
  CHECK(has(page(std::string{one}), fmt::format("name=\"gezeigt\" value=\"working {}  \"", anna)));
  auto const seen = fmt::format("&stand-nummer={}&gezeigt=working+{}++", stored().revision, anna);
  now("bernd");
  CHECK(press("tun=notieren&notiz=Von+Bernd.&wiedervorlage=1.12.2026" + seen).status == 303);
  now("anna");
  // She has written and left the day as it was: hers is the text, his the day.
  CHECK(press("tun=notieren&notiz=Von+Anna.&wiedervorlage=" + seen).status == 303);
  CHECK(stored().resubmit_on == "2026-12-01");
  CHECK(has(page(std::string{one}), "Von Anna."));
  // Who has it was changed by nobody.
  CHECK(press(fmt::format("tun=geben&an={}", bernd) + seen).status == 303);
  CHECK(stored().holder == bernd);
}

TEST_CASE_FIXTURE(Office, "who changes the same thing reads what it is now, and what was typed is still there") {
  press("tun=uebernehmen", one);
  auto const seen = fmt::format("&stand-nummer={}&gezeigt=working+{}++", stored().revision, anna);
  now("bernd");
  press("tun=notieren&notiz=&wiedervorlage=1.12.2026" + seen);
  now("anna");
  auto const met = press("tun=notieren&notiz=Ruft+an.&wiedervorlage=3.12.2026" + seen);
  CHECK(met.status == 422);
  CHECK(has(met, "Inzwischen hat jemand den Fall geändert: Wiedervorlage jetzt am Di, 01.12.2026."));
  CHECK(has(met, "Ruft an."));
  CHECK(has(met, "3.12.2026"));
  CHECK(stored().resubmit_on == "2026-12-01");
  CHECK(count("SELECT COUNT(*) FROM case_notes") == 0);
  // The page that came back shows the newest state: pressed again, it holds.
  auto const again = fmt::format("&stand-nummer={}&gezeigt=working+{}++2026-12-01", stored().revision, anna);
  CHECK(press("tun=notieren&notiz=Ruft+an.&wiedervorlage=3.12.2026" + again).status == 303);
  CHECK(stored().resubmit_on == "2026-12-03");
  now("bernd");
  CHECK(press(fmt::format("tun=geben&an={}", bernd) + seen).status == 303);
  auto const late = press(fmt::format("tun=geben&an={}", anna) + seen);
  CHECK(late.status == 422);
  CHECK(has(late, "bearbeitet jetzt von Name von bernd in gescher"));
  CHECK(stored().holder == bernd);
}

TEST_CASE_FIXTURE(Office, "applications from before there were cases become cases by themselves, once") {
  database("gescher").write([](db::Connection& db) {
    db.exec("DELETE FROM cases");
    db.exec("UPDATE applications SET submitted_at = '2026-10-01T08:00:00Z'");
  });
  CHECK(has(page(std::string{one}), "2026-000001"));  // its page stands without one, too
  clock.advance(std::chrono::days{1});
  run_jobs(2);
  now("anna");
  CHECK(stored().due_on == "2027-01-04");  // from the day on which it came; the first working day of the year
  CHECK(has(page(std::string{list} + "?sicht=neu"), "Erika Mustermann"));
  clock.advance(std::chrono::days{1});
  run_jobs(2);
  CHECK(count("SELECT COUNT(*) FROM cases") == 1);
}
