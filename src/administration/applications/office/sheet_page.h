#pragma once

#include <optional>
#include <string>

#include "administration/applications/applications.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/store/papers.h"

/// The sheet on which an office takes an application down: the whole form, what only the office can say, and its end.
namespace kreislauf::applications::office {

using authority::StaffContext;

/// Of its fields and buttons.
namespace sheet_words {
inline constexpr std::string_view button = "tun", send_value = "absenden", discard_value = "verwerfen",
                                  discard_now = "endgueltig", card = "ausweis", here = "hier-", told_fee = "betrag",
                                  pass = "ermaessigung-lag-vor";
}

/// `/verwaltung/amt/buergerbuero/aufnahme`, and the one in the address.
std::string sheets_path(StaffContext const& c);
std::string sheet_path(StaffContext const& c);

/// Whoever must be known shows a card at the counter, and cannot be known on the telephone.
bool needs_card(OwnApplication const& own);
bool is_paper(OwnApplication const& own);
/// Others sign where the person stands, or on the paper itself.
bool signs_here(OwnApplication const& own);
/// What was said of the paper; nothing where nobody has yet.
std::optional<store::Paper> known_paper(StaffContext const& c, OwnApplication const& own);

/// `tell`: with what is missing or wrong. `sent`: what was just sent about the paper itself, and what is wrong with it.
http::Response show_sheet(Applications const& module, StaffContext const& c, OwnApplication const& own,
                          forms::Entered const& entered, bool tell, std::string const& refused = {},
                          kern::Form const* sent = nullptr);
/// Before everything is gone: what was typed has just been kept.
http::Response show_discarding(StaffContext const& c, OwnApplication const& own);

}  // namespace kreislauf::applications::office
