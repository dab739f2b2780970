#include "tests/support/applying.h"

using namespace kreislauf;
using test::has, test::header;

namespace {

/// The next version of the form for bulky waste is on its way.
struct Planning : test::Applying {
  Planning() { staff("gescher", "leitung", {{authority::Role::head, "*"}}); }

  /// The package with another question on its first page.
  catalog::PackageFiles next(std::string const& heading = "Wo liegt alles?") {
    auto packages = catalog::embedded_packages();
    auto one = *std::find_if(packages.begin(), packages.end(),
                             [](auto const& package) { return package.slug == "sperrmuell-abholen"; });
    auto& form = one.more.at("form.toml");
    auto const title = form.find("title", form.find("[page.adresse]"));
    form.replace(title, form.find('\n', title) - title, "title = \"" + heading + "\"");
    return one;
  }
  catalog::Examiner examiner() {
    return [this](catalog::PackageFiles const& package) { return catalog().problems_in(package); };
  }
  ImportReport plan(catalog::PackageFiles const& package, std::optional<Instant> live_at) {
    auto report = catalog::plan_packages(*store, {package}, live_at, clock, examiner());
    reload();
    return report;
  }
  void reload() {
    for (auto const& module : modules.all()) {
      if (module.reload) module.reload();
    }
  }
  /// What the running program does each second.
  void a_second_later() {
    bool changed = false;
    for (auto const& module : modules.all()) changed = (module.look and module.look(house)) or changed;
    if (changed) reload();
  }
  std::string trial(std::string const& version) {
    return header(submit("gescher.localhost", "/verwaltung/dienste", "dienst=sperrmuell-abholen&stand=" + version),
                  "Location");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Planning, "a version goes live at its moment, and a draft that runs keeps the one it began with") {
  auto const before = begin();
  CHECK(plan(next(), clock.now() + std::chrono::hours{2}).added == 1);
  a_second_later();
  CHECK_FALSE(has(page(begin() + "/adresse"), "Wo liegt alles?"));
  CHECK(has(page("/verwaltung/dienste"), "ab 23.11.2026, 11:30 Uhr"));

  clock.advance(std::chrono::hours{2});
  a_second_later();
  CHECK(has(page(begin() + "/adresse"), "Wo liegt alles?"));
  CHECK_FALSE(has(page(before + "/adresse"), "Wo liegt alles?"));
  CHECK(catalog::planned_packages(*store).empty());
}

TEST_CASE_FIXTURE(Planning, "a draft of a version is tried to its end and never sent") {
  plan(next(), std::nullopt);
  CHECK(has(page("/verwaltung/dienste"), "noch nicht (Entwurf)"));
  auto const own = trial("entwurf");
  CHECK(has(page(own), "Das ist ein Versuch"));
  CHECK(has(page(own + "/adresse"), "Wo liegt alles?"));
  send_form(own + "/adresse", test::where);
  send_form(own + "/dinge", test::things);
  send_form(own + "/kontakt", test::who);
  auto const looked = page(own + "/pruefen");
  CHECK(has(looked, "Hier würde der Antrag abgeschickt"));
  CHECK_FALSE(has(looked, "Antrag verbindlich absenden"));
  CHECK(send_form(own + "/senden").status == 409);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE submitted_at <> ''") == 0);
  CHECK(count("SELECT COUNT(*) FROM applications WHERE channel = 'trial' AND erase_on = '2026-11-24'") == 1);
  CHECK(has(page(trial("")), "Das ist ein Versuch"));  // what is live is tried the same way
  CHECK(submit("gescher.localhost", "/verwaltung/dienste", "dienst=sperrmuell-abholen&stand=gestern").status == 404);
}

TEST_CASE_FIXTURE(Planning, "what is broken is neither planned nor imported") {
  auto broken = next();
  broken.more.at("form.toml") += "\n[page.nirgends]\ntitle = \"Nirgends\"\nwhen = \"gibtesnicht\"\n";
  auto const planned = plan(broken, std::nullopt);
  CHECK(planned.added == 0);
  CHECK_FALSE(planned.rejected.empty());
  auto const imported = catalog::import_packages(*store, {broken}, clock, examiner());
  CHECK(imported.changed == 0);
  CHECK_FALSE(imported.rejected.empty());

  auto letter = next();
  letter.more["notice.de.md"] = "# Bescheid\n{{ gibtesnicht }}\n";
  CHECK_FALSE(catalog::import_packages(*store, {letter}, clock, examiner()).rejected.empty());
}

TEST_CASE_FIXTURE(Planning, "a package of one's own survives the next start, one as it came is renewed") {
  CHECK(catalog::import_packages(*store, {next()}, clock, examiner()).changed == 1);
  CHECK(catalog::import_embedded(*store, clock).changed == 0);
  reload();
  CHECK(has(page(begin() + "/adresse"), "Wo liegt alles?"));

  // The program that ran before had another version of two packages; one of them was changed here meanwhile.
  store->commons().write([](db::Connection& commons) {
    commons.exec("UPDATE packages SET shipped = 'von gestern' WHERE slug IN ('sperrmuell-abholen', 'reisepass')");
  });
  auto const report = catalog::import_embedded(*store, clock);
  REQUIRE(report.notes.size() == 1);
  CHECK(report.notes.front().starts_with("sperrmuell-abholen"));
}

TEST_CASE_FIXTURE(Planning, "a changed form, price, rule or deadline is tried against what came before") {
  cookies.clear();
  applied();
  applied();
  staff("gescher", "leitung", {{authority::Role::head, "*"}});
  plan(next(), std::nullopt);
  auto const path = std::string{"/verwaltung/dienste/vergleich?dienst=sperrmuell-abholen&stand=entwurf"};
  CHECK(has(page("/verwaltung/dienste"), "/verwaltung/dienste/vergleich?dienst=sperrmuell-abholen&amp;stand=entwurf"));
  CHECK(has(page(path), "2 frühere Anträge, jeder an seinem Tag: 2 gingen genauso aus, 0 anders."));

  auto stricter = next();
  auto& form = stricter.more.at("form.toml");
  form += R"(
[page.zugang]
title = "Wie kommen wir hin?"
law = "Abfallsatzung der Stadt"
[[page.zugang.field]]
name = "zugang"
kind = "text"
label = "Ist die Straße breit genug?"
)";
  std::erase_if(stricter.more,
                [](auto const& file) { return file.first.starts_with("form.") and file.first != "form.toml"; });
  auto& type = stricter.more.at("case.toml");
  auto const length = type.find("length = \"");
  REQUIRE(length != std::string::npos);
  type.replace(length, type.find('\n', length) - length, "length = \"P1M\"");
  type += "\n[[task]]\nid = \"ansehen\"\nlaw = \"Abfallsatzung der Stadt\"\n";
  auto& drawing = stricter.more.at("process.bpmn");
  auto const to_decision = drawing.find("targetRef=\"entscheiden\"");
  REQUIRE(to_decision != std::string::npos);
  drawing.replace(to_decision, std::string_view{"targetRef=\"entscheiden\""}.size(), "targetRef=\"ansehen\"");
  drawing.insert(drawing.find("<userTask"),
                 "<userTask id='ansehen' name='Ansehen'/><sequenceFlow id='weiter' sourceRef='ansehen' "
                 "targetRef='entscheiden'/>");
  REQUIRE(plan(stricter, std::nullopt).rejected.empty());
  auto const told = page(path);
  CHECK(has(told, "0 gingen genauso aus, 2 anders"));
  CHECK(has(told, "Es würde fehlen: Ist die Straße breit genug?"));
  CHECK(has(told, "Frist: 23.12.2026 statt"));
  CHECK(has(told, "Ablauf: zusätzlich „Ansehen“"));
  CHECK(has(told, "2026-000001"));
  CHECK_FALSE(has(told, "Mustermann"));
  CHECK(page("/verwaltung/dienste/vergleich?dienst=sperrmuell-abholen&stand=gestern").status == 404);
}

TEST_CASE_FIXTURE(Planning, "who is no head of anything tries nothing") {
  staff("gescher", "sachbearbeitung", {{authority::Role::clerk, "*"}});
  CHECK(page("/verwaltung/dienste").status == 403);
}
