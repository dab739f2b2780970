#pragma once

#include "administration/catalog/catalog.h"

namespace kreislauf::catalog::shared {

/// A handler with the catalogue: each request reads it as it stands when the request begins.
template <class C>
auto reading(Catalog& catalog, http::Response (*handler)(Snapshot const&, http::Request const&, C&)) {
  return [&catalog, handler](http::Request const& request, C& context) {
    auto const snapshot = catalog.snapshot();
    return handler(*snapshot, request, context);
  };
}

}  // namespace kreislauf::catalog::shared
