#include "app/router.h"

#include <map>
#include <stdexcept>
#include <string>

namespace kreislauf::app {

Router::Router(std::vector<authority::Route> routes) : routes_{std::move(routes)} {
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    auto const site = routes_[i].site;
    if (site != authority::Site::town) add(region_, i);
    if (site != authority::Site::region) add(town_, i);
  }
}

void Router::add(SiteTable& table, std::size_t number) {
  auto const& route = routes_[number];
  // A row with the same pattern and the other method stands already.
  for (auto& methods : table.methods) {
    auto const other = methods.get ? methods.get : methods.post;
    if (routes_[*other].pattern != route.pattern) continue;
    auto& mine = route.method == http::Method::post ? methods.post : methods.get;
    if (mine) throw std::logic_error{"two routes answer " + std::string{route.pattern}};
    mine = number;
    return;
  }
  table.paths.add(route.pattern, table.methods.size());
  auto& methods = table.methods.emplace_back();
  (route.method == http::Method::post ? methods.post : methods.get) = number;
}

Router::Found Router::find(bool town, http::Method method, std::string_view path) const {
  auto const& table = town ? town_ : region_;
  auto match = table.paths.find(path);
  if (not match) return {};
  auto const& methods = table.methods[match->number];
  Found found{.known_path = true, .takes_get = methods.get.has_value(), .takes_post = methods.post.has_value()};
  if (method == http::Method::get or method == http::Method::head) found.route = methods.get;
  if (method == http::Method::post) found.route = methods.post;
  found.values = std::move(match->values);
  return found;
}

}  // namespace kreislauf::app
