#include "app/admission.h"

#include <doctest/doctest.h>

#include "tests/support/portal.h"

// Role x route x office, from the route table itself: a route that is added later is tested without a line here.
using namespace kreislauf;
using authority::Role;
using test::has, test::header, test::TestPortal;

namespace {

constexpr std::array all_roles{Role::kiosk, Role::reception, Role::clerk, Role::head, Role::administrator};

/// `{amt}` is the office asked for; everything else gets a value that may exist.
std::string path_of(std::string_view pattern, std::string const& office) {
  std::string path{pattern};
  for (auto open = path.find('{'); open != std::string::npos; open = path.find('{')) {
    auto const close = path.find('}', open);
    path.replace(open, close - open + 1, path.substr(open, close - open + 1) == "{amt}" ? office : "1");
  }
  return path;
}

struct Matrix : TestPortal {
  Matrix() {
    // The same office ids and the same numbers of people in both towns.
    std::string const namesake =
        "ahaus,steueramt,steuern,Steueramt KANARIENVOGEL,Rathausplatz 1,48683,Ahaus,,,,,,Mo "
        "08:00-12:00,,KANARIENVOGEL-AHAUS,0\n";
    authority::import_offices(*store, std::string{test::sample_offices} + namesake, OnRejection::keep_good_lines);
    authorities.refresh_towns();
    staff("ahaus", "kanarienvogel", {{Role::administrator, "*"}, {Role::head, "*"}});
    staff("gescher", "erste", {});
    cookies.clear();
  }

  http::Response call(authority::Route const& route, std::string const& office, std::string const& body) {
    auto const path = path_of(route.pattern, office);
    return route.method == http::Method::post ? post("gescher.localhost", path, body) : get("gescher.localhost", path);
  }

  enum class Decision { pass, sign_in, no_right };
  static Decision decision_in(http::Response const& answer) {
    if (answer.status == 401 or
        (answer.status == 303 and header(answer, "Location").starts_with("/verwaltung/anmelden?ziel=")))
      return Decision::sign_in;
    return answer.status == 403 ? Decision::no_right : Decision::pass;
  }
};

std::vector<authority::Route const*> staff_routes(app::Portal const& portal) {
  std::vector<authority::Route const*> found;
  for (auto const& route : portal.routes()) {
    if (route.door == authority::Door::staff) found.push_back(&route);
  }
  return found;
}

}  // namespace

TEST_CASE_FIXTURE(Matrix, "every role gets exactly what the table of rights gives it, in its own office only") {
  std::size_t cells = 0;
  for (auto const* route : staff_routes(*portal)) {
    for (auto const role : all_roles) {
      bool const of_office = route->pattern.find("{amt}") != std::string_view::npos;
      for (std::string const asked : {"buergerbuero", "steueramt"}) {
        if (asked != "buergerbuero" and not of_office) continue;
        std::string const where = role == Role::administrator ? "*" : "buergerbuero";
        staff("gescher", "matrix", {{role, where}});
        auto const session = cookies["gescher.localhost"];
        bool const granted = route->right->held_by(role) and (not of_office or where == "*" or where == asked);
        CAPTURE(std::string{route->pattern});
        CAPTURE(authority::name_of(role));
        CAPTURE(asked);
        if (route->method == http::Method::post) {
          CHECK(call(*route, asked, "form=0123456789abcdef0123456789abcdef").status == 403);
          CHECK(call(*route, asked, "form=0123456789abcdef0123456789abcdef&csrf=" + std::string(48, 'a')).status ==
                403);
        }
        auto const answer = call(*route, asked, fields("gescher.localhost"));
        CHECK(answer.status < 500);
        CHECK(decision_in(answer) == (granted ? Decision::pass : Decision::no_right));
        CHECK(answer.caching == http::Caching::none);
        CHECK_FALSE(has(answer, "KANARIENVOGEL"));
        CHECK_FALSE(has(answer, "kanarienvogel"));
        ++cells;
      }
    }
  }
  MESSAGE(cells << " cells");
  CHECK(cells >= 5 * 20);
}

TEST_CASE_FIXTURE(Matrix, "a session of another authority is none here, whatever its role and number") {
  staff("ahaus", "kanarienvogel", {{Role::administrator, "*"}, {Role::head, "*"}, {Role::kiosk, "*"}});
  auto const foreign = fields("ahaus.localhost");
  for (auto const* route : staff_routes(*portal)) {
    cookies["gescher.localhost"] = cookies["ahaus.localhost"];
    CAPTURE(std::string{route->pattern});
    auto const answer = call(*route, "buergerbuero", foreign);
    CHECK(decision_in(answer) == Matrix::Decision::sign_in);
    CHECK_FALSE(has(answer, "kanarienvogel"));
    CHECK_FALSE(has(answer, "KANARIENVOGEL"));
  }
}

TEST_CASE_FIXTURE(Matrix, "nobody gets in without a session, and no staff page is planned for the network thread") {
  for (auto const* route : staff_routes(*portal)) {
    cookies.clear();
    CAPTURE(std::string{route->pattern});
    auto const answer = call(*route, "buergerbuero", "form=0123456789abcdef0123456789abcdef");
    CHECK(decision_in(answer) == Matrix::Decision::sign_in);
    CHECK(portal->plan(request).blocking);
    if (route->method == http::Method::post) CHECK(answer.status == 401);
  }
}

TEST_CASE_FIXTURE(Matrix, "who has yet to choose a password sees the account pages only") {
  for (auto const* route : staff_routes(*portal)) {
    auto const id = staff("gescher", "neu", {{Role::administrator, "*"}, {Role::head, "*"}});
    database("gescher").write(
        [&](db::Connection& connection) { connection.exec("UPDATE staff SET must_change = 1 WHERE id = ?", id); });
    if (identity::is_account_page(route->pattern)) continue;
    CAPTURE(std::string{route->pattern});
    auto const answer = call(*route, "buergerbuero", fields("gescher.localhost"));
    if (route->method == http::Method::post)
      CHECK(answer.status == 403);
    else
      CHECK(header(answer, "Location") == "/verwaltung/konto/passwort");
  }
}

TEST_CASE_FIXTURE(Matrix, "an account that is switched off has no session") {
  auto const id = staff("gescher", "aus", {{Role::head, "*"}});
  CHECK(get("gescher.localhost", "/verwaltung").status == 200);
  database("gescher").write(
      [&](db::Connection& connection) { connection.exec("UPDATE staff SET active = 0 WHERE id = ?", id); });
  CHECK(get("gescher.localhost", "/verwaltung").status == 303);
}
