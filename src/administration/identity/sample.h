#pragma once

#include <span>
#include <string>
#include <string_view>

#include "administration/identity/model.h"
#include "platform/http/route.h"

namespace kreislauf::identity {

inline constexpr std::string_view sample_password = "Beispiel-Kreislauf-48712";

struct SampleAccount {
  std::string_view login, name;
  authority::Role role;
  std::string_view office;
};
std::span<SampleAccount const> sample_accounts();
/// base32, the same at every start.
std::string sample_secret(std::string_view login);

}  // namespace kreislauf::identity
