#include "authority/person.h"

#include <doctest/doctest.h>

using namespace kreislauf::authority;

namespace {

constexpr Right looks{"test.looks", "", Scope::office, held_by({Role::clerk, Role::head}), Reach::by_service},
    whole{"test.whole", "", Scope::office, held_by({Role::clerk, Role::head})};

Staff with(std::vector<Assignment> roles) {
  Staff staff;
  staff.roles = std::move(roles);
  return staff;
}

}  // namespace

TEST_CASE("a role for some services gives the rights that look at services, and no others") {
  auto const anna = with({{Role::clerk, "bauamt", {"carport", "garage"}}});
  CHECK(anna.may(looks, "bauamt"));
  CHECK_FALSE(anna.may(whole, "bauamt"));
  CHECK_FALSE(anna.may(looks, "steueramt"));
  CHECK(anna.may(looks, "bauamt", "garage"));
  CHECK_FALSE(anna.may(looks, "bauamt", "hund-anmelden"));
  CHECK_FALSE(anna.may(looks, "bauamt", ""));
  CHECK_FALSE(anna.may(looks, "steueramt", "garage"));
  CHECK_FALSE(anna.may(whole, "bauamt", "garage"));
}

TEST_CASE("several roles give what each of them gives; one without a limit gives all") {
  auto const anna = with({{Role::clerk, "bauamt", {"garage"}}, {Role::clerk, "*", {"carport", "garage"}}});
  CHECK(anna.sight(looks, "bauamt").services == std::vector<std::string>{"carport", "garage"});
  CHECK(anna.sight(looks, "steueramt").services == std::vector<std::string>{"carport", "garage"});
  auto const head = with({{Role::clerk, "bauamt", {"garage"}}, {Role::head, "bauamt"}});
  CHECK(head.sight(looks, "bauamt").all);
  CHECK(head.may(whole, "bauamt"));
  CHECK(with({{Role::reception, "bauamt"}}).sight(looks, "bauamt").services.empty());
  CHECK_FALSE(with({{Role::reception, "bauamt"}}).sight(looks, "bauamt").all);
}
