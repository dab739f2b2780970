#include "tests/support/applying.h"

using namespace kreislauf;
using authority::Role;
using test::has, test::header;

namespace {

constexpr auto path = "/verwaltung/vereinbarungen";
constexpr auto bulky = "99001009004002";

/// Gescher and its district, each with somebody who may agree.
struct Agreeing : test::Applying {
  Agreeing() {
    authority::import_offices(*store,
                              "authority,id,kinds,name\n"
                              "kreis-borken,buergerbuero,buergerbuero,Bürgerbüro des Kreises\n",
                              OnRejection::keep_good_lines);
    authority::import_answers(*store,
                              std::string{"authority,service,question,answer\nkreis-borken,"} + bulky + ",online,ja\n",
                              OnRejection::keep_good_lines, [](std::string_view, std::string_view) { return true; });
    authorities.reload();
    authorities.refresh_towns();
  }
  http::Response press(std::string const& town, std::string const& body) {
    staff(town, "verwaltung", {{Role::administrator, "*"}});
    auto answer = submit(town + ".localhost", path, body);
    cookies.clear();
    return answer;
  }
  http::Response look(std::string const& town) {
    staff(town, "verwaltung", {{Role::administrator, "*"}});
    auto shown = get(town + ".localhost", path);
    cookies.clear();
    return shown;
  }
  static std::string about(std::string_view button) {
    return fmt::format("tun={}&dienst={}&von=05554016", button, bulky);
  }
  http::Response offer_it() {
    return press("gescher",
                 std::string{"tun=anbieten&dienst="} + bulky + "&an=05554&art=delegation&grundlage=Vertrag+Nummer+7");
  }
};

}  // namespace

TEST_CASE_FIXTURE(Agreeing, "a town offers a service, the district agrees, and residents apply there, and back") {
  CHECK(page("/antrag/sperrmuell-abholen").status == 200);
  CHECK(get("kreis-borken.localhost", "/antrag/sperrmuell-abholen").status == 404);
  CHECK(offer_it().status == 303);
  CHECK(has(look("gescher"), "Zurücknehmen"));
  CHECK(page("/antrag/sperrmuell-abholen").status == 200);  // nothing moves before the other one agrees

  CHECK(has(look("kreis-borken"), "Annehmen"));
  CHECK(press("kreis-borken", about("annehmen")).status == 303);
  CHECK(page("/antrag/sperrmuell-abholen").status == 404);
  CHECK(has(page("/dienste/sperrmuell-abholen"), "kreis-borken.localhost"));
  CHECK(get("kreis-borken.localhost", "/antrag/sperrmuell-abholen").status == 200);
  CHECK(get("ahaus.localhost", "/antrag/sperrmuell-abholen").status == 404);

  CHECK(press("gescher", about("beenden")).status == 303);
  CHECK(page("/antrag/sperrmuell-abholen").status == 200);
  CHECK(get("kreis-borken.localhost", "/antrag/sperrmuell-abholen").status == 404);
}

TEST_CASE_FIXTURE(Agreeing, "nobody agrees for the other side, and a third town has nothing to say") {
  offer_it();
  CHECK(press("gescher", about("annehmen")).status == 403);
  CHECK(press("ahaus", about("annehmen")).status == 403);
  CHECK(press("ahaus", about("verwerfen")).status == 403);
  CHECK_FALSE(has(look("ahaus"), "Vertrag Nummer 7"));
  CHECK(press("kreis-borken", about("verwerfen")).status == 303);
  CHECK(press("kreis-borken", about("annehmen")).status == 403);
  CHECK(page("/antrag/sperrmuell-abholen").status == 200);
}

TEST_CASE_FIXTURE(Agreeing, "what is not one's own, or goes nowhere, is not offered") {
  for (auto const* wrong : {"tun=anbieten&dienst=99108020224000x&an=05554&art=delegation&grundlage=x",
                            "tun=anbieten&dienst=99001009004002&an=05515000&art=delegation&grundlage=x",
                            "tun=anbieten&dienst=99001009004002&an=05554&art=verkauf&grundlage=x",
                            "tun=anbieten&dienst=99001009004002&an=05554&art=delegation&grundlage="})
    CHECK(press("gescher", wrong).status == 422);
  staff("gescher", "sachbearbeitung", {{Role::clerk, "*"}});
  CHECK(page(path).status == 403);
}

TEST_CASE_FIXTURE(Agreeing, "a draft that was begun before is led to who does it now, and a case stays") {
  auto const sent = applied();
  auto const draft = fill_in();
  offer_it();
  press("kreis-borken", about("annehmen"));
  CHECK(has(page(draft + "/pruefen"), "kreis-borken.localhost"));
  send_form(draft + "/senden");
  CHECK(count("SELECT COUNT(*) FROM applications WHERE state = 'submitted'") == 1);
  CHECK(page(sent).status == 200);
}
