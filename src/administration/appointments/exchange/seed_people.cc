#include "administration/appointments/exchange/seed_people.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace kreislauf::appointments {

namespace {

constexpr std::array<std::string_view, 48> first_names{
    "Anna",   "Ben",       "Carla",  "Dilek",  "Emil",    "Fatma",  "Georg",  "Hanna",  "Ivan",   "Jana",
    "Karim",  "Lena",      "Mehmet", "Nora",   "Olena",   "Paul",   "Quirin", "Rosa",   "Samuel", "Thea",
    "Ulf",    "Vera",      "Walid",  "Xenia",  "Yusuf",   "Zoe",    "Agnes",  "Bruno",  "Ceyda",  "David",
    "Elif",   "Friedrich", "Greta",  "Hassan", "Irmgard", "Jakub",  "Katrin", "Ludger", "Maria",  "Nils",
    "Oksana", "Petra",     "Rainer", "Sophie", "Tobias",  "Ursula", "Viktor", "Wiebke"};
constexpr std::array<std::string_view, 48> last_names{
    "Abbing",   "Becker",   "Çelik",     "Dahlhaus",   "Elsing",   "Feldkamp", "Große-Wilde", "Hermann",
    "Ivanenko", "Jansen",   "Kowalski",  "Lammers",    "Müller",   "Nguyen",   "Osterholt",   "Petrov",
    "Richter",  "Schmidt",  "Terhörst",  "Uhlenbrock", "Vogel",    "Wessels",  "Yılmaz",      "Zumdick",
    "Albers",   "Bröker",   "Clemens",   "Demir",      "Esser",    "Fischer",  "Gördes",      "Haddad",
    "Ibrahim",  "Kaiser",   "Levermann", "Mertens",    "Nienhaus", "Overbeck", "Paschert",    "Roters",
    "Sicking",  "Tenbrink", "Völker",    "Weber",      "Wolff",    "Höing",    "Kemper",      "Schulze"};

}  // namespace

Invented invent_person(Dice& dice) {
  auto const first = first_names[static_cast<std::size_t>(dice.below(static_cast<int>(first_names.size())))];
  auto const last = last_names[static_cast<std::size_t>(dice.below(static_cast<int>(last_names.size())))];
  constexpr std::array<std::string_view, 20> languages{"de", "de", "de", "de", "de", "de", "de", "de", "de", "de",
                                                       "de", "de", "de", "de", "de", "en", "en", "tr", "uk", "ar"};
  return {.name = fmt::format("{} {}", first, last),
          .email = fmt::format("{}.{}{}@post.example", text::slug(first), text::slug(last), dice.between(1, 99)),
          .language = std::string{languages[static_cast<std::size_t>(dice.below(20))]}};
}

}  // namespace kreislauf::appointments
