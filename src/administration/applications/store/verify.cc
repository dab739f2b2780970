#include "administration/applications/store/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "administration/applications/model.h"
#include "administration/applications/rules/transitions.h"
#include "platform/ledger/leaf.h"

namespace kreislauf::applications {

namespace {

// Every commit counts itself here: who has locked this row sees all that is committed, and nothing is committed
// meanwhile.
constexpr auto stop_commits = "UPDATE store_version SET version = version";
constexpr auto all_applications =
    "SELECT id, number, office, state, submitted_at, settled_at, erase_on, entry, CASE WHEN entered = '' THEN 0 ELSE 1 "
    "END, CASE WHEN mail = '' THEN 0 ELSE 1 END, CASE WHEN reason = '' THEN 0 ELSE 1 END FROM applications ORDER BY id";
constexpr auto all_events =
    "SELECT kind, subject, at FROM events WHERE kind LIKE 'application.%' OR (kind = 'message.write' AND subject LIKE "
    "'application:%' AND data LIKE '%\"office\"%') ORDER BY id";
constexpr auto all_entries = "SELECT number, leaf, content FROM ledger_entries ORDER BY number";
constexpr auto all_mails =
    "SELECT id, subject, created_at FROM outbox WHERE kind = 'mail' AND subject LIKE 'application:%'";
constexpr auto all_cases = "SELECT subject, phase, office FROM cases WHERE subject LIKE 'application:%'";
constexpr auto all_notices = "SELECT subject FROM notices WHERE state = 'issued' AND subject LIKE 'application:%'";
constexpr auto all_signatures = "SELECT id, application, state, version FROM application_signatures ORDER BY id";
constexpr auto all_offices = "SELECT id FROM offices";
constexpr auto all_series = "SELECT name, value FROM number_series WHERE name LIKE 'applications%'";
constexpr std::string_view prefix = "application:";
constexpr int kept_days = 29;  ///< of settled mails; a day less than they are kept

struct Seen {
  State state = State::begun;
  bool row = false;  ///< it is there; what was thrown away or erased is known from its events only
  std::string number, office, submitted_at, settled_at, erase_on;
  std::int64_t entry = -1;
  bool answers = false, mail = false, reason = false;
  bool amending = false;                 ///< what is amended waits for signatures
  int asked = 0, given = 0, others = 0;  ///< signatures of others: not yet given, given, refused or too late
  // From the trail:
  std::optional<State> told = {};
  std::string sent_at = {};  ///< of the event
  int sent = 0, news = 0, mails = 0, entries = 0;
  bool begun = false, erased = false, arrival_mail = false, noticed = false, from_elsewhere = false;
  std::string phase = {}, case_office = {};  ///< of its case
};

std::int64_t id_in(std::string_view subject) {
  std::int64_t id = 0;
  if (subject.starts_with(prefix)) std::from_chars(subject.data() + prefix.size(), subject.data() + subject.size(), id);
  return id;
}

std::optional<Verb> verb_of(std::string_view kind) {
  auto const word = kind.substr(std::string_view{"application."}.size());
  for (auto const& one : transitions()) {
    if (name_of(one.verb) == word) return one.verb;
  }
  return std::nullopt;
}

class Check {
 public:
  Check(db::Connection& connection, Instant now) : connection_{connection}, now_{now} {}

  Verification run() {
    read_applications();
    read_signatures();
    check_trail();
    check_entries();
    check_mails();
    read_cases();
    for (auto const& [id, a] : seen_) check_one(id, a);
    check_numbers();
    return std::move(out_);
  }

 private:
  template <class... A>
  void wrong(fmt::format_string<A...> text, A&&... values) {
    constexpr std::size_t most = 1000;
    if (out_.findings.size() < most) out_.findings.push_back(fmt::format(text, std::forward<A>(values)...));
  }

  void read_applications() {
    connection_.each(all_offices, [&](db::Row const& row) { offices_.insert(row.string(0)); });
    connection_.each(all_applications, [&](db::Row const& row) {
      auto const id = row.integer(0);
      Seen a{.row = true,
             .number = row.string(1),
             .office = row.string(2),
             .submitted_at = row.string(4),
             .settled_at = row.string(5),
             .erase_on = row.string(6),
             .entry = row.integer(7),
             .answers = row.integer(8) != 0,
             .mail = row.integer(9) != 0,
             .reason = row.integer(10) != 0};
      if (not parse_state(row.text(3), a.state)) wrong("application {} has the unknown state \"{}\"", id, row.text(3));
      if (not a.number.empty() and not numbers_.emplace(a.number, id).second)
        wrong("applications {} and {} have the same number {}", numbers_[a.number], id, a.number);
      seen_.emplace(id, std::move(a));
      ++out_.applications;
    });
  }

  void read_signatures() {
    connection_.each(all_signatures, [&](db::Row const& row) {
      auto const found = seen_.find(row.integer(1));
      if (found == seen_.end())
        return wrong("signature {} is of application {}, which does not exist", row.integer(0), row.integer(1));
      auto const state = row.text(2);
      // Of an amendment, or of what held before it: they say nothing of whether it was sent rightly.
      if (row.integer(3) != 0) {
        found->second.amending = found->second.amending or state == "asked";
        return;
      }
      ++(state == "asked" ? found->second.asked : state == "given" ? found->second.given : found->second.others);
    });
  }

