#pragma once

#include <functional>
#include <memory>
#include <string>

#include "administration/appointments/acts/board.h"
#include "administration/appointments/store/store.h"
#include "platform/acts/acts.h"
#include "platform/db/embedded.h"

/// The acts before the day: hold, book, confirm, move, cancel. Each runs in one transaction that holds the idempotency
/// key, the claim on the desk, the state, the event, the mail in the outbox and the answer.
namespace kreislauf::appointments {

/// The letters of this module. `Letters` makes the payload of the mail; nothing is sent here.
enum class Letter : std::uint8_t {
  please_confirm,
  confirmed,
  moved,
  cancelled,
  cancelled_by_office,
  reminder,
  joined_list,
  offer,
  offer_over
};

class Letters {
 public:
  virtual ~Letters() = default;
  /// `site` is the address of the town's portal, for links: `https://gescher.example`.
  virtual std::string about(Letter letter, Appointment const& appointment, std::string const& token,
                            std::string const& confirm_code, std::string const& site) const = 0;
  virtual std::string about(Letter letter, store::Entry const& entry, Appointment const* offered,
                            std::string const& token) const = 0;
};

/// Where acts happen: one authority's database with its free times, and the time, the chance and the letters of this
/// run.
struct Place {
  AuthorityKey key;
  db::Database& db;
  Boards& boards;
  Clock const& clock;
  crypto::Random& random;
  Letters const& letters;
  std::string site;
  std::string actor = "guest";

  std::shared_ptr<Board const> board() const { return boards.now(key, db, clock.now()); }
  /// As it was last read, without asking the database when it is of today: for the secret, for settings, and for times
  /// that a claim decides about.
  std::shared_ptr<Board const> last_board() const;
};

/// The time is no longer free. Nothing was changed; the caller offers the next best times.
struct NotFree {};
/// The act does not fit the state: a link used twice, a hold that has expired.
struct NotNow {
  State state;
};
/// A limit for one person is reached.
struct TooMany {
  int limit = 0;
};

/// What somebody has typed about himself.
struct Person {
  std::string name, email, phone, note, language = "de";
};

// ---- Keys and links, all from the secret of the authority

std::string token_of(std::string_view secret, std::int64_t appointment);
std::string entry_token_of(std::string_view secret, std::int64_t entry);
std::string confirm_code_of(std::string_view secret, Appointment const& appointment);
/// The same for every spelling of an address; nobody can compute it without the secret.
std::string person_hash_of(std::string_view secret, std::string_view email);
std::string token_hash_of(std::string_view token);
/// Without letters and digits that are taken for one another.
inline constexpr std::string_view code_letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
inline constexpr int code_length = 6;
/// A code that can be read out on the telephone and is not in use.
std::string new_code(db::Connection& connection, crypto::Random& random);

// ---- Acts

/// The time somebody has chosen.
struct Choice {
  Wish wish;  ///< `office` is set
  Day day{};
  int minute = 0;
};

/// Runs `work` with a claimed time in the next commit, or throws NotFree. `work` gets an appointment with id, code,
/// time, desk and items, whose units are claimed, and stores it. When the chosen desk is lost to somebody else, another
/// free desk is tried.
acts::Answer claim_time(Place const& place, acts::Key const& key, Choice const& choice,
                        std::function<acts::Answer(db::Connection&, Appointment&)> const& work);

/// Holds a time for a resident; the answer leads to the form.
acts::Answer hold(Place const& place, acts::Key const& key, Choice const& choice, std::string_view origin,
                  std::function<acts::Answer(Appointment const&, std::string const& token)> const& answer);
/// Keeps a booking made by staff, at once confirmed; a letter goes out when there is an address.
acts::Answer book_for(Place const& place, acts::Key const& key, Choice const& choice, Person const& person,
                      std::function<acts::Answer(Appointment const&)> const& answer);

/// Changes an appointment in one commit: finds it, checks the verb against the table, lets `work` do the rest, stores
/// it and notes the event. Throws NotFound or NotNow.
acts::Answer change(Place const& place, acts::Key const& key,
                    std::function<std::optional<Appointment>(db::Connection&)> const& find, Verb verb,
                    std::function<acts::Answer(db::Connection&, Appointment&)> const& work);

/// The form was sent: the link goes out. Throws TooMany.
acts::Answer book(Place const& place, acts::Key const& key, std::string const& token, Person const& person,
                  acts::Answer const& answer);
/// The link was used. A second use throws NotNow.
acts::Answer confirm(Place const& place, acts::Key const& key, std::string const& token, std::string const& code,
                     acts::Answer const& answer);
acts::Answer cancel(Place const& place, acts::Key const& key, std::int64_t id, Letter letter,
                    acts::Answer const& answer);
/// Moves a confirmed booking to another time: the new time is claimed before the old one is given back, in one commit.
acts::Answer move(Place const& place, acts::Key const& key, std::int64_t id, Choice const& choice,
                  acts::Answer const& answer);

// ---- Parts that jobs and the waiting list use, inside a transaction

/// Gives the units of an appointment back, or keeps them for the waiting list when somebody waits: the time comes back
/// after a random number of minutes, so that nobody wins by watching.
void release_time(db::Connection& connection, Place const& place, Plan const& plan, Appointment const& appointment);
/// Gives the units back at once.
void free_time(db::Connection& connection, Appointment const& appointment);
/// Who wanted an earlier time than this one waits no longer.
void leave_list(db::Connection& connection, Place const& place, Appointment const& appointment);
void note(db::Connection& connection, Place const& place, Verb verb, Appointment const& appointment,
          std::string data = {});
void send(db::Connection& connection, Place const& place, Appointment const& appointment, Letter letter, Instant due);
/// A letter so many hours before the start as the office wants; none when it is too late for that.
void remind(db::Connection& connection, Place const& place, Plan const& plan, Appointment const& appointment);

}  // namespace kreislauf::appointments
