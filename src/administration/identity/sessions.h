#pragma once

#include <string>
#include <string_view>

#include "administration/identity/model.h"

namespace kreislauf::identity {

std::string token_in(std::string_view cookie);  ///< empty without our cookie
std::string key_of(std::string_view token);     ///< what is stored of it
/// The value of Set-Cookie for a new session.
std::string set_cookie(std::string_view token, Holder kind);
std::string clear_cookie();

}  // namespace kreislauf::identity
