#pragma once

#include <string_view>

namespace kreislauf::typed {

/// Whether DIN 91379:2022-08 (String.Latin+ 1.3) has this letter or sign in datatype A, names of persons: its groups
/// bll and bnlreq. All in NFC: `marks` are the combining marks that stay behind it, `next` the sign behind those (K͟h
/// is one sequence).
bool is_name_letter(char32_t letter, std::u32string_view marks, char32_t next);

}  // namespace kreislauf::typed