  // ---- What has happened

  void count_sent(Seen& a, std::string_view at) {
    ++a.sent;
    ++out_.sent;
    a.sent_at = at;
    ++sent_in_[int{std::chrono::year_month_day{legal_time(parse_iso_utc(at)).day}.year()}];
  }

  /// Another authority has passed it on: nobody has begun it here, and whoever applied was told by that one.
  void come_in(Seen& a, std::int64_t id, std::string_view at) {
    if (std::exchange(a.begun, true)) wrong("application {} came in from elsewhere, but was begun here", id);
    a.from_elsewhere = true;
    a.told = State::submitted;
    count_sent(a, at);
  }

  void follow(Seen& a, std::int64_t id, Verb verb, std::string_view at) {
    constexpr std::array told{Verb::suspend,       Verb::submit,        Verb::deliver, Verb::accept, Verb::reject,
                              Verb::ask_signature, Verb::refuse_cosign, Verb::lapse,   Verb::resume, Verb::come_back};
    if (std::find(told.begin(), told.end(), verb) != told.end()) ++a.news;
    if (verb == Verb::submit) count_sent(a, at);
    auto const* transition = a.told ? find_transition(*a.told, verb) : nullptr;
    if (transition == nullptr)
      return wrong("application {} was {} and then \"{}\", which the table does not know", id,
                   a.told ? name_of(*a.told) : "not begun", name_of(verb));
    a.told = transition->to;
  }

  void check_trail() {
    connection_.each(all_events, [&](db::Row const& row) {
      ++out_.events;
      auto const kind = row.text(0);
      auto const id = id_in(row.text(1));
      auto& a = seen_[id];
      if (kind == "application.begin") {
        if (std::exchange(a.begun, true)) wrong("application {} was begun twice", id);
        a.told = State::begun;
      } else if (kind == "application.erase") {
        a.erased = true;
        a.told.reset();
      } else if (kind == "application.come_in") {
        come_in(a, id, row.text(2));
      } else if (kind == "application.return" or kind == "application.handed_over" or kind == "message.write" or
                 kind == "application.refuse_amendment" or kind == "application.lapse_amendment") {
        ++a.news;  // of the specialist system, of the office, of who should sign: the applicant is told
      } else if (auto const verb = verb_of(kind)) {
        follow(a, id, *verb, row.text(2));
      }
    });
  }

  void check_entries() {
    constexpr std::string_view submitted = "application.submitted";
    connection_.each(all_entries, [&](db::Row const& row) {
      auto const leaf = ledger::leaf_in(row.text(1));
      if (not leaf or leaf->kind != submitted) return;
      ++out_.entries;
      auto const id = id_in(leaf->subject);
      auto const found = seen_.find(id);
      if (found == seen_.end() or found->second.sent == 0)
        return wrong("entry {} of the ledger tells of application {}, which was never sent", row.integer(0), id);
      auto& a = found->second;
      if (++a.entries > 1) return wrong("application {} has more than one entry of the ledger", id);
      if (not a.row) return;
      if (a.entry != row.integer(0))
        wrong("application {} names entry {} of the ledger, its own is {}", id, a.entry, row.integer(0));
      if (iso_utc(leaf->at) != a.submitted_at)
        wrong("application {} was sent at another time than its entry of the ledger says", id);
      // What a receipt shows begins with the number (acts/sending.cc).
      if (not row.text(2).starts_with(fmt::format(R"({{"number":"{}",)", a.number)))
        wrong("entry {} of the ledger does not show the number of application {}", row.integer(0), id);
    });
  }

  void check_mails() {
    connection_.each(all_mails, [&](db::Row const& row) {
      ++out_.mails;
      auto const found = seen_.find(id_in(row.text(1)));
      if (found == seen_.end())
        return wrong("message {} is about {}, which does not exist", row.integer(0), row.text(1));
      ++found->second.mails;
      if (row.text(2) == found->second.sent_at) found->second.arrival_mail = true;
    });
  }

  void read_cases() {
    connection_.each(all_cases, [&](db::Row const& row) {
      auto const found = seen_.find(id_in(row.text(0)));
      if (found == seen_.end() or not found->second.row)
        return wrong("there is a case of {}, which is not there", row.text(0));
      found->second.phase = row.text(1);
      found->second.case_office = row.text(2);
    });
    connection_.each(all_notices, [&](db::Row const& row) { seen_[id_in(row.text(0))].noticed = true; });
  }

