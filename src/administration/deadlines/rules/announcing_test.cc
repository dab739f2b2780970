#include "administration/deadlines/rules/announcing.h"

#include <doctest/doctest.h>

#include <array>

#include "administration/deadlines/rules/remedy.h"
#include "platform/i18n/dates.h"

using namespace kreislauf;
using namespace kreislauf::deadlines;

namespace {

Day day(std::string_view text) { return *i18n::parse_iso(text); }

struct Sent {
  Way way;
  Regime regime;
  std::string_view sent, announced;
  std::string_view law;
};

// The presumed day, by the law and the day of the change to the fourth day.
constexpr std::array<Sent, 24> all{{
    {Way::post, Regime::general, "2024-12-31", "2025-01-03", "§ 41 Abs. 2 Satz 1 VwVfG NRW a. F."},
    {Way::post, Regime::general, "2025-01-01", "2025-01-05", "§ 41 Abs. 2 Satz 1 VwVfG NRW"},  // a Sunday: it stays
    {Way::post, Regime::general, "2026-11-23", "2026-11-27", "§ 41 Abs. 2 Satz 1 VwVfG NRW"},
    {Way::post, Regime::general, "2026-11-24", "2026-11-28", "§ 41 Abs. 2 Satz 1 VwVfG NRW"},  // a Saturday
    {Way::post, Regime::taxes, "2026-11-24", "2026-11-30", "§ 122 Abs. 2 Nr. 1 AO"},           // § 108 (3) AO
    {Way::post, Regime::taxes, "2026-11-23", "2026-11-27", "§ 122 Abs. 2 Nr. 1 AO"},
    {Way::post, Regime::taxes, "2024-12-20", "2024-12-23", "§ 122 Abs. 2 Nr. 1 AO a. F."},
    {Way::post, Regime::taxes, "2024-12-22", "2024-12-27", "§ 122 Abs. 2 Nr. 1 AO a. F."},  // Christmas
    {Way::post, Regime::social, "2026-11-24", "2026-11-28", "§ 37 Abs. 2 Satz 1 SGB X"},
    {Way::post, Regime::social, "2024-06-03", "2024-06-06", "§ 37 Abs. 2 Satz 1 SGB X a. F."},
    {Way::post_abroad, Regime::taxes, "2026-11-23", "2026-12-23", "§ 122 Abs. 2 Nr. 2 AO"},
    {Way::post_abroad, Regime::taxes, "2026-11-25", "2026-12-28", "§ 122 Abs. 2 Nr. 2 AO"},
    {Way::electronic, Regime::general, "2026-11-23", "2026-11-27", "§ 41 Abs. 2 Satz 2 VwVfG NRW"},
    {Way::electronic, Regime::general, "2024-11-22", "2024-11-25", "§ 41 Abs. 2 Satz 2 VwVfG NRW a. F."},
    {Way::electronic, Regime::taxes, "2026-12-21", "2026-12-28", "§ 122 Abs. 2a AO"},
    {Way::electronic, Regime::social, "2026-12-21", "2026-12-25", "§ 37 Abs. 2 Satz 2 SGB X"},
    {Way::mailbox, Regime::general, "2026-11-23", "2026-11-27", "§ 9 Abs. 1 OZG"},
    {Way::mailbox, Regime::general, "2024-11-23", "2024-11-26", "§ 9 Abs. 1 OZG a. F."},
    {Way::mailbox, Regime::taxes, "2026-11-24", "2026-11-30", "§ 122a Abs. 4 AO"},
    {Way::mailbox, Regime::social, "2026-11-24", "2026-11-28", "§ 9 Abs. 1 OZG"},
    {Way::handed_over, Regime::general, "2026-11-29", "2026-11-29", "§ 43 Abs. 1 Satz 1 VwVfG NRW"},
    {Way::public_notice, Regime::general, "2026-11-23", "2026-12-07", "§ 41 Abs. 4 Satz 3 VwVfG NRW"},
    {Way::public_notice, Regime::taxes, "2026-11-23", "2026-12-07", "§ 122 Abs. 4 Satz 3 AO"},
    {Way::public_notice, Regime::social, "2026-11-23", "2026-12-07", "§ 37 Abs. 4 Satz 3 SGB X"},
}};

}  // namespace

TEST_CASE("a notice counts as announced on the day that its law presumes") {
  for (auto const& one : all) {
    CAPTURE(one.law);
    CAPTURE(one.sent);
    auto const found = announced(one.way, one.regime, day(one.sent));
    REQUIRE(found.has_value());
    CHECK(i18n::iso(found->day) == one.announced);
    CHECK(found->law == one.law);
  }
}

TEST_CASE("where the law presumes nothing, nothing is claimed") {
  CHECK_FALSE(announced(Way::post_abroad, Regime::general, day("2026-11-23")));
  CHECK_FALSE(announced(Way::post_abroad, Regime::social, day("2026-11-23")));
}

TEST_CASE("a remedy can be brought for a month, and for a year where nobody was told of it") {
  CHECK(i18n::iso(remedy_until(Remedy::action, day("2026-11-27"), true)) == "2026-12-28");  // § 74 (1) VwGO; Sunday
  CHECK(i18n::iso(remedy_until(Remedy::action, day("2026-11-28"), true)) == "2026-12-28");
  CHECK(i18n::iso(remedy_until(Remedy::objection, day("2027-01-31"), true)) == "2027-03-01");  // § 70 (1) VwGO
  CHECK(i18n::iso(remedy_until(Remedy::tax_objection, day("2026-11-30"), true)) == "2026-12-30");
  CHECK(i18n::iso(remedy_until(Remedy::social_objection, day("2026-12-01"), true)) == "2027-01-04");
  CHECK(i18n::iso(remedy_until(Remedy::action, day("2026-11-27"), false)) == "2027-11-29");  // § 58 (2) VwGO; Saturday
  CHECK(term_of(Remedy::action).law == "§ 74 Abs. 1 VwGO");
  CHECK(remedy_in("tax_objection") == Remedy::tax_objection);
  CHECK_FALSE(remedy_in("gar_nichts"));
}
