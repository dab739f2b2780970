#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "authority/context.h"
#include "authority/house.h"
#include "platform/kern/sheet.h"

/// Another authority of this installation is chosen: to go on with a case, or to say what it thinks of it.
namespace kreislauf::cases {

inline constexpr std::string_view other_authority_field = "an";

/// What a page needs of the other authority: its public face, and no more.
struct OtherAuthority {
  authority::Authority const& authority;
  std::shared_ptr<authority::Town const> town;
};
/// Whom the address names; nothing where it names nobody else of this installation.
std::optional<OtherAuthority> other_authority(authority::House& house, authority::StaffContext const& c,
                                              std::string_view key);
/// Its offices, to choose one.
std::vector<kern::Option> offices_of(OtherAuthority const& other);

struct SuggestedAuthority {
  authority::Authority const* authority;  ///< nullptr: none
  std::string_view why;
};
/// Links to `path?an=KEY`: these and the district first, then a search, then the other towns of the district.
void write_choice_of_authority(kern::Sheet& page, authority::StaffContext const& c, std::string const& path,
                               std::vector<SuggestedAuthority> suggested, std::string_view query);

}  // namespace kreislauf::cases
