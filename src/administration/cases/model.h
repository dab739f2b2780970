#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/db/connection.h"

/// Cases (Vorgänge): what an office does with something that came in, from the first look to its end.
namespace kreislauf::cases {

/// How far it is for the engine and the lists; what people read is the status of its type.
enum class Phase : std::uint8_t {
  fresh,    ///< nobody has it
  working,  ///< somebody works on it
  waiting,  ///< for the applicant
  signing,  ///< a decision waits for a second person (Mitzeichnung)
  decided,
  closed,    ///< ended without a decision: withdrawn
  passed_on  ///< another authority goes on with it
};
std::string_view name_of(Phase phase);  ///< as stored: `working`
std::optional<Phase> phase_in(std::string_view name);
std::string_view german_of(Phase phase);  ///< `in Bearbeitung`
constexpr bool is_open(Phase phase) { return phase < Phase::decided; }

/// In columns of days: its period stands still, or it has none. Sorts behind every other day.
inline constexpr std::string_view no_day = "9999-12-31";

/// Whether a programme decides it (§ 35a VwVfG NRW).
enum class Automation : std::uint8_t {
  none,     ///< its type or its town wants a person
  due,      ///< the programme has still to look
  person,   ///< a person decides: a rule does not hold, or the applicant wants it so
  sampled,  ///< a person decides, by chance: to see whether the programme is right
  done      ///< decided by the programme
};
std::string_view name_of(Automation automation);  ///< as stored: `due`; `` for none
Automation automation_in(std::string_view name);

/// Days are `2026-11-23`, moments ISO 8601 in UTC, empty where it has not happened.
struct Case {
  std::int64_t id = 0;
  std::string number = {};   ///< that of its subject: `2026-000017`
  std::string subject = {};  ///< `application:17`
  std::string type = {};     ///< slug of the service
  std::string version = {};  ///< of its type
  std::string office = {};
  Phase phase = Phase::fresh;
  std::string status = {};  ///< id of one of its type; empty: that of the phase
  std::int64_t holder = 0, proposer = 0;
  std::string result = {};  ///< id of one of its type: proposed or decided
  std::string arrived_on = {}, complete_on = {}, due_on = std::string{no_day}, resubmit_on = {};
  std::string about = {};  ///< sealed
  std::string changed_at = {}, closed_at = {};
  std::int64_t revision = 0;  ///< grows with each change: a page that shows an older one is stale
  Automation automation = Automation::none;
  std::string site = {};   ///< where the applicant finds it: `https://gescher.example`
  std::int64_t asker = 0;  ///< of the staff; 0: nobody of them

  static Case from(db::Row const& row);
};

/// `case:17`: in what is sealed and in live topics.
std::string name_of(Case const& one);

struct Note {
  std::int64_t id = 0, case_id = 0, staff = 0;
  std::string at = {}, sealed = {};
  static Note from(db::Row const& row);
};

/// Something of the list was looked at: it holds, it does not, it need not.
enum class Seen : std::uint8_t { open, yes, no, needless };
std::string_view name_of(Seen seen);
std::optional<Seen> seen_in(std::string_view name);

struct Tick {
  std::string item = {};
  Seen seen = Seen::open;
  std::int64_t staff = 0;
  std::string at = {};
  static Tick from(db::Row const& row);
};

struct Pause {
  std::int64_t id = 0;
  std::string from_day = {}, until_day = {}, law = {};
  static Pause from(db::Row const& row);
};

/// Somebody is away, and somebody else goes on with the cases (Vertretung).
struct Absence {
  std::int64_t staff = 0, deputy = 0;
  std::string from_day = {}, until_day = {};  ///< both included
  std::string sealed = {};                    ///< what the deputy should know
  static Absence from(db::Row const& row);
};

/// What the applicant is asked for.
struct Asked {
  enum class Kind : std::uint8_t {
    missing,  ///< to complete or correct what was sent
    hearing   ///< to say something before an adverse decision (§ 28 VwVfG NRW)
  };
  std::int64_t id = 0, case_id = 0;
  Kind kind = Kind::missing;
  std::string questions = {};  ///< names of questions of the form, with commas
  std::string due_on = {};
  std::int64_t staff = 0;
  std::string asked_at = {}, answered_at = {};
  static Asked from(db::Row const& row);
};
std::string_view name_of(Asked::Kind kind);

/// Another office is asked what it thinks (Stellungnahme, Beteiligung).
struct Opinion {
  std::int64_t id = 0, case_id = 0;
  std::string office = {};    ///< that is asked
  std::int64_t staff = 0;     ///< who asks
  std::string question = {};  ///< sealed
  std::string due_on = {}, asked_at = {};
  std::string answer = {};  ///< sealed
  std::int64_t answer_staff = 0;
  std::string answered_at = {};
  static Opinion from(db::Row const& row);
};
constexpr bool is_open(Opinion const& opinion) { return opinion.answered_at.empty(); }

}  // namespace kreislauf::cases