  /// What somebody sees in the lists is what the applicant sees.
  void check_case(std::int64_t id, Seen const& a) {
    if (a.phase.empty()) return wrong("application {} has no case", id);
    bool const open = a.phase == "new" or a.phase == "working" or a.phase == "waiting" or a.phase == "signing";
    bool const fits = a.state == State::submitted   ? a.phase == "new"
                      : a.state == State::delivered ? open
                      : a.state == State::withdrawn ? a.phase == "closed"
                      : a.state == State::passed_on ? a.phase == "passed_on"
                                                    : a.phase == "decided";
    if (not fits) wrong("application {} is {}, but its case is {}", id, name_of(a.state), a.phase);
    if (a.case_office != a.office) wrong("application {} lies in {}, but its case in {}", id, a.office, a.case_office);
  }

  // ---- What is there now

  void check_one(std::int64_t id, Seen const& a) {
    if (a.sent > 1) wrong("application {} was sent {} times", id, a.sent);
    if (a.sent > 0 and a.entries == 0) wrong("application {} was sent without an entry of the ledger", id);
    if (a.mails > a.news) wrong("application {} has {} mails for {} events that send one", id, a.mails, a.news);
    if (not a.row) {
      if (a.told) wrong("application {} is gone, but its events lead to {}", id, name_of(*a.told));
      return;
    }
    if (not a.begun) wrong("application {} was never begun", id);
    // A page that is saved takes a draft up again, without an event.
    bool const same = a.told and (a.told == a.state or (a.told == State::suspended and a.state == State::begun));
    if (not same)
      wrong("application {} is {}, but its events lead to {}", id, name_of(a.state),
            a.told ? name_of(*a.told) : "nothing");
    if (not was_sent(a.state))
      check_draft(id, a);
    else
      check_sent(id, a);
    check_signatures(id, a);
  }

  /// Nothing waits for nobody, and nothing was sent before all have signed.
  void check_signatures(std::int64_t id, Seen const& a) {
    bool const waits = a.state == State::to_cosign;
    if (waits and (a.asked == 0 or a.others > 0 or not a.answers))
      wrong("application {} waits for a signature without {}", id,
            a.answers ? "anybody who was asked" : "answers that could be signed");
    if (not waits and a.asked > 0) wrong("application {} is {} before all have signed", id, name_of(a.state));
    if (a.amending and not was_sent(a.state)) wrong("application {} is amended before it was sent", id);
    if (is_open(a.state) and a.given > 0) wrong("application {} is a draft that somebody has signed", id);
  }

  void check_draft(std::int64_t id, Seen const& a) {
    if (not a.number.empty() or a.entry >= 0 or not a.submitted_at.empty() or not a.settled_at.empty())
      wrong("application {} is a draft with number, entry or moment of sending", id);
    if (a.erase_on.empty()) wrong("application {} is a draft that would be kept for ever", id);
  }

  void check_sent(std::int64_t id, Seen const& a) {
    if (a.number.empty() or a.entry < 0 or a.submitted_at.empty() or not a.answers)
      wrong("application {} is {} without {}", id, name_of(a.state),
            a.number.empty()         ? "a number"
            : a.entry < 0            ? "an entry of the ledger"
            : a.submitted_at.empty() ? "the moment of sending"
                                     : "answers");
    if (a.submitted_at != a.sent_at) wrong("application {} was sent at another time than its events say", id);
    if (is_settled(a.state) == a.settled_at.empty() or is_settled(a.state) == a.erase_on.empty())
      wrong("application {} is {} {} an end", id, name_of(a.state), is_settled(a.state) ? "without" : "with");
    check_case(id, a);
    if (a.state == State::rejected and not a.reason and not a.noticed)
      wrong("application {} was rejected without a reason", id);
    if (not is_settled(a.state) and not offices_.contains(a.office))
      wrong("application {} waits in office \"{}\", which does not exist", id, a.office);
    if (a.mail and not a.arrival_mail and not a.from_elsewhere and
        parse_iso_utc(a.submitted_at) > now_ - std::chrono::days{kept_days})
      wrong("application {} was sent without a mail", id);
  }

  /// What was sent got the numbers from 1 on, each once: none is missing, none is ahead.
  void check_numbers() {
    std::map<std::string, std::int64_t> given;
    connection_.each(all_series, [&](db::Row const& row) { given[row.string(0)] = row.integer(1); });
    for (auto const& [year, sent] : sent_in_) {
      if (auto const last = given[fmt::format("applications-{}", year)]; last != sent)
        wrong("{} applications were sent in {}, but the last number given is {}", sent, year, last);
    }
    for (auto const& [number, id] : numbers_) {
      auto const dash = number.find('-');
      std::int64_t counted = 0;
      if (dash != std::string::npos) std::from_chars(number.data() + dash + 1, number.data() + number.size(), counted);
      if (counted < 1 or counted > given["applications-" + number.substr(0, dash)])
        wrong("application {} has the number {}, which was never given", id, number);
    }
    if (not seen_.empty() and seen_.rbegin()->first > given["applications"])
      wrong("the next id of an application was already given ({})", given["applications"]);
  }

  db::Connection& connection_;
  Instant now_;
  std::map<std::int64_t, Seen> seen_;
  std::set<std::string, std::less<>> offices_;
  std::map<std::string, std::int64_t> numbers_;  ///< whose each number is
  std::map<int, std::int64_t> sent_in_;          ///< how many were sent in a year
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

}  // namespace kreislauf::applications
