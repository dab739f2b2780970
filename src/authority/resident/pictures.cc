#include "authority/resident/pages.h"
#include "base/errors.h"

// Pictures that towns have given (`kreislauf import picture`): their arms, their offices.
namespace kreislauf::authority {

std::string path_of(Picture const& picture) { return "/bilder/" + picture.name + "." + picture.version; }

namespace pages {

http::Response picture(http::Request const&, TownContext& c) {
  auto const& name = c.path("bild");
  auto const* found = c.town->picture(std::string_view{name}.substr(0, name.rfind('.')));
  if (found == nullptr or path_of(*found) != "/bilder/" + name) throw NotFound{};
  return {.content_type = found->type, .body = found->content, .caching = http::Caching::forever};
}

}  // namespace pages

}  // namespace kreislauf::authority
