#include <doctest/doctest.h>

#include "app/blob_place.h"
#include "tests/support/bulky_rules.h"
#include "tests/support/residents.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

struct Clean final : scan::Scanner {
  scan::Answer scan(std::string_view) override { return {.verdict = scan::Verdict::clean}; }
  std::string problem() override { return {}; }
};

/// One white dot: the pass.
constexpr std::string_view picture{
    "\x89\x50\x4E\x47\x0D\x0A\x1A\x0A\x00\x00\x00\x0D\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01"
    "\x08\x02\x00\x00\x00\x90\x77\x53\xDE\x00\x00\x00\x0C\x49\x44\x41\x54\x78\x9C\x63\xF8\xFF\xFF\x3F"
    "\x00\x05\xFE\x02\xFE\x0D\xEF\x46\xB8\x00\x00\x00\x00\x49\x45\x4E\x44\xAE\x42\x60\x82",
    69};

constexpr std::string_view one = "/verwaltung/amt/buergerbuero/antraege/";

/// Bulky waste for 20 euros, and for half of it with a pass of the town.
struct Reduced : test::Residents {
  Reduced() {
    test::price_bulky_waste(
        *this, "reduction = { question = \"ermaessigung\", none = \"nein\", proof = \"nachweis\" }",
        "[[fee]]\nwhen = \"ermaessigt\"\namount = \"preis / 2\"\nwhy = \"Mit Sozialpass die Hälfte.\"\nlaw = \"§ 4 der "
        "Satzung\"\n\n[[fee]]\namount = \"preis\"\nwhy = \"Eine Abholung.\"\nlaw = \"§ 3 der Satzung\"\n\n",
        "\n[page.preis]\ntitle = \"Zahlen Sie weniger?\"\nlaw = \"§ 4 der Satzung\"\n\n[[page.preis.field]]\nname = "
        "\"ermaessigung\"\nkind = \"choice\"\nlabel = \"Ermäßigung\"\noptions = [{ value = \"nein\", label = \"Nein\" "
        "}, { value = \"sozialpass\", label = \"Sozialpass\" }, { value = \"ehrenamt\", label = \"Ehrenamtskarte\" "
        "}]\n\n[[page.preis.field]]\nname = \"nachweis\"\nkind = \"file\"\nlabel = \"Nachweis\"\noptional = true\nwhen "
        "= 'ermaessigung != \"nein\"'\n");
    authority::import_overrides(*store, "authority,service,office,fee,note\ngescher,99001009004002,,20 Euro,\n",
                                OnRejection::keep_good_lines);
    authorities.refresh_towns();
    app::StoreChoice choice;
    choice.data = place.is_postgres() ? "/tmp/kreislauf-test-blobs" : place.location();
    modules.blobs().open(app::blob_place(choice, modules.blobs()));
    modules.blobs().door().use(std::make_unique<Clean>());
  }

