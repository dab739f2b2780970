#include <doctest/doctest.h>

#include "tests/support/deciding.h"

using namespace kreislauf;
using test::decided_page, test::has, test::header;

namespace {

constexpr std::string_view list_of_three = R"([[check]]
id     = "menge"
text   = "Die Menge passt auf einen Wagen."
law    = "§ 24 VwVfG NRW"
needed = true

[[check]]
id     = "ort"
text   = "Der Wagen kommt dort hin."
law    = "§ 24 VwVfG NRW"
needed = true

[[check]]
id   = "vollmacht"
text = "Wer für andere handelt, hat eine Vollmacht."
law  = "§ 14 VwVfG NRW"

[[result]]
id      = "bewilligt"
name    = "Bewilligt"
outcome = "granted"
)";
constexpr std::string_view its_case = "/verwaltung/amt/buergerbuero/faelle/1";

struct Checking : test::Deciding {
  Checking() : Deciding(std::string{list_of_three}) {}

  std::int64_t revision() { return count("SELECT revision FROM cases WHERE id = 1"); }
  std::int64_t ticked(std::string const& state) {
    return count("SELECT COUNT(*) FROM case_checks WHERE state = '" + state + "'");
  }
  http::Response all_checked(std::int64_t seen, std::string const& which = "noetig") {
    return press(fmt::format("tun=alles-geprueft+{}+{}", seen, which), its_case);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Checking,
                  "one button says of all that is needed that it holds, by whom and when; each can be undone") {
  CHECK(has(page(std::string{decided_page}), "Alles Nötige geprüft"));
  auto const pressed = all_checked(revision());
  CHECK(header(pressed, "Location") == std::string{decided_page} + "#pruefliste");
  CHECK(ticked("yes") == 2);  // what is needed only sometimes, nobody has said
  auto const shown = page(std::string{decided_page});
  CHECK(has(shown, "Name von anna in gescher, 23.11.2026, 9:30 Uhr"));
  CHECK_FALSE(has(shown, "Alles Nötige geprüft"));
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'case.tick'") == 2);
  auto const back = press("tun=punkt+ort+open", its_case);
  CHECK(header(back, "Location") == std::string{decided_page} + "#punkt-ort");
  CHECK(ticked("yes") == 1);
  auto const early = press("tun=bewilligt&begruendung=", decided_page);
  CHECK(has(early, "Erst prüfen: Der Wagen kommt dort hin."));
}

TEST_CASE_FIXTURE(Checking, "all of the list is said by another button, but for what somebody has found already") {
  CHECK(has(page(std::string{decided_page}), ">Alles geprüft<"));
  press("tun=punkt+vollmacht+needless", its_case);
  CHECK(all_checked(revision(), "jeden").status == 303);
  CHECK(ticked("yes") == 2);
  CHECK(ticked("needless") == 1);
  press("tun=punkt+vollmacht+open", its_case);
  press("tun=punkt+ort+open", its_case);
  all_checked(revision(), "jeden");
  CHECK(ticked("yes") == 3);
  CHECK_FALSE(has(page(std::string{decided_page}), "Alles geprüft"));
}

TEST_CASE_FIXTURE(Checking, "who saw an older list says nothing of all; what a colleague has found stays") {
  auto const seen = revision();
  now("bernd");
  press("tun=punkt+menge+no", its_case);
  now("anna");
  auto const stale = all_checked(seen);
  CHECK(stale.status == 422);
  CHECK(has(stale, "Inzwischen hat jemand den Fall geändert"));
  CHECK(ticked("yes") == 0);
  CHECK(all_checked(revision()).status == 303);
  CHECK(ticked("no") == 1);
  CHECK(ticked("yes") == 1);
}
