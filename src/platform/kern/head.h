#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/html/html.h"
#include "platform/i18n/i18n.h"

namespace kreislauf::kern {

/// The head of every page: of residents, of staff, of screens. One place, so that nothing of it differs by accident.
struct Head {
  std::string title;
  i18n::Language language = i18n::Language::german;
  std::string_view color = {};  ///< the quiet colour of the town, for `data-kl-color`
  bool light = false;           ///< always light: screens that hang on a wall
  bool index = false;           ///< search engines may list it
  std::string description = {};
  bool fonts = false;                          ///< the two fonts of the language begin to load with the page
  bool staff = false;                          ///< styles of the office
  std::vector<std::string_view> scripts = {};  ///< islands: `app.js`
  int refresh_seconds = 0;      ///< without scripts the page is fetched again after so many seconds; 0 never
  std::string refresh_to = {};  ///< another address to fetch then
  bool manifest = false;        ///< name and icon for the home screen of a phone
  std::string canonical = {};   ///< origin of the canonical address; empty: none
  std::string path = {};        ///< without language
  std::string feed_title = {};  ///< of the Atom feed of the site; empty: none
};
/// From the doctype to the end of the head.
void write_head(html::Writer& out, Head const& head);

}  // namespace kreislauf::kern
