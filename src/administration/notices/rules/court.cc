#include "administration/notices/rules/court.h"

#include <algorithm>
#include <array>

namespace kreislauf::notices {

namespace {

struct District {
  std::string_view key;  ///< of the district or the independent city, as in the official list
  std::string_view court;
};

// § 17 JustG NRW: the seven administrative courts and their districts.
constexpr auto districts = std::to_array<District>({
    {"05111", "Düsseldorf"},    {"05112", "Düsseldorf"},    {"05113", "Gelsenkirchen"}, {"05114", "Düsseldorf"},
    {"05116", "Düsseldorf"},    {"05117", "Düsseldorf"},    {"05119", "Düsseldorf"},    {"05120", "Düsseldorf"},
    {"05122", "Düsseldorf"},    {"05124", "Düsseldorf"},    {"05154", "Düsseldorf"},    {"05158", "Düsseldorf"},
    {"05162", "Düsseldorf"},    {"05166", "Düsseldorf"},    {"05170", "Düsseldorf"},    {"05314", "Köln"},
    {"05315", "Köln"},          {"05316", "Köln"},          {"05334", "Aachen"},        {"05358", "Aachen"},
    {"05362", "Köln"},          {"05366", "Aachen"},        {"05370", "Aachen"},        {"05374", "Köln"},
    {"05378", "Köln"},          {"05382", "Köln"},          {"05512", "Gelsenkirchen"}, {"05513", "Gelsenkirchen"},
    {"05515", "Münster"},       {"05554", "Münster"},       {"05558", "Münster"},       {"05562", "Gelsenkirchen"},
    {"05566", "Münster"},       {"05570", "Münster"},       {"05711", "Minden"},        {"05754", "Minden"},
    {"05758", "Minden"},        {"05762", "Minden"},        {"05766", "Minden"},        {"05770", "Minden"},
    {"05774", "Minden"},        {"05911", "Gelsenkirchen"}, {"05913", "Gelsenkirchen"}, {"05914", "Arnsberg"},
    {"05915", "Arnsberg"},      {"05916", "Gelsenkirchen"}, {"05954", "Arnsberg"},      {"05958", "Arnsberg"},
    {"05962", "Arnsberg"},      {"05966", "Arnsberg"},      {"05970", "Arnsberg"},      {"05974", "Arnsberg"},
    {"05978", "Gelsenkirchen"},
});

}  // namespace

std::string_view court_of(std::string_view authority_key) {
  auto const found = std::find_if(districts.begin(), districts.end(),
                                  [&](District const& one) { return authority_key.starts_with(one.key); });
  return found == districts.end() ? std::string_view{} : found->court;
}

}  // namespace kreislauf::notices
