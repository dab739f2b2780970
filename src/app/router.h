#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "authority/route.h"
#include "platform/http/paths.h"

namespace kreislauf::app {

/// The one table of routes: finds by site, method and path. Two routes that could mean the same request end the start.
class Router {
 public:
  /// Throws std::logic_error for routes that contradict each other.
  explicit Router(std::vector<authority::Route> routes);

  std::vector<authority::Route> const& all() const { return routes_; }
  struct Found {
    bool known_path = false;  ///< some route has this path
    bool takes_get = false, takes_post = false;
    std::optional<std::size_t> route = {};  ///< the row, when the method fits, too
    http::PathValues values = {};
  };
  Found find(bool town, http::Method method, std::string_view path) const;

 private:
  struct Methods {
    std::optional<std::size_t> get, post;
  };
  struct SiteTable {
    http::PathTree paths;
    std::vector<Methods> methods;
  };
  void add(SiteTable& table, std::size_t number);

  std::vector<authority::Route> routes_;
  SiteTable region_, town_;
};

}  // namespace kreislauf::app
