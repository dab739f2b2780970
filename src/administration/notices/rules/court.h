#pragma once

#include <string_view>

namespace kreislauf::notices {

/// The seat of the administrative court that is competent for an authority, by its official key (§ 17 JustG NRW):
/// `Münster`; empty for one outside of North Rhine-Westphalia.
std::string_view court_of(std::string_view authority_key);

}  // namespace kreislauf::notices
