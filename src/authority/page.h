#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "authority/assets.h"
#include "authority/context.h"
#include "platform/html/html.h"
#include "platform/http/message.h"

namespace kreislauf::authority {

/// What the frame of a page needs to know about it.
struct PageMeta {
  std::string title;
  std::string path;  ///< without language prefix, for links to other languages and to itself
  std::string description = {};
  std::vector<std::pair<std::string, std::string>> crumbs = {};  ///< address and name of the pages above
  std::string query = {};                                        ///< kept when the language is changed: `?q=...`
  std::string here = {};                       ///< name in the breadcrumbs when it differs from the title
  std::string search = {};                     ///< what stands in the search field
  bool home = false;                           ///< the page has its own large search
  bool index = true;                           ///< false: search engines shall not list it
  std::vector<std::string_view> scripts = {};  ///< islands of this page besides app.js: `pow.js`
  int refresh_seconds = 0;  ///< without scripts the page is fetched again after so many seconds; 0 never
};

/// A page under construction: head and header are written at once, the content follows, `finish` closes the frame.
///
///   Page page{context, {.title = ..., .path = ...}};
///   page("<h1>", name, "</h1>");
///   return page.finish();
class Page {
 public:
  Page(Context const& context, PageMeta meta);

  template <class... Parts>
  void operator()(Parts const&... parts) {
    out_(parts...);
  }
  html::Writer& out() { return out_; }
  http::Response finish(unsigned status = 200);

 private:
  void head();
  void header();
  void line();
  void brand();
  void navigation();
  void search_form();
  void crumbs();
  void footer();
  void language_links();
  html::Fragment make_language_links() const;

  Context const& context_;
  PageMeta meta_;
  html::Fragment language_links_;
  html::Writer out_;
};

// Parts of frames that stand alone: screens at the entrance and on the wall.
std::string_view color_of(Context const& context);  ///< for `data-kl-color`
void write_arms(html::Writer& out, Context const& context);

/// A path in the visitor's language, safe inside an attribute: `/en/dienste`.
std::string path_in(Context const& context, std::string_view path);

/// German text inside a page of any language, marked with its language and direction where that is another one.
html::Fragment german(Context const& context, std::string_view text);
/// A name with its title: `Stadt Gescher`.
html::Fragment name_of(Context const& context, Authority const& authority);

/// The weekday in the visitor's language, Monday = 0.
std::string_view weekday(Context const& context, int day);
/// `21. November 2026`
std::string long_date(Context const& context, std::string_view iso_day);

/// `21. November`
std::string day_and_month(Context const& context, std::chrono::year_month_day day);

/// "Jetzt geöffnet bis 16 Uhr" or when it opens next.
void write_open_now(html::Writer& out, Context const& context, OpeningHours const& hours);
/// Opening hours with today first; `days` of the week, 7 for all.
void write_hours(html::Writer& out, Context const& context, OpeningHours const& hours, int days);
void write_phone(html::Writer& out, std::string_view phone);
/// The panel "Bürgerbüro heute" for the home page and life situations; nothing where the town has no office.
void write_office_today(html::Writer& out, Context const& context, Office const& office);
/// "War diese Seite hilfreich?", the last line of a page.
void write_feedback_line(html::Writer& out, Context const& context, std::string_view path, std::string_view reference);
/// The large search on home pages.
void write_skyline(html::Writer& out);

/// The towns of the region or of one district, as links for the pointer; lists beside them serve everybody.
void write_region_map(html::Writer& out, Context const& context);
void write_location_map(html::Writer& out, Context const& context, Authority const& authority);

}  // namespace kreislauf::authority
