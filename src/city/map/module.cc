#include "city/map/exchange/import.h"
#include "city/map/map.h"
#include "city/map/resident/pages.h"

namespace kreislauf::map {

authority::Module module(authority::House& house) {
  auto const map = std::make_shared<Map>(house.store);
  authority::Rows rows;
  rows.open("/aemter/{amt}/karte/{bild}", authority::bind(*map, &pages::picture), "Street map around an office")
      .waits();
  auto const of_office = [at = map.get()](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                                          std::string_view) { pages::write_of_office(*at, sheet, c, office); };
  return {.name = "map",
          .folder = "city/map",
          .routes = rows.take(),
          .panels = {{"office_more", of_office}},
          .commands = {exchange::import_map(), exchange::maps()},
          .demo =
              [at = map.get()](authority::House& here) {
                exchange::add_sample(here);
                at->reload();
              },
          .reload = [at = map.get()] { at->reload(); },
          .state = map};
}

}  // namespace kreislauf::map
