#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "authority/resident/pages.h"
#include "base/text.h"

// Large cities outside of the Land: who looks for one is told where it lies, and not that he has misspelt it.
namespace kreislauf::authority::pages {

namespace {

using City = std::pair<std::string_view, std::string_view>;
constexpr std::array cities{City{"berlin", "Berlin"},
                            City{"hamburg", "Hamburg"},
                            City{"bremen", "Bremen"},
                            City{"bremerhaven", "Bremen"},
                            City{"muenchen", "Bayern"},
                            City{"nuernberg", "Bayern"},
                            City{"augsburg", "Bayern"},
                            City{"regensburg", "Bayern"},
                            City{"wuerzburg", "Bayern"},
                            City{"ingolstadt", "Bayern"},
                            City{"stuttgart", "Baden-Württemberg"},
                            City{"karlsruhe", "Baden-Württemberg"},
                            City{"mannheim", "Baden-Württemberg"},
                            City{"freiburg", "Baden-Württemberg"},
                            City{"heidelberg", "Baden-Württemberg"},
                            City{"ulm", "Baden-Württemberg"},
                            City{"heilbronn", "Baden-Württemberg"},
                            City{"frankfurt", "Hessen"},
                            City{"frankfurt am main", "Hessen"},
                            City{"wiesbaden", "Hessen"},
                            City{"kassel", "Hessen"},
                            City{"darmstadt", "Hessen"},
                            City{"offenbach", "Hessen"},
                            City{"giessen", "Hessen"},
                            City{"marburg", "Hessen"},
                            City{"mainz", "Rheinland-Pfalz"},
                            City{"koblenz", "Rheinland-Pfalz"},
                            City{"trier", "Rheinland-Pfalz"},
                            City{"ludwigshafen", "Rheinland-Pfalz"},
                            City{"kaiserslautern", "Rheinland-Pfalz"},
                            City{"saarbruecken", "Saarland"},
                            City{"hannover", "Niedersachsen"},
                            City{"braunschweig", "Niedersachsen"},
                            City{"osnabrueck", "Niedersachsen"},
                            City{"oldenburg", "Niedersachsen"},
                            City{"goettingen", "Niedersachsen"},
                            City{"wolfsburg", "Niedersachsen"},
                            City{"hildesheim", "Niedersachsen"},
                            City{"lingen", "Niedersachsen"},
                            City{"nordhorn", "Niedersachsen"},
                            City{"leipzig", "Sachsen"},
                            City{"dresden", "Sachsen"},
                            City{"chemnitz", "Sachsen"},
                            City{"magdeburg", "Sachsen-Anhalt"},
                            City{"erfurt", "Thüringen"},
                            City{"jena", "Thüringen"},
                            City{"gera", "Thüringen"},
                            City{"potsdam", "Brandenburg"},
                            City{"cottbus", "Brandenburg"},
                            City{"rostock", "Mecklenburg-Vorpommern"},
                            City{"schwerin", "Mecklenburg-Vorpommern"},
                            City{"kiel", "Schleswig-Holstein"},
                            City{"luebeck", "Schleswig-Holstein"},
                            City{"flensburg", "Schleswig-Holstein"}};

}  // namespace

std::string_view land_of(std::string_view typed) {
  auto const folded = text::folded(text::trimmed(typed));
  auto const found = std::find_if(cities.begin(), cities.end(), [&](City const& city) { return city.first == folded; });
  return found == cities.end() ? std::string_view{} : found->second;
}

}  // namespace kreislauf::authority::pages
