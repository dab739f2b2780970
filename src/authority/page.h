#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "authority/context.h"
#include "platform/kern/assets.h"
#include "platform/kern/search_box.h"
#include "platform/kern/sheet.h"

namespace kreislauf::authority {

struct FramePieces;  // frame_cache.h

/// What the frame of a page needs to know about it.
struct PageMeta {
  std::string title;
  std::string path;                  ///< without language prefix, for links to other languages and to itself
  kern::Form const* form = nullptr;  ///< the form of the page, whose errors it may show
  kern::Layout layout = kern::Layout::page;
  html::Content heading = {};  ///< when it differs from the title
  std::string description = {};
  std::vector<std::pair<std::string, std::string>> crumbs = {};  ///< address and name of the pages above
  std::string query = {};                                        ///< kept when the language is changed: `?q=...`
  std::string here = {};                       ///< name in the breadcrumbs when it differs from the title
  std::string search = {};                     ///< what stands in the search field
  bool home = false;                           ///< the page has its own large search
  bool index = true;                           ///< false: search engines shall not list it
  std::vector<std::string_view> scripts = {};  ///< islands of this page besides app.js: `pow.js`
  bool staff_style = false;                    ///< also with the style of staff pages
  int refresh_seconds = 0;  ///< without scripts the page is fetched again after so many seconds; 0 never
};

/// A page for residents under construction: frame, box and heading are written at once, the content follows, `finish`
/// closes the frame.
///
///   Page page{context, {.title = ..., .path = ...}};
///   page("<p>"_h, name, "</p>"_h);
///   return page.finish();
class Page : public kern::Sheet {
 public:
  Page(Context const& context, PageMeta meta);
  http::Response finish(unsigned status = 200);

 private:
  void head();
  void header();
  void line();
  void brand();
  void navigation();
  void menu();
  void search_form();
  void crumbs();
  void footer();
  FramePieces const& pieces();
  void language_links();
  html::Fragment make_language_links() const;

  Context const& context_;
  PageMeta meta_;
  html::Fragment language_links_;
  std::shared_ptr<FramePieces const> pieces_;
};

/// A short answer: what happened, what was kept, what to do next.
struct ShortAnswer {
  unsigned status = 200;
  std::string title, lead;
  std::string path = {}, button = {};  ///< without language prefix; empty: only the telephone
  bool phone = true;
  std::string crumb = "/";  ///< the page it belongs to
};
http::Response short_answer(Context const& context, ShortAnswer const& answer);

// Pieces of frames that stand alone: screens at the entrance and on the wall.
std::string_view color_of(Context const& context);  ///< for `data-kl-color`
void write_arms(html::Writer& out, Context const& context);
/// Where a picture of the town is fetched: `/bilder/wappen.3f2a91bc04`; its name changes with its content.
std::string path_of(Picture const& picture);

/// A path in the visitor's language, safe inside an attribute: `/en/dienste`.
std::string path_in(Context const& context, std::string_view path);

/// German text inside a page of any language, marked with its language and direction where that is another one.
html::Fragment german(Context const& context, std::string_view text);
/// The same, straight into a page.
void write_german(html::Writer& out, Context const& context, std::string_view text);
/// What a town says of a service (`subject` as in ServiceTranslation): in the reader's language where the town has told
/// it in that, else its German text, marked as German.
html::Fragment told(Context const& context, Town const& town, std::string_view service, std::string_view subject,
                    std::string_view german_text);
/// A name with its title: `Stadt Gescher`.
html::Fragment name_of(Context const& context, Authority const& authority);
/// Street and place in two lines, as an address.
void write_address(html::Writer& out, Context const& context, Office const& office);

/// "Jetzt geöffnet bis 16 Uhr" or when it opens next, and how long one is taken without appointment.
void write_open_now(html::Writer& out, TownContext const& context, Office const& office);
/// The same for an office of another authority, whose town knows its hours.
void write_open_now(html::Writer& out, Context const& context, Town const& town, Office const& office);
/// Opening hours with today first, of so many days.
void write_hours(html::Writer& out, TownContext const& context, Office const& office, int days);
/// Closures of the next eight weeks; nothing where there are none.
void write_closures(html::Writer& out, TownContext const& context, Office const& office);
void write_phone(html::Writer& out, std::string_view phone);
/// The number that helps: of the office (or the one that stands in for it), else of the town, else 115 where the town
/// takes part in it. Empty where nobody has told one.
std::string help_number(Context const& context, Office const* office = nullptr);
std::string help_number(Authority const& authority, Town const& town, Office const* office = nullptr);
/// ` Rufen Sie uns an: 02542 60-0.` behind a sentence; empty where there is no number.
std::string call_us(Context const& context, Office const* office = nullptr);
/// A button to call that number; writes nothing where there is none, and says whether it did.
bool write_help_button(html::Writer& out, Context const& context, Office const* office = nullptr);
/// That number, and 115 with its hours where the town takes part; where there is no number, the town's own site.
void write_call(html::Writer& out, Context const& context);
/// The panel "Lieber sprechen?" with the same; nothing where nothing is known.
void write_call_panel(html::Writer& out, Context const& context);
/// The ways to a town that has no offices here: its own site, telephone, mail.
void write_town_ways(html::Writer& out, TownContext const& context);
/// Does this office, or any of the town, take appointments here? Asks the entries of the main menu.
bool offers(TownContext const& context, std::string_view path);
/// The panel "Bürgerbüro heute" for the home page and life situations; nothing where the town has no office.
void write_office_today(html::Writer& out, TownContext const& context, Office const& office);
/// The panel of the office that answers for what the page is about: is it open, where is it, how to call.
void write_office_contact(html::Writer& out, TownContext const& context, Office const& office);
/// "War diese Seite hilfreich?", the last line of a page.
void write_feedback_line(html::Writer& out, Context const& context, std::string_view path, std::string_view reference);
/// What is put on this page by others: panels of the place `place`.
void write_panels(kern::Sheet& sheet, TownContext const& context, std::string_view place, std::string_view subject,
                  std::string_view slug);
/// What stands at the foot of home pages: a village, a town or a city, drawn by ourselves.
void write_skyline(html::Writer& out, Context const& context);

/// The towns of the region or of one district, as links for the pointer; lists beside them serve everybody.
void write_region_map(html::Writer& out, Context const& context);

}  // namespace kreislauf::authority
