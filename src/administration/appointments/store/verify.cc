#include "administration/appointments/store/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "administration/appointments/rules/day_bits.h"
#include "administration/appointments/rules/transitions.h"
#include "administration/appointments/store/store.h"

namespace kreislauf::appointments {

namespace {

// Every commit counts itself here: who has locked this row sees all that is committed, and nothing is committed
// meanwhile.
constexpr auto stop_commits = "UPDATE store_version SET version = version";
constexpr auto all_appointments =
    "SELECT id, state, desk, resource, day, minute, minutes, code, entry, until_at FROM appointments ORDER BY id";
constexpr auto all_claims = "SELECT desk, day, unit, appointment FROM slot_claims ORDER BY desk, day, unit";
constexpr auto all_events = "SELECT kind, subject, data, at FROM events WHERE kind LIKE 'appointment.%' ORDER BY id";
constexpr auto all_messages =
    "SELECT id, kind, subject, state, due_at, CASE WHEN payload = '' THEN 0 ELSE 1 END, attempts, last_error FROM "
    "outbox";
constexpr auto all_entries = "SELECT id, state, offer FROM waiting_list";
constexpr auto last_number = "SELECT COALESCE(MAX(value), 0) FROM number_series WHERE name = ?";
constexpr auto without_address = "SELECT id FROM appointments WHERE email = ''";
constexpr int kept_days = 29;  ///< of settled mails; a day less than they are kept

struct Seen {
  State state = State::free;
  bool known_state = true;
  std::int64_t desk = 0, resource = 0, day = 0, entry = 0;
  int first = 0, last = 0;  ///< units
  std::string code, until;
  std::int64_t claims = 0;
  bool has_address = true;
  // From the trail:
  State told = State::free;
  bool trail = false, mail_due = false, mail = false;
};

class Check {
 public:
  Check(db::Connection& connection, Instant now)
      : connection_{connection}, now_{now}, today_{number_of(Day{legal_time(now).day})} {}

  Verification run() {
    read_appointments();
    check_claims();
    check_overlaps();
    check_trail();
    check_mails();
    check_entries();
    check_numbers();
    return std::move(out_);
  }

 private:
  template <class... A>
  void wrong(fmt::format_string<A...> text, A&&... values) {
    constexpr std::size_t most = 1000;
    if (out_.findings.size() < most) out_.findings.push_back(fmt::format(text, std::forward<A>(values)...));
  }

  void read_appointments() {
    std::map<std::string, std::int64_t> codes;
    connection_.each(all_appointments, [&](db::Row const& row) {
      auto const id = row.integer(0);
      Seen a;
      a.known_state = parse_state(row.text(1), a.state);
      a.desk = row.integer(2);
      a.resource = row.integer(3);
      a.day = row.integer(4);
      a.first = static_cast<int>(row.integer(5)) / unit_minutes;
      a.last = a.first + units_of(static_cast<int>(row.integer(6)));
      a.code = row.string(7);
      a.entry = row.integer(8);
      a.until = row.string(9);
      if (not a.known_state) wrong("appointment {} has the unknown state \"{}\"", id, row.text(1));
      if ((a.state == State::reserved or a.state == State::preconfirmed) and row.text(9).empty())
        wrong("appointment {} is {} without an end", id, name_of(a.state));
      if (a.state == State::confirmed and a.day >= today_) ++out_.confirmed;
      if (not a.code.empty() and a.state != State::deleted and
          not codes.emplace(fmt::format("{}/{}", a.day, a.code), id).second)
        wrong("appointment {} has a code that another one of its day has", id);
      seen_.emplace(id, std::move(a));
    });
    connection_.each(without_address, [&](db::Row const& row) { seen_[row.integer(0)].has_address = false; });
    out_.appointments = seen_.size();
  }

  void check_claims() {
    connection_.each(all_claims, [&](db::Row const& row) {
      ++out_.claims;
      if (row.integer(1) < today_) return;  // of days that are over; swept away once a day
      auto const found = seen_.find(row.integer(3));
      auto const desk = row.integer(0), day = row.integer(1), unit = row.integer(2);
      if (found == seen_.end())
        return wrong("desk {}, day {}, unit {} is claimed for appointment {}, which does not exist", desk, day, unit,
                     row.integer(3));
      auto& a = found->second;
      ++a.claims;
      bool const within = (desk == a.desk or desk == a.resource) and day == a.day and unit >= a.first and unit < a.last;
      if (a.state == State::deleted or not within)
        wrong("desk {}, day {}, unit {} is claimed for appointment {}, which is {} and does not hold it", desk, day,
              unit, row.integer(3), name_of(a.state));
    });
    for (auto const& [id, a] : seen_) {
      if (a.desk == 0 or a.day < today_ or not holds_time(a.state)) continue;
      auto const due = (a.last - a.first) * (a.resource == 0 ? 1 : 2);
      if (a.claims != due)
        wrong("appointment {} is {} and claims {} units instead of {}", id, name_of(a.state), a.claims, due);
    }
  }

