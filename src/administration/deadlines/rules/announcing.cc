#include "administration/deadlines/rules/announcing.h"

#include <array>

namespace kreislauf::deadlines {

namespace {

using namespace std::chrono_literals;

/// The day of the change (Postrechtsmodernisierungsgesetz, BGBl. 2024 I Nr. 236; for NRW in the same step): what is
/// sent from this day on is presumed to arrive on the fourth day.
constexpr Day fourth_day{std::chrono::year{2025} / 1 / 1};
constexpr Day ever = Day::min();

struct Presumption {
  Way way;
  Regime regime;
  Day from;  ///< of what is sent from this day on
  Length length;
  bool shifts;  ///< to the next working day
  std::string_view law;
};

// The rows of one way and law stand with the newest first. The general and the social presumption stay where they fall,
// also on a Sunday (OVG NRW, 07.03.2001, 19 A 4216/99; BSG, 06.05.2010, B 14 AS 12/09 R); that of the AO moves on
// (§ 108 (3) AO; BFH, 14.10.2003, IX R 68/98).
constexpr auto table = std::to_array<Presumption>({
    {Way::post, Regime::general, fourth_day, {4, Unit::days}, false, "§ 41 Abs. 2 Satz 1 VwVfG NRW"},
    {Way::post, Regime::general, ever, {3, Unit::days}, false, "§ 41 Abs. 2 Satz 1 VwVfG NRW a. F."},
    {Way::post, Regime::taxes, fourth_day, {4, Unit::days}, true, "§ 122 Abs. 2 Nr. 1 AO"},
    {Way::post, Regime::taxes, ever, {3, Unit::days}, true, "§ 122 Abs. 2 Nr. 1 AO a. F."},
    {Way::post, Regime::social, fourth_day, {4, Unit::days}, false, "§ 37 Abs. 2 Satz 1 SGB X"},
    {Way::post, Regime::social, ever, {3, Unit::days}, false, "§ 37 Abs. 2 Satz 1 SGB X a. F."},
    {Way::post_abroad, Regime::taxes, ever, {1, Unit::months}, true, "§ 122 Abs. 2 Nr. 2 AO"},
    {Way::electronic, Regime::general, fourth_day, {4, Unit::days}, false, "§ 41 Abs. 2 Satz 2 VwVfG NRW"},
    {Way::electronic, Regime::general, ever, {3, Unit::days}, false, "§ 41 Abs. 2 Satz 2 VwVfG NRW a. F."},
    {Way::electronic, Regime::taxes, fourth_day, {4, Unit::days}, true, "§ 122 Abs. 2a AO"},
    {Way::electronic, Regime::taxes, ever, {3, Unit::days}, true, "§ 122 Abs. 2a AO a. F."},
    {Way::electronic, Regime::social, fourth_day, {4, Unit::days}, false, "§ 37 Abs. 2 Satz 2 SGB X"},
    {Way::electronic, Regime::social, ever, {3, Unit::days}, false, "§ 37 Abs. 2 Satz 2 SGB X a. F."},
    {Way::mailbox, Regime::general, fourth_day, {4, Unit::days}, false, "§ 9 Abs. 1 OZG"},
    {Way::mailbox, Regime::general, ever, {3, Unit::days}, false, "§ 9 Abs. 1 OZG a. F."},
    {Way::mailbox, Regime::taxes, fourth_day, {4, Unit::days}, true, "§ 122a Abs. 4 AO"},
    {Way::mailbox, Regime::taxes, ever, {3, Unit::days}, true, "§ 122a Abs. 4 AO a. F."},
    {Way::mailbox, Regime::social, fourth_day, {4, Unit::days}, false, "§ 9 Abs. 1 OZG"},
    {Way::mailbox, Regime::social, ever, {3, Unit::days}, false, "§ 9 Abs. 1 OZG a. F."},
    {Way::retrieval, Regime::general, ever, {1, Unit::days}, false, "§ 41 Abs. 2a VwVfG NRW"},
    {Way::public_notice, Regime::general, ever, {2, Unit::weeks}, false, "§ 41 Abs. 4 Satz 3 VwVfG NRW"},
    {Way::public_notice, Regime::taxes, ever, {2, Unit::weeks}, false, "§ 122 Abs. 4 Satz 3 AO"},
    {Way::public_notice, Regime::social, ever, {2, Unit::weeks}, false, "§ 37 Abs. 4 Satz 3 SGB X"},
});

}  // namespace

std::optional<Announced> announced(Way way, Regime regime, Day sent) {
  if (way == Way::handed_over) return Announced{sent, "§ 43 Abs. 1 Satz 1 VwVfG NRW"};
  for (auto const& one : table) {
    if (one.way != way or one.regime != regime or sent < one.from) continue;
    auto const day = last_day(sent, one.length);
    return Announced{one.shifts ? working_day_from(day) : day, one.law};
  }
  return std::nullopt;
}

}  // namespace kreislauf::deadlines
