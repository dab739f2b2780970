#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "administration/appointments/acts/free_times.h"
#include "administration/appointments/acts/secrets.h"
#include "administration/appointments/store/store.h"
#include "base/errors.h"
#include "platform/acts/acts.h"

/// Where the acts of this module happen, and what they refuse.
namespace kreislauf::appointments {

/// What this module tells people by mail.
enum class Notification : std::uint8_t {
  please_confirm,
  confirmed,
  moved,
  cancelled,
  cancelled_by_office,
  reminder,
  joined_list,
  confirm_list,
  offer,
  offer_over
};

/// Makes the payload of a mail in the language of its reader; nothing is sent here.
class Notifications {
 public:
  virtual ~Notifications() = default;
  /// `site` is the address of the town's portal, for links: `https://gescher.example`.
  virtual std::string about(Notification notification, Appointment const& appointment, std::string const& token,
                            std::string const& confirm_code, std::string const& site) const = 0;
  /// The appointment has another time now, or place; both are named.
  virtual std::string moved(Appointment const& appointment, Appointment const& before, std::string const& token,
                            std::string const& site) const = 0;
  virtual std::string about(Notification notification, store::Entry const& entry, Appointment const* offered,
                            std::string const& token) const = 0;
};

/// One authority's database with its free times, and the time, the chance and the notifications of this run: the same
/// acts run in a request, in a job and in the seeded simulation.
struct Environment {
  AuthorityKey key;
  db::Database& db;
  FreeTimesCache& cache;
  Clock const& clock;
  crypto::Random& random;
  Notifications const& notifications;
  std::string site;
  /// Can this office be entered without steps? Empty: nobody knows, so none can.
  std::function<bool(std::string_view office)> step_free = {};

  /// As the database is now. Not inside of an act: it reads.
  std::shared_ptr<FreeTimes const> free_times() const { return cache.now(key, db, clock.now()); }
  /// As they were last read, without asking the database when they are of today: for secrets, for settings, and for
  /// times that a claim decides about.
  std::shared_ptr<FreeTimes const> last_free_times() const;
};

// ---- What an act knows, inside of its transaction: from memory, and only what is not there is read

Secrets secrets_in(acts::Transaction& tx, Environment const& env);
/// The plan of an office as it was last read: for settings. Throws NotFound where this office gives no appointments.
std::shared_ptr<Plan const> known_plan(acts::Transaction& tx, Environment const& env, std::string_view office);
/// The plan that is in force now. Throws NotFound as above.
std::shared_ptr<Plan const> plan_in_force(acts::Transaction& tx, Environment const& env, std::string_view office);
/// The same, or nothing where this office gives no appointments.
std::shared_ptr<Plan const> find_plan(acts::Transaction& tx, Environment const& env, std::string_view office);
/// Throws NotFound where this office gives no appointments.
Plan const& plan_of(FreeTimes const& free_times, std::string_view office);

// ---- What an act refuses. Nothing was changed.

/// The time is no longer free; the caller offers the next best times.
struct NotFree : Refused {};
/// The act does not fit the state: a link used twice, a hold that has expired.
struct NotNow : Refused {
  explicit NotNow(State now) : state{now} {}
  State state;
};
/// A limit for one person is reached.
struct TooMany : Refused {
  explicit TooMany(int most) : limit{most} {}
  int limit;
};
/// A code that fits no appointment of today at this office.
struct WrongCode : Refused {
  WrongCode(std::string office = {}, std::optional<Day> day = {}) : other_office{std::move(office)}, other_day{day} {}
  std::string other_office;      ///< the appointment is there
  std::optional<Day> other_day;  ///< the appointment exists, but on this day
};
/// The appointment is today, but too far away from now to check in at a device; the reception may let the person in.
struct WrongTime : Refused {
  WrongTime(bool is_early, int begins) : early{is_early}, minute{begins} {}
  bool early;
  int minute;  ///< when the appointment begins
};
/// Nobody comes in for this appointment: the office calls, or there is a room in the net.
struct NotHere : Refused {
  NotHere(Channel how, int begins) : channel{how}, minute{begins} {}
  Channel channel;
  int minute;  ///< when the appointment begins
};
/// At this desk is still somebody: one desk serves one person at a time.
struct DeskBusy : Refused {
  explicit DeskBusy(std::string who) : ticket{std::move(who)} {}
  std::string ticket;
};

/// What somebody has typed about himself.
struct Person {
  std::string name, email, phone, note, language = "de";
};

}  // namespace kreislauf::appointments