  /// Without a look at the claims: two appointments of one desk never share a minute.
  void check_overlaps() {
    struct Span {
      std::int64_t desk, day;
      int first, last;
      std::int64_t id;
    };
    std::vector<Span> spans;
    for (auto const& [id, a] : seen_) {
      if (a.day < today_ or not holds_time(a.state)) continue;
      for (auto const desk : {a.desk, a.resource}) {
        if (desk != 0) spans.push_back({desk, a.day, a.first, a.last, id});
      }
    }
    std::sort(spans.begin(), spans.end(), [](Span const& a, Span const& b) {
      return std::tie(a.desk, a.day, a.first) < std::tie(b.desk, b.day, b.first);
    });
    for (std::size_t i = 1; i < spans.size(); ++i) {
      auto const &a = spans[i - 1], &b = spans[i];
      if (a.desk == b.desk and a.day == b.day and b.first < a.last)
        wrong("appointments {} and {} have desk {} at the same time", a.id, b.id, a.desk);
    }
  }

  void follow(Seen& a, std::int64_t id, Verb verb) {
    // A time that comes back begins as reserved for the list; its trail begins with the release.
    auto const next = not a.trail and verb == Verb::release ? std::optional{State::reserved} : after(a.told, verb);
    a.trail = true;
    if (not next)
      return wrong("appointment {} was {} and then \"{}\", which the table does not know", id, name_of(a.told),
                   name_of(verb));
    a.told = *next;
    if (verb == Verb::confirm or verb == Verb::book_for or verb == Verb::accept) a.mail_due = true;
  }

  void check_trail() {
    connection_.each(all_events, [&](db::Row const& row) {
      ++out_.events;
      auto const word = row.text(0).substr(std::string_view{"appointment."}.size());
      if (word == "kept") return;  // what the office has decided: the appointment stays as it is
      auto const subject = row.text(1);
      auto const id = std::atoll(std::string{subject.substr(std::min(subject.size(), subject.find(':') + 1))}.c_str());
      auto const found = seen_.find(id);
      if (found == seen_.end()) return wrong("an event tells of {}, which does not exist", subject);
      Verb verb{};
      if (parse_verb(word, verb)) return follow(found->second, id, verb);
      if (word == "closed") found->second.told = found->second.state;
    });
    for (auto const& [id, a] : seen_) {
      if (a.trail and a.told != a.state)
        wrong("appointment {} is {}, but its events lead to {}", id, name_of(a.state), name_of(a.told));
    }
  }

  void check_mails() {
    auto const horizon = iso_utc(now_ - std::chrono::days{kept_days});
    auto const now = iso_utc(now_);
    connection_.each(all_messages, [&](db::Row const& row) {
      auto const state = row.text(3), subject = row.text(2);
      bool const open = state == "waiting" or state == "dead", has_payload = row.integer(5) != 0;
      if (not open and state != "sent" and state != "withdrawn")
        wrong("message {} has the unknown state \"{}\"", row.integer(0), state);
      if (open != has_payload)
        wrong("message {} is {} {} its content", row.integer(0), state, has_payload ? "with" : "without");
      if (row.text(1) != "mail" or not subject.starts_with("appointment:")) return;
      ++out_.mails;
      auto const found = seen_.find(std::atoll(std::string{subject.substr(12)}.c_str()));
      if (found == seen_.end()) return wrong("message {} is about {}, which does not exist", row.integer(0), subject);
      // What came too late to be of use was withdrawn by the outbox itself.
      if (state != "withdrawn" or row.text(7) == "stale") found->second.mail = true;
      // Not yet tried and due later is a reminder; what was tried waits for its next try.
      if (state == "waiting" and row.text(4) > now and row.integer(6) == 0 and found->second.state == State::deleted)
        wrong("message {} would remind of {}, which is cancelled", row.integer(0), subject);
    });
    std::map<std::string, bool> old;
    connection_.each(all_events, [&](db::Row const& row) {
      if (row.text(3) < horizon) old[row.string(1)] = true;
    });
    for (auto const& [id, a] : seen_) {
      if (a.mail_due and a.has_address and not a.mail and not old.contains(fmt::format("appointment:{}", id)))
        wrong("appointment {} was confirmed without a mail", id);
    }
  }

  void check_entries() {
    std::map<std::int64_t, std::int64_t> offers;
    connection_.each(all_entries, [&](db::Row const& row) {
      ++out_.entries;
      auto const id = row.integer(0), offer = row.integer(2);
      if (row.text(1) != "offered") return;
      if (not offers.emplace(offer, id).second) wrong("time {} is offered to two entries of the waiting list", offer);
      auto const found = seen_.find(offer);
      if (found == seen_.end() or found->second.state != State::reserved or found->second.entry != id)
        wrong("entry {} of the waiting list has an offer that is not held for it", id);
    });
    auto const now = iso_utc(now_);
    for (auto const& [id, a] : seen_) {
      // A declined offer is over at once and goes on at the next look at the clock.
      if (a.state == State::reserved and a.entry != 0 and a.until > now and
          (not offers.contains(id) or offers[id] != a.entry))
        wrong("time {} is held for entry {} of the waiting list, which knows nothing of it", id, a.entry);
    }
  }

  void check_numbers() {
    auto const given = connection_.number(last_number, "appointments");
    if (not seen_.empty() and std::max_element(seen_.begin(), seen_.end(), [](auto const& a, auto const& b) {
                                return a.first < b.first;
                              })->first > given)
      wrong("the next number of an appointment was already given ({})", given);
  }

  db::Connection& connection_;
  Instant now_;
  std::int64_t today_;
  std::unordered_map<std::int64_t, Seen> seen_;
  Verification out_;
};

}  // namespace

Verification verify(db::Database& database, Instant now) {
  Verification out;
  database.write([&](db::Connection& connection) {
    connection.exec(stop_commits);
    out = Check{connection, now}.run();
  });
  return out;
}

}  // namespace kreislauf::appointments
