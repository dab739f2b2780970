#include "administration/applications/shared/repeating.h"
#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr std::string_view inside = "/verwaltung/antraege";
constexpr std::string_view holiday =
    "art=erholung&von.tag=5&von.monat=7&von.jahr=2027&bis.tag=16&bis.monat=7&bis.jahr=2027&tage=10";

/// Gescher has an office for its own staff.
struct Inside : test::Applying {
  Inside() {
    authority::import_offices(*store,
                              "authority,id,kinds,name\n"
                              "gescher,buergerbuero,buergerbuero,Bürgerbüro\n"
                              "gescher,zentrale,personal gebaeude,Zentrale Dienste\n",
                              OnRejection::keep_good_lines);
    authorities.refresh_towns();
    authorities.reload();
    now("anna", "buergerbuero");
  }
  void now(std::string const& login, std::string const& office, Role role = Role::clerk) {
    staff("gescher", login, {{role, office}});
  }
  std::string begin_holiday() {
    auto const first = header(submit("gescher.localhost", std::string{inside}, "dienst=urlaub"), "Location");
    return first.substr(0, first.rfind('/'));
  }
  std::string on_holiday() {
    auto own = begin_holiday();
    send_form(own + "/zeit", holiday);
    send_form(own + "/vertretung", "vertreten_von=Bernd+Beispiel&abgesprochen=ja");
    send_form(own + "/senden");
    return own;
  }
  void repeat() {
    auto gescher = visit("gescher");
    for (auto const& module : modules.all()) {
      if (module.name == "applications")
        applications::repeat_due(*std::static_pointer_cast<applications::Applications>(module.state), gescher);
    }
  }
};

}  // namespace

TEST_CASE_FIXTURE(Inside, "a member of staff applies to an office of the house, and it is decided there") {
  auto const list = page(std::string{inside});
  CHECK(has(list, "Urlaub"));
  CHECK(has(list, "Zentrale Dienste"));
  CHECK_FALSE(has(list, "Beschaffung</th>"));  // no office of this town does it
  on_holiday();
  CHECK(has(page(std::string{inside}), "2026-000001"));
  CHECK(count("SELECT COUNT(*) FROM applications WHERE channel = 'staff' AND state = 'submitted'") == 1);

  now("zora", "zentrale");
  CHECK(has(page("/verwaltung/amt/zentrale/faelle?sicht=alle"), "Name von anna in gescher"));
  auto const one = page("/verwaltung/amt/zentrale/antraege/1");
  CHECK(has(one, "Bestätigt durch Dienstkonto"));
  CHECK(has(one, "Bernd Beispiel"));
}

TEST_CASE_FIXTURE(Inside, "nobody works on what he has applied for himself") {
  now("zora", "zentrale");
  on_holiday();
  CHECK(page("/verwaltung/amt/zentrale/antraege/1").status == 403);
  CHECK(submit("gescher.localhost", "/verwaltung/amt/zentrale/antraege/1", "tun=uebernehmen").status == 403);
  CHECK(submit("gescher.localhost", "/verwaltung/amt/zentrale/faelle/1", "tun=uebernehmen").status == 404);
  CHECK(submit("gescher.localhost", "/verwaltung/amt/zentrale/faelle", "liste=&fall-1=1&tun=uebernehmen").status ==
        303);
  CHECK(count("SELECT COUNT(*) FROM cases WHERE holder <> 0") == 0);
  now("zita", "zentrale");
  CHECK(page("/verwaltung/amt/zentrale/antraege/1").status == 200);
  CHECK(submit("gescher.localhost", "/verwaltung/amt/zentrale/faelle", "liste=&fall-1=1&tun=uebernehmen").status ==
        303);
  CHECK(count("SELECT COUNT(*) FROM cases WHERE holder <> 0") == 1);
}

TEST_CASE_FIXTURE(Inside, "residents see nothing of what staff ask each other") {
  cookies.clear();
  CHECK(page("/dienste/urlaub").status == 404);
  CHECK(page("/antrag/urlaub").status == 404);
  CHECK(post("gescher.localhost", "/antrag/urlaub", key()).status == 404);
  CHECK(page("/antrag/urlaub/formular.pdf").status == 404);
  CHECK(page("/api/v1/applications/services/urlaub").status == 404);
  CHECK_FALSE(has(page("/suche?q=urlaub"), "/dienste/urlaub"));
  CHECK(page(std::string{inside}).status != 200);
}

TEST_CASE_FIXTURE(Inside, "others of the staff see only their own applications") {
  on_holiday();
  now("bernd", "buergerbuero");
  CHECK_FALSE(has(page(std::string{inside}), "2026-000001"));
}

TEST_CASE_FIXTURE(Inside, "what begins by itself does so once on its day, and after a pause once") {
  repeat();
  CHECK(count("SELECT COUNT(*) FROM applications") == 0);
  clock.advance(std::chrono::days{60});  // 22 January 2027, a week behind its day
  repeat();
  repeat();
  CHECK(count("SELECT COUNT(*) FROM applications WHERE channel = 'clock' AND state = 'submitted'") == 1);
  now("zora", "zentrale");
  CHECK(has(page("/verwaltung/amt/zentrale/faelle?sicht=alle"), "Räume und Schlüssel"));
  clock.advance(std::chrono::days{3 * 365});
  repeat();
  CHECK(count("SELECT COUNT(*) FROM applications WHERE channel = 'clock'") == 2);
}
