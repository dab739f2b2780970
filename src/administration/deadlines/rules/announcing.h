#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "administration/deadlines/rules/period.h"

/// When a notice counts as announced (Bekanntgabe), by how it was sent and by which law it was made.
namespace kreislauf::deadlines {

/// Which law of procedure the notice follows.
enum class Regime : std::uint8_t {
  general,  ///< VwVfG NRW
  taxes,    ///< AO, for municipal taxes and charges by § 12 (1) 3 b KAG NRW
  social    ///< SGB X
};

enum class Way : std::uint8_t {
  post,          ///< a letter within Germany
  post_abroad,   ///< a letter to another country
  electronic,    ///< sent electronically: by mail where somebody has opened that way (§ 3a VwVfG NRW)
  mailbox,       ///< made available in the mailbox of a user account (§ 9 (1) OZG)
  retrieval,     ///< fetched by the person from a page that is theirs alone, with their consent
  handed_over,   ///< given to the person
  public_notice  ///< published as is local custom (§ 41 (4) VwVfG NRW)
};

struct Announced {
  Day day;
  std::string_view law;
};
/// The day that the law presumes, for what was sent on this one; it does not hold where the notice never came or came
/// later, which the authority has to prove against (§ 41 (2) 4 VwVfG NRW). Nothing where the law presumes nothing.
std::optional<Announced> announced(Way way, Regime regime, Day sent);

}  // namespace kreislauf::deadlines