  std::string claims(std::string const& reduction, bool with_proof) {
    auto own = fill_in();
    answer(own, reduction, with_proof);
    return own;
  }
  void answer(std::string const& own, std::string const& reduction, bool with_proof) {
    content_type = "multipart/form-data; boundary=GRENZE";
    auto body = part("name=\"ermaessigung\"", reduction);
    if (with_proof) body += part("name=\"nachweis\"; filename=\"pass.png\"", picture);
    post("gescher.localhost", own + "/preis", body + "--GRENZE--\r\n");
    content_type = "application/x-www-form-urlencoded";
  }
  static std::string part(std::string_view head, std::string_view content) {
    return "--GRENZE\r\nContent-Disposition: form-data; " + std::string{head} + "\r\n\r\n" + std::string{content} +
           "\r\n";
  }
  /// Somebody in the office, in another browser.
  http::Response office(std::string const& number, std::string const& what) {
    staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
    auto answered = submit("gescher.localhost", std::string{one} + number + "/ermaessigung", what);
    cookies.clear();
    return answered;
  }
  http::Response seen_by_office(std::string const& number) {
    staff("gescher", "sachbearbeiterin", {{Role::clerk, "buergerbuero"}});
    auto shown = page(std::string{one} + number);
    cookies.clear();
    return shown;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Reduced,
                  "a claim alone reduces nothing: without a proof the full price is asked for, and it says so") {
  auto const own = claims("sozialpass", false);
  auto const check = page(own + "/pruefen");
  CHECK(has(check, "Danach zahlen Sie 20 Euro"));
  CHECK(has(check, "Für die Ermäßigung fehlt ein Nachweis."));
  CHECK(has(check, own + "/preis"));
  send_form(own + "/senden", "betrag=2000");
  CHECK(count("SELECT amount FROM receivables") == 2000);
  CHECK(count("SELECT COUNT(*) FROM reduction_claims") == 0);
  CHECK_FALSE(has(seen_by_office("1"), "Ohne Ermäßigung"));
}

TEST_CASE_FIXTURE(Reduced, "with a proof half is asked for, provisionally, and the office says until when it holds") {
  auto const own = claims("sozialpass", true);
  auto const check = page(own + "/pruefen");
  CHECK(has(check, "Danach zahlen Sie 10 Euro"));
  CHECK(has(check, "Die Ermäßigung gilt vorläufig"));
  CHECK_FALSE(has(check, "Meine Ermäßigung in meinem Konto merken"));  // nobody is signed in
  CHECK(header(send_form(own + "/senden", "betrag=1000"), "Location") == own + "?neu=1");
  CHECK(count("SELECT amount FROM receivables") == 1000);
  auto const shown = seen_by_office("1");
  CHECK(has(shown, "Sozialpass"));
  CHECK(has(shown, "noch nicht angesehen"));
  CHECK(has(shown, "20 Euro"));
  CHECK(office("1", "tun=gilt&gilt-bis=").status == 422);
  CHECK(office("1", "tun=gilt&gilt-bis=2026-11-22").status == 422);  // over since yesterday
  CHECK(office("1", "tun=gilt&gilt-bis=2027-12-31").status == 303);
  CHECK(has(seen_by_office("1"), "anerkannt, gilt bis 31.12.2027"));
  CHECK(count("SELECT COUNT(*) FROM receivables") == 1);
}

TEST_CASE_FIXTURE(Reduced, "a proof that does not hold: the rest is asked for once, and the applicant reads why") {
  auto const own = claims("sozialpass", true);
  send_form(own + "/senden", "betrag=1000");
  CHECK(office("1", "tun=gilt-nicht&ermaessigung-grund=").status == 422);  // § 39 VwVfG NRW
  CHECK(count("SELECT COUNT(*) FROM receivables") == 1);
  CHECK(office("1", "tun=gilt-nicht&ermaessigung-grund=Der+Pass+ist+von+2024.").status == 303);
  CHECK(count("SELECT COUNT(*) FROM receivables") == 2);
  CHECK(count("SELECT SUM(amount) FROM receivables") == 2000);
  // A second window of the office changes nothing more.
  CHECK(office("1", "tun=gilt-nicht&ermaessigung-grund=Noch+einmal.").status == 409);
  CHECK(office("1", "tun=gilt&gilt-bis=2027-12-31").status == 409);
  CHECK(count("SELECT COUNT(*) FROM receivables") == 2);
  auto const shown = page(own);
  CHECK(has(shown, "Der Pass ist von 2024."));
  CHECK(has(shown, "Bitte zahlen Sie noch 10 Euro."));
  auto const told = mails();
  REQUIRE_FALSE(told.empty());
  CHECK(told.back().subject == "Neues zu Ihrem Antrag 2026-000001");
  CHECK(told.back().text.find("Pass") == std::string::npos);
  // Taken back: nothing of both is owed.
  send_form(own + "/zuruecknehmen");
  CHECK(count("SELECT COUNT(*) FROM receivables WHERE state = 'cancelled'") == 2);
}

TEST_CASE_FIXTURE(Reduced, "who has an account proves it once: the next application takes it over by a button") {
  sign_in();
  auto const first = claims("sozialpass", true);
  CHECK(has(page(first + "/pruefen"), "Meine Ermäßigung in meinem Konto merken"));
  send_form(first + "/senden", "betrag=1000&nachweis-merken=ja");
  CHECK_FALSE(has(page("/konto/angaben"), "Sozialpass"));  // nobody has looked at it yet
  office("1", "tun=gilt&gilt-bis=2027-12-31");
  CHECK(has(page("/konto/angaben"), "Sozialpass"));
  CHECK(has(page("/konto/angaben"), "Er gilt bis 31. Dezember 2027."));

  auto const next = claims("sozialpass", false);
  auto const offered = page(next + "/pruefen");
  CHECK(has(offered, "Danach zahlen Sie 20 Euro"));  // used by nobody without the button
  CHECK(has(offered, "Diesen Nachweis übernehmen"));
  send_form(next + "/nachweis-uebernehmen");
  auto const taken = page(next + "/pruefen");
  CHECK(has(taken, "Danach zahlen Sie 10 Euro"));
  CHECK(has(taken, "Das Amt hat Ihren Nachweis am"));
  send_form(next + "/senden", "betrag=1000");
  CHECK(has(seen_by_office("2"), "anerkannt, gilt bis 31.12.2027"));
  CHECK(office("2", "tun=gilt-nicht&ermaessigung-grund=Doch+nicht.").status == 409);
  CHECK(has(page("/konto/daten"), "haben sie in einen Antrag übernommen"));

  // Deleted by its owner: it is proven again.
  send_form("/konto/angaben/loeschen");
  auto const third = claims("sozialpass", false);
  CHECK_FALSE(has(page(third + "/pruefen"), "Diesen Nachweis übernehmen"));
}

TEST_CASE_FIXTURE(Reduced, "a proof in the account is for its reduction, until its day, and for who has kept it") {
  sign_in();
  auto const first = claims("sozialpass", true);
  send_form(first + "/senden", "betrag=1000&nachweis-merken=ja");
  office("1", "tun=gilt&gilt-bis=2026-12-31");
  auto const next = claims("ehrenamt", false);
  CHECK_FALSE(has(page(next + "/pruefen"), "Diesen Nachweis übernehmen"));
  send_form(next + "/nachweis-uebernehmen");  // an old page
  CHECK(has(page(next + "/pruefen"), "Danach zahlen Sie 20 Euro"));
  // Taken over, and then another answer in a second window: it proves nothing there.
  answer(next, "sozialpass", false);
  send_form(next + "/nachweis-uebernehmen");
  CHECK(has(page(next + "/pruefen"), "Danach zahlen Sie 10 Euro"));
  answer(next, "ehrenamt", false);
  CHECK(has(page(next + "/pruefen"), "Danach zahlen Sie 20 Euro"));
  answer(next, "sozialpass", false);
  CHECK(header(send_form(next + "/senden", "betrag=2000"), "Location") == next + "/pruefen");
  // Without the account it is proven each time.
  forget_cookies();
  auto const guest = claims("sozialpass", false);
  CHECK(header(send_form(guest + "/nachweis-uebernehmen"), "Location").starts_with("/konto?ziel="));
  CHECK(has(page(guest + "/pruefen"), "Danach zahlen Sie 20 Euro"));
  // Its day is over between taking it over and sending.
  clock.advance(std::chrono::days{20});
  CHECK(has(page(next + "/pruefen"), "Danach zahlen Sie 10 Euro"));
  clock.advance(std::chrono::days{9});
  CHECK(page(next + "/pruefen").status == 200);
}

TEST_CASE_FIXTURE(Reduced,
                  "at the counter the pass is shown: less is asked for at once, and nobody looks a second time") {
  staff("gescher", "schalter", {{Role::clerk, "buergerbuero"}});
  auto const base = std::string{"/verwaltung/amt/buergerbuero/aufnahme"};
  auto const own = header(submit("gescher.localhost", base, "dienst=sperrmuell-abholen&weg=counter"), "Location");
  auto const all = std::string{test::where} + "&" + std::string{test::things} + "&" + std::string{test::who} +
                   "&ermaessigung=sozialpass";
  auto const first = submit("gescher.localhost", own, all);
  CHECK(has(first, "Danach zahlen Sie 20 Euro"));
  CHECK(has(first, "Der Nachweis der Ermäßigung lag vor"));
  CHECK(has(submit("gescher.localhost", own, all + "&ermaessigung-lag-vor=ja"), "Danach zahlen Sie 10 Euro"));
  CHECK(header(submit("gescher.localhost", own, all + "&tun=absenden&betrag=1000"), "Location").find("?neu=1") !=
        std::string::npos);
  CHECK(count("SELECT amount FROM receivables") == 1000);
  CHECK(count("SELECT COUNT(*) FROM reduction_claims WHERE state = 'accepted'") == 1);
}
