#include "administration/appointments/exchange/setup.h"

#include <doctest/doctest.h>

#include "administration/appointments/exchange/seed.h"
#include "administration/appointments/store/store.h"
#include "base/embedded.h"
#include "tests/support/appointments.h"

using namespace kreislauf;
using namespace kreislauf::appointments;
using test::TestOffice;

namespace {

constexpr auto small_plan = R"(
[[office]]
id = "buergerbuero"
last_day = 28
rules = """
Mo-Fr 08:00-12:00 alle 10 Minuten, online 1
"""
desks = [{ name = "Schalter 1" }, { name = "Schalter \"2\"", services = ["pass"] }]
resources = [{ name = "Kamera", units = 2 }]
services = [
  { service = "pass", minutes = 10, most = 4, resource = "Kamera", label = "Pass" },
  { service = "rat", minutes = 20, online = false, channels = ["phone", "video"], label = "Rat" },
]
)";

}  // namespace

TEST_CASE_FIXTURE(TestOffice, "what is written is what was read, and the same file again changes nothing") {
  auto const first = import(small_plan);
  CHECK(first.added == 1);
  CHECK(first.rejected.empty());
  auto const text = export_plans(database(), around());
  auto const again = import(text);
  CHECK(again.unchanged == 1);
  CHECK(again.changed == 0);
  CHECK(export_plans(database(), around()) == text);
  CHECK(plan().rules_version == 1);
  CHECK(plan().desks[1].name == "Schalter \"2\"");
  CHECK(plan().service("rat")->phone);
  CHECK_FALSE(plan().service("rat")->onsite);
}

TEST_CASE_FIXTURE(TestOffice, "a desk keeps its bookings when the plan changes; one that is left out goes out of use") {
  import(small_plan);
  auto const before = plan().desks;
  std::string changed{small_plan};
  changed.replace(changed.find("{ name = \"Schalter 1\" }"), 23, "{ name = \"Neuer Schalter\" }");
  CHECK(import(changed).changed == 1);
  auto const after = plan().desks;
  REQUIRE(after.size() == 3);
  CHECK(after[0].name == "Neuer Schalter");
  CHECK(after[1].id == before[1].id);
  CHECK(after[2].id == before[0].id);
  CHECK_FALSE(after[2].active);
  CHECK(import(export_plans(database(), around())).unchanged == 1);
}

TEST_CASE_FIXTURE(TestOffice, "a plan with mistakes names each line and changes nothing") {
  auto const report = import(R"(
[[office]]
id = "gibt-es-nicht"
last_day = 9999
rules = """
Mo-Fr 08:00-12:00 alle 7 Minuten
"""
desks = [{ name = "Schalter 1", servces = ["x"] }]
services = [{ service = "Unbekannt", minutes = 10 }]
)");
  REQUIRE(report.rejected.size() == 5);
  CHECK(report.rolled_back);
  std::string all;
  for (auto const& [line, reason] : report.rejected) all += std::to_string(line) + " " + reason + "\n";
  CHECK(all.find("no office \"gibt-es-nicht\"") != std::string::npos);
  CHECK(all.find("4 \"last_day\" must be a whole number from 1 to 365") != std::string::npos);
  CHECK(all.find("6 Zeile 1") != std::string::npos);
  CHECK(all.find("did you mean \"services\"") != std::string::npos);
  CHECK(all.find("no service \"Unbekannt\"") != std::string::npos);
  CHECK_FALSE(has_plan(database(), "buergerbuero"));
}

TEST_CASE_FIXTURE(TestOffice, "a file without opening hours takes none away unless that is said") {
  import(small_plan);
  auto const before = export_plans(database(), around());
  std::string const hours = "Mo-Fr 08:00-12:00 alle 10 Minuten, online 1\n";
  for (std::string const rest : {"", "Pause Mo 10:00-10:15\n", "geschlossen 24.12.2026\n"}) {
    CAPTURE(rest);
    std::string without{small_plan};
    without.replace(without.find(hours), hours.size(), rest);

    auto const report = import(without);

    CHECK(report.rolled_back);
    CHECK(report.changed == 0);
    REQUIRE(report.rejected.size() == 1);
    CHECK(report.rejected[0].reason ==
          "the office \"buergerbuero\" would lose all its opening hours; --take-away lets that happen");
    CHECK(export_plans(database(), around()) == before);
  }
  std::string without{small_plan};
  without.replace(without.find(hours), hours.size(), "");
  auto const accepted = import_plans(database(), without, around(), clock, "test", Loss::accept);
  CHECK(accepted.changed == 1);
  CHECK(plan().rules.rules.empty());
  CHECK(import(without).unchanged == 1);  // none to lose any more
}

TEST_CASE_FIXTURE(TestOffice, "a file without services takes none away unless that is said") {
  import(small_plan);
  std::string without{small_plan};
  without.erase(without.find("services = [\n"));
  without.replace(without.find(", services = [\"pass\"]"), 22, "");
  auto const report = import(without);
  CHECK(report.rolled_back);
  REQUIRE(report.rejected.size() == 1);
  CHECK(report.rejected[0].reason ==
        "the office \"buergerbuero\" would lose all its services; --take-away lets that happen");
  CHECK(plan().services.size() == 2);
  CHECK(import_plans(database(), without, around(), clock, "test", Loss::accept).changed == 1);
}

TEST_CASE_FIXTURE(TestOffice, "the plans of the sample district are without mistakes") {
  int read = 0;
  for (auto const& file : embedded_files()) {
    if (not file.path.starts_with("demo/appointments/")) continue;
    Surroundings const anything{.service_key = [](auto name) { return std::string{name}; },
                                .service_name = [](auto service) { return std::string{service}; },
                                .has_office = [](auto) { return true; }};
    auto const plans = read_plans(file.content, anything);
    CHECK_MESSAGE(plans.has_value(), file.path, plans ? "" : plans.error().front().reason);
    ++read;
  }
  CHECK(read >= 5);
}

TEST_CASE_FIXTURE(TestOffice, "invented bookings never overlap and are the same for the same seed") {
  import(small_plan);
  auto const seeded =
      seed_bookings(database(), test::keys(), clock, {.seed = 5, .past_days = 7, .days = 14, .booked_percent = 60});
  CHECK(seeded.appointments > 100);
  std::int64_t units = 0, claimed = 0;
  std::string codes;
  database().read([&](db::Connection& c) {
    units = c.number(
        "SELECT COALESCE(SUM(((minutes + 4) / 5) * (CASE WHEN resource > 0 THEN 2 ELSE 1 END)), 0) FROM appointments "
        "WHERE desk > 0 AND day >= ?",
        number_of(today()));
    claimed = c.number("SELECT COUNT(*) FROM slot_claims");
  });
  CHECK(units == claimed);
  CHECK(seed_bookings(database(), test::keys(), clock, {}).offices == 0);
}
