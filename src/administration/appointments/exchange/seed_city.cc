#include <fmt/format.h>

#include <array>

#include "administration/appointments/exchange/seed.h"

namespace kreislauf::appointments {

namespace {

constexpr std::array<std::string_view, 12> quarters{"Mitte",   "Nord",     "Süd",      "Ost",   "West",    "Hafen",
                                                    "Bahnhof", "Altstadt", "Neustadt", "Heide", "Rathaus", "Markt"};

std::string office_id(int number) { return fmt::format("stelle-{:02}", number + 1); }
std::string office_name(int number) {
  auto const at = static_cast<std::size_t>(number);
  return fmt::format("Bürgerbüro {}{}", quarters[at % quarters.size()],
                     at < quarters.size() ? std::string{} : fmt::format(" {}", at / quarters.size() + 1));
}
/// Desks are spread evenly, the first offices take the rest.
int desks_of(int number, CityWish const& wish) {
  return wish.desks / wish.offices + (number < wish.desks % wish.offices ? 1 : 0);
}

constexpr std::string_view rules = R"(Mo-Di 07:30-16:00 alle 5 Minuten
Mi 07:30-13:00 alle 5 Minuten
Do 07:30-18:00 alle 5 Minuten: langer Donnerstag
Fr 07:30-13:00 alle 5 Minuten
Sa 09:00-13:00 alle 5 Minuten, Schalter 1, jede 2. Woche ab 03.01.2026
ohne Termin Mo-Fr 08:00-11:00
Pause Mo-Di+Do 12:00-12:30
)";

}  // namespace

std::string city_offices(std::string_view authority, CityWish const& wish) {
  std::string out =
      "authority,id,kinds,name,street,postal_code,place,phone,email,website,longitude,latitude,hours,accessibility,"
      "note,sample\n";
  for (int i = 0; i < wish.offices; ++i) {
    out += fmt::format(
        "{},{},buergerbuero,{},Beispielweg {},,,0221 4710-{:03},,,,,Mo 07:30-16:00; Di 07:30-16:00; Mi 07:30-13:00; Do "
        "07:30-18:00; Fr 07:30-13:00,step_free,,1\n",
        authority, office_id(i), office_name(i), i + 1, 300 + i);
  }
  return out;
}

std::string city_plans(std::vector<std::string> const& services, CityWish const& wish) {
  std::string out;
  for (int i = 0; i < wish.offices; ++i) {
    out += fmt::format("[[office]]\nid = \"{}\"\nrules = \"\"\"\n{}\"\"\"\ndesks = [\n", office_id(i), rules);
    for (int desk = 0; desk < desks_of(i, wish); ++desk)
      out += fmt::format("  {{ name = \"Schalter {}\" }},\n", desk + 1);
    out += "]\nresources = [{ name = \"Foto und Fingerabdruck\", units = 2 }]\nservices = [\n";
    for (int j = 0; j < wish.services; ++j) {
      // Each office leaves out every eighth service, another one each.
      if (wish.services > 8 and (j + i) % 8 == 7) continue;
      auto const known = static_cast<std::size_t>(j) < services.size();
      out += fmt::format("  {{ service = \"{}\", minutes = {}, most = 4{}{} }},\n",
                         known ? services[static_cast<std::size_t>(j)] : fmt::format("dienst-{:02}", j + 1),
                         5 + 5 * (j % 4), known ? std::string{} : fmt::format(", label = \"Dienst {}\"", j + 1),
                         j % 10 == 0 ? ", resource = \"Foto und Fingerabdruck\"" : "");
    }
    out += "]\n\n";
  }
  return out;
}

}  // namespace kreislauf::appointments
