#include "tests/support/erasing.h"
#include "tests/support/logging_in.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view first = "/verwaltung/amt/buergerbuero/antraege/1",
                           linking = "/verwaltung/amt/buergerbuero/faelle/1/verknuepfen";

/// Three applications: two by one login, one by another.
struct Linking : test::LoggingIn {
  Linking() {
    use_form(std::string{test::form_with_login});
    apply();
    apply();
    provider.claims["bPK2"] = "BFN-2";
    apply();
    anna();
  }
  void apply() {
    auto const own = log_in(draft());
    send_form(own + "/person", person());
    send_form(own + "/senden");
    cookies.clear();
  }
  void anna() {
    cookies.clear();
    staff("gescher", "anna", {{Role::clerk, "buergerbuero"}});
  }
  http::Response press(std::string_view path, std::string const& body) {
    return submit("gescher.localhost", std::string{path}, body);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Linking, "on the page of a case stands what came by the same login, and nobody else's") {
  auto const shown = page(std::string{first});
  CHECK(has(shown, "mit derselben Anmeldung"));
  CHECK(has(shown, "2026-000002"));
  CHECK_FALSE(has(shown, "2026-000003"));
  CHECK_FALSE(has(page("/verwaltung/amt/buergerbuero/antraege/3"), "mit derselben Anmeldung"));
}

TEST_CASE_FIXTURE(Linking, "two cases are linked by number, both say so, and it is taken back") {
  CHECK(has(press(linking, "nummer=2026-000099"), "Diesen Fall gibt es in diesem Amt nicht."));
  CHECK(has(press(linking, "nummer=2026-000001"), "Das ist dieser Fall selbst."));
  CHECK(press(linking, "nummer=").status == 422);
  CHECK(press(linking, "nummer=2026-000003").status == 303);
  CHECK(press(linking, "nummer=2026-000003").status == 303);
  CHECK(has(page(std::string{first}), "2026-000003"));
  CHECK(has(page("/verwaltung/amt/buergerbuero/antraege/3"), "2026-000001"));
  CHECK(count("SELECT COUNT(*) FROM case_links") == 2);
  CHECK(press("/verwaltung/amt/buergerbuero/faelle/3/verknuepfen/loesen", "welcher=1").status == 303);
  CHECK_FALSE(has(page(std::string{first}), "2026-000003"));
  CHECK(count("SELECT COUNT(*) FROM case_links") == 0);
  // Twice is once, and what was never linked is not told to have been.
  press("/verwaltung/amt/buergerbuero/faelle/3/verknuepfen/loesen", "welcher=2");
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'case.link'") == 2);
  CHECK(count("SELECT COUNT(*) FROM events WHERE kind = 'case.unlink'") == 2);
}

TEST_CASE_FIXTURE(Linking, "who works for other services sees neither, and what is erased is linked no more") {
  press(linking, "nummer=2026-000003");
  cookies.clear();
  staff("gescher", "bernd", {{Role::clerk, "buergerbuero", {"hund-anmelden"}}});
  CHECK(page(std::string{linking}).status == 404);
  CHECK(press("/verwaltung/amt/buergerbuero/faelle/1/verknuepfen/loesen", "welcher=3").status == 404);
  anna();
  submit("gescher.localhost", std::string{first}, "tun=uebernehmen");
  submit("gescher.localhost", std::string{first}, "tun=bewilligt&begruendung=");
  clock.advance(std::chrono::days{4000});
  auto town = visit("gescher");
  test::erase_due(*this, town);
  CHECK(count("SELECT COUNT(*) FROM cases WHERE id = 1") == 0);
  CHECK(count("SELECT COUNT(*) FROM case_links") == 0);
}
