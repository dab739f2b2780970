#pragma once

#include <string>
#include <string_view>

#include "platform/html/html.h"

namespace kreislauf::kern {

/// A built file under /assets/, found by its hashed name.
struct Asset {
  std::string_view type;
  std::string_view plain, gzip, brotli;  ///< the last two are empty for files that are compressed already
};

/// `app.css` -> `/assets/app.e0ffed9f7c.css`; empty for a name that was not built.
std::string_view asset(std::string_view name);
Asset const* asset_by_file(std::string_view file);

/// An icon of the set, decorative. Arrows turn with the direction of the language.
html::Fragment const& icon(std::string_view name);
html::Fragment const& arrow();
html::Fragment const& icon_yes();
html::Fragment const& icon_no();

}  // namespace kreislauf::kern
