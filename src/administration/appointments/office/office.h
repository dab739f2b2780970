#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/acts/counter.h"
#include "administration/appointments/appointments.h"
#include "administration/appointments/resident/resident.h"
#include "administration/identity/identity.h"
#include "authority/authority.h"

/// What the pages of the office share: the office of the path, words, and parts that stand on several pages.
namespace kreislauf::appointments::office {

using authority::Context;
using authority::icon;

/// One office during one request. Throws NotFound where the office of the path gives no appointments.
class Room {
 public:
  Room(Appointments& module, Context& context);

  Appointments& module;
  Context& c;
  Scene scene;
  std::shared_ptr<Board const> board;
  Plan const& plan;
  authority::Office const& office;
  Instant now;
  Day today;

  std::string const& id() const { return office.id.value(); }
  /// Everybody of today; read from the database once a page.
  std::span<Appointment const> people();
  Appointment const* person(std::int64_t number);
  Desk const* desk(std::int64_t number) const;
  std::string desk_name(std::int64_t number) const;
  /// `/verwaltung/amt/buergerbuero` and what follows, in the visitor's language.
  std::string path(std::string_view rest) const;
  /// Where open pages hear that something has changed.
  std::string news() const;
  /// Tells them, and leads the browser to the page that shows what is now.
  http::Response done(acts::Answer const& answer) const;

 private:
  std::optional<std::vector<Appointment>> people_;
};

/// Idempotency key of a form. Pages with many buttons name the button, too: each of them acts once.
struct Form {
  std::string principal, key;
  std::string_view route, body;
  Form(Context const& context, http::Request const& request, std::string_view pattern, std::string_view button = {});
  operator acts::Key() const { return {.principal = principal, .route = route, .form_key = key, .body = body}; }
};

/// The frame of a page for staff.
identity::StaffPage page_of(Room const& room, std::string title, std::string_view rest,
                            std::vector<std::string_view> scripts = {});
/// The hidden fields of every form of staff; with the key of the request when a form is shown again.
html::Fragment hidden(Context const& context, http::Request const* again = nullptr);

// ---- What was typed

std::string typed(std::string_view encoded, std::string_view name);  ///< trimmed, in normal form
std::int64_t number_typed(std::string_view encoded, std::string_view name);
std::int64_t number_in(std::string_view text);
std::optional<Day> day_typed(std::string_view encoded, std::string_view name);
std::optional<int> time_typed(std::string_view encoded, std::string_view name);  ///< `9:05` as minute of the day
/// `dienst=KEY`, as often as needed, and `anzahl-KEY=2`. What the office does not offer is left out.
std::vector<Item> items_typed(Plan const& plan, std::string_view encoded);

// ---- Words

using resident::channel_text, resident::clock_text, resident::day_text, resident::full_day_text, resident::iso_of;
std::string clock_text(std::string const& utc);    ///< `8:10`, in legal time
std::string ticket_text(std::string_view ticket);  ///< `A 012`, which does not break
int minutes_since(std::string const& utc, Instant now);
/// `2 × Personalausweis beantragen, Reisepass beantragen`
html::Fragment items_text(Room const& room, std::vector<Item> const& items);
html::Fragment service_text(Room const& room, std::string_view service);
std::string about_minutes(Context const& context, int minutes);  ///< `etwa 25 Minuten`, `keine Wartezeit`
/// Where the person stands now: `wartet 4 Min.`, `wird bedient`.
std::string badge_text(Context const& context, Appointment const& person, Instant now);
html::Fragment badge_of(Context const& context, Appointment const& person, Instant now);

// ---- Parts

void write_error(html::Writer& out, std::string_view id, std::string_view error);
/// Something the person at the screen has to know before going on; takes the focus.
void write_alert(html::Writer& out, std::string_view kind, std::string_view title, std::string_view text);
void write_done(html::Writer& out, std::string_view text);
/// Who waits, who is parked, who is expected, who was missed. `desk` may call them; 0: only to look at.
void write_queue(html::Writer& out, Room& room, std::int64_t desk);

// ---- Frames without the site around them: for screens at the entrance and on the wall

struct Screen {
  std::string title;
  std::string_view body_class;
  std::vector<std::string_view> scripts;
  int refresh_seconds = 0;      ///< without scripts; 0 never
  std::string refresh_to = {};  ///< another address, or empty
  std::string idle_to = {};     ///< where the kiosk goes when nobody touches it
};
void open_screen(html::Writer& out, Context const& context, Screen const& screen);
http::Response close_screen(html::Writer& out, unsigned status = 200);

/// The slip with a number, to print. Goes back to the start of the device by itself, or has a link `back`.
http::Response ticket(Room& room, std::string_view number, std::string_view back);

// ---- Handlers

http::Response desk(Appointments& module, http::Request const& request, Context& context);
http::Response call_next_person(Appointments& module, http::Request const& request, Context& context);
http::Response act_on_person(Appointments& module, http::Request const& request, Context& context);
http::Response day_list(Appointments& module, http::Request const& request, Context& context);
http::Response act_on_day(Appointments& module, http::Request const& request, Context& context);
http::Response ask_cancel(Appointments& module, http::Request const& request, Context& context);
http::Response cancel_person(Appointments& module, http::Request const& request, Context& context);
http::Response block_time(Appointments& module, http::Request const& request, Context& context);
http::Response booking(Appointments& module, http::Request const& request, Context& context);
http::Response book_person(Appointments& module, http::Request const& request, Context& context);
http::Response reception(Appointments& module, http::Request const& request, Context& context);
http::Response receive(Appointments& module, http::Request const& request, Context& context);
http::Response kiosk(Appointments& module, http::Request const& request, Context& context);
http::Response use_kiosk(Appointments& module, http::Request const& request, Context& context);
http::Response display(Appointments& module, http::Request const& request, Context& context);
http::Response waiting_room(Appointments& module, http::Request const& request, Context& context);

}  // namespace kreislauf::appointments::office
