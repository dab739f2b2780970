#include "administration/appointments/acts/booking.h"

#include <fmt/format.h>

#include <algorithm>

namespace kreislauf::appointments {

namespace {

/// Others were quicker with all desks, between the board and the commit.
struct ClaimLost {};
constexpr int most_tries = 20;
constexpr std::size_t quick_tries = 3;  ///< so many desks are tried before the times are read again

std::int64_t desk_id(Plan const& plan, std::size_t row) {
  return row < plan.desks.size() ? plan.desks[row].id : plan.resources[row - plan.desks.size()].id;
}

Appointment appointment_at(Plan const& plan, Choice const& choice) {
  Appointment a;
  a.office = plan.settings.office;
  a.day = choice.day;
  a.minute = choice.minute;
  a.minutes = minutes_for(plan, choice.wish.items);
  a.starts_at = iso_utc(instant_of(choice.day, choice.minute));
  a.channel = choice.wish.channel;
  a.items = choice.wish.items;
  return a;
}

/// Claims the best of these rows; when somebody was quicker, one of the others, from a random one on, because many may
/// have lost the best. Gives up after `most` tries.
std::int64_t claim_one_of(db::Connection& connection, crypto::Random& random, Plan const& plan,
                          std::vector<std::size_t> const& rows, std::size_t most, Appointment const& a) {
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  auto const claim = [&](std::size_t row) {
    return store::claim(connection, desk_id(plan, row), a.day, first, last, a.id);
  };
  if (claim(rows.front())) return desk_id(plan, rows.front());
  auto const others = rows.size() - 1;
  unsigned char start = 0;
  random.fill(&start, 1);
  for (std::size_t i = 0; i < std::min(others, most - 1); ++i) {
    auto const row = rows[1 + (start + i) % others];
    if (claim(row)) return desk_id(plan, row);
  }
  throw ClaimLost{};
}

Instant start_of(Appointment const& a) { return parse_iso_utc(a.starts_at); }

Plan const& plan_of(Board const& board, std::string_view office) {
  auto const* calendar = board.of(office);
  if (calendar == nullptr) throw NotFound{};
  return *calendar->plan;
}

}  // namespace

std::shared_ptr<Board const> Place::last_board() const {
  auto last = boards.known(key);
  return last and last->first == Day{legal_time(clock.now()).day} ? last : board();
}

void note(db::Connection& connection, Place const& place, Verb verb, Appointment const& a, std::string data) {
  acts::append(connection, place.clock.now(),
               {.kind = fmt::format("appointment.{}", name_of(verb)),
                .subject = a.subject(),
                .actor = place.actor,
                .data = std::move(data)});
}

void send(db::Connection& connection, Place const& place, Appointment const& a, Letter letter, Instant due) {
  if (a.email.empty()) return;
  auto const board = place.last_board();  // held: another thread may put a newer one in its place
  auto const& secret = board->secret;
  acts::enqueue(
      connection, place.clock.now(),
      {.kind = "mail",
       .subject = a.subject(),
       .due = due,
       .payload = place.letters.about(letter, a, token_of(secret, a.id), confirm_code_of(secret, a), place.site)});
}

void remind(db::Connection& connection, Place const& place, Plan const& plan, Appointment const& a) {
  auto const due = start_of(a) - std::chrono::hours{plan.settings.remind_hours};
  if (plan.settings.remind_hours > 0 and due > place.clock.now() and not a.email.empty())
    send(connection, place, a, Letter::reminder, due);
}

acts::Answer claim_time(Place const& place, acts::Key const& key, Choice const& choice,
                        std::function<acts::Answer(db::Connection&, Appointment&)> const& work) {
  // The first try trusts the times as last read, because the claim decides and most times are free. Who overbooks
  // counts, and counting needs all.
  auto board = place.last_board();
  auto const* calendar = board->of(choice.wish.office);
  bool exact = calendar == nullptr or calendar->overbooking;
  for (int tries = 1;; ++tries, exact = true) {
    auto const now = place.clock.now();
    if (exact) board = place.board();
    calendar = board->of(choice.wish.office);
    if (calendar == nullptr) throw NotFound{};
    auto const seats = seats_at(*calendar, choice.wish, choice.day, choice.minute, now);
    try {
      acts::Answer answer;
      place.db.write([&](db::Connection& connection) {
        // First the key: a form sent twice meets its own booking, not a taken time.
        answer = acts::once(connection, now, key, [&] {
          if (not exact and (not seats or store::plan_version(connection) != board->plans)) throw ClaimLost{};
          if (not seats) throw NotFree{};
          auto a = appointment_at(*calendar->plan, choice);
          a.id = store::next_id(connection);
          auto const most = exact ? seats->desks.size() + seats->resources.size() : quick_tries;
          a.desk = claim_one_of(connection, place.random, *calendar->plan, seats->desks, most, a);
          if (not seats->resources.empty())
            a.resource = claim_one_of(connection, place.random, *calendar->plan, seats->resources, most, a);
          a.code = new_code(connection, place.random);
          a.token_hash = token_hash_of(token_of(board->secret, a.id));
          a.created_at = iso_utc(now);
          return work(connection, a);
        });
      });
      return answer;
    } catch (ClaimLost const&) {
      if (tries == most_tries) throw NotFree{};
    }
  }
}

acts::Answer hold(Place const& place, acts::Key const& key, Choice const& choice, std::string_view origin,
                  std::function<acts::Answer(Appointment const&, std::string const&)> const& answer) {
  return claim_time(place, key, choice, [&](db::Connection& connection, Appointment& a) {
    auto const board = place.boards.known(place.key);
    a.state = *after(State::free, Verb::hold);
    a.origin = origin;
    a.until_at = iso_utc(place.clock.now() + std::chrono::minutes{plan_of(*board, a.office).settings.hold_minutes});
    store::insert(connection, a);
    note(connection, place, Verb::hold, a);
    return answer(a, token_of(board->secret, a.id));
  });
}

acts::Answer book_for(Place const& place, acts::Key const& key, Choice const& choice, Person const& person,
                      std::function<acts::Answer(Appointment const&)> const& answer) {
  return claim_time(place, key, choice, [&](db::Connection& connection, Appointment& a) {
    auto const board = place.boards.known(place.key);
    a.state = *after(State::free, Verb::book_for);
    a.origin = "staff";
    a.name = person.name;
    a.email = person.email;
    a.phone = person.phone;
    a.note = person.note;
    a.language = person.language;
    if (not a.email.empty()) a.person_hash = person_hash_of(board->secret, a.email);
    a.confirmed_at = a.created_at;
    store::insert(connection, a);
    note(connection, place, Verb::book_for, a);
    send(connection, place, a, Letter::confirmed, place.clock.now());
    remind(connection, place, plan_of(*board, a.office), a);
    return answer(a);
  });
}

acts::Answer change(Place const& place, acts::Key const& key,
                    std::function<std::optional<Appointment>(db::Connection&)> const& find, Verb verb,
                    std::function<acts::Answer(db::Connection&, Appointment&)> const& work) {
  acts::Answer answer;
  place.db.write([&](db::Connection& connection) {
    answer = acts::once(connection, place.clock.now(), key, [&] {
      auto a = find(connection);
      if (not a) throw NotFound{};
      auto const next = after(a->state, verb);
      if (not next) throw NotNow{a->state};
      auto const before = *a;
      a->state = *next;
      auto done = work(connection, *a);
      store::update(connection, before, *a);
      note(connection, place, verb, *a, fmt::format(R"({{"from":"{}"}})", name_of(before.state)));
      return done;
    });
  });
  return answer;
}

acts::Answer book(Place const& place, acts::Key const& key, std::string const& token, Person const& person,
                  acts::Answer const& answer) {
  auto const board = place.last_board();
  auto const today = board->first;
  return change(
      place, key, [&](db::Connection& connection) { return store::by_token(connection, token_hash_of(token)); },
      Verb::book,
      [&](db::Connection& connection, Appointment& a) {
        auto const& settings = plan_of(*board, a.office).settings;
        // The clock decides, not the job that tidies up.
        if (parse_iso_utc(a.until_at) <= place.clock.now() or a.entry != 0) throw NotNow{State::deleted};
        a.person_hash = person_hash_of(board->secret, person.email);
        for (auto const& item : a.items) {
          if (store::open_of_person(connection, a.person_hash, today, item.service) >= settings.most_per_person)
            throw TooMany{settings.most_per_person};
        }
        a.name = person.name;
        a.email = person.email;
        a.phone = person.phone;
        a.note = person.note;
        a.language = person.language;
        a.until_at = iso_utc(std::min(place.clock.now() + std::chrono::minutes{settings.confirm_minutes}, start_of(a)));
        send(connection, place, a, Letter::please_confirm, place.clock.now());
        return answer;
      });
}

acts::Answer confirm(Place const& place, acts::Key const& key, std::string const& token, std::string const& code,
                     acts::Answer const& answer) {
  auto const board = place.last_board();
  return change(
      place, key, [&](db::Connection& connection) { return store::by_token(connection, token_hash_of(token)); },
      Verb::confirm,
      [&](db::Connection& connection, Appointment& a) {
        if (not crypto::equal(code, confirm_code_of(board->secret, a))) throw NotFound{};
        if (parse_iso_utc(a.until_at) <= place.clock.now()) throw NotNow{State::deleted};
        a.until_at.clear();
        a.confirmed_at = iso_utc(place.clock.now());
        send(connection, place, a, Letter::confirmed, place.clock.now());
        remind(connection, place, plan_of(*board, a.office), a);
        return answer;
      });
}

void leave_list(db::Connection& connection, Place const& place, Appointment const& a) {
  auto entry = store::waiting_for(connection, a.id);
  if (not entry or entry->state != "waiting") return;
  entry->state = "withdrawn";
  entry->settled_at = iso_utc(place.clock.now());
  store::update(connection, *entry);
}

acts::Answer cancel(Place const& place, acts::Key const& key, std::int64_t id, Letter letter,
                    acts::Answer const& answer) {
  auto const board = place.board();
  return change(
      place, key, [&](db::Connection& connection) { return store::find(connection, id); }, Verb::cancel,
      [&](db::Connection& connection, Appointment& a) {
        acts::withdraw(connection, place.clock.now(), a.subject());
        if (a.desk != 0) release_time(connection, place, plan_of(*board, a.office), a);
        send(connection, place, a, letter, place.clock.now());
        leave_list(connection, place, a);
        return answer;
      });
}

acts::Answer move(Place const& place, acts::Key const& key, std::int64_t id, Choice const& choice,
                  acts::Answer const& answer) {
  return claim_time(place, key, choice, [&](db::Connection& connection, Appointment& there) {
    auto const board = place.boards.known(place.key);
    auto a = store::find(connection, id);
    if (not a) throw NotFound{};
    if (not after(a->state, Verb::move)) throw NotNow{a->state};
    auto const& plan = plan_of(*board, a->office);
    acts::withdraw(connection, place.clock.now(), a->subject(), "mail");
    release_time(connection, place, plan, *a);
    // The new units were claimed for the id of a fresh appointment: they pass to the one that moves.
    int const first = there.minute / unit_minutes, last = first + units_of(there.minutes);
    store::hand_over(connection, there.desk, there.day, first, last, there.id, a->id);
    if (there.resource != 0) store::hand_over(connection, there.resource, there.day, first, last, there.id, a->id);
    a->office = there.office;
    a->desk = there.desk;
    a->resource = there.resource;
    a->day = there.day;
    a->minute = there.minute;
    a->minutes = there.minutes;
    a->starts_at = there.starts_at;
    a->channel = there.channel;
    store::update(connection, *a);
    note(connection, place, Verb::move, *a);
    send(connection, place, *a, Letter::moved, place.clock.now());
    remind(connection, place, plan_of(*board, a->office), *a);
    return answer;
  });
}

void free_time(db::Connection& connection, Appointment const& a) {
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  store::give_back(connection, a.desk, a.day, first, last, a.id);
  if (a.resource != 0) store::give_back(connection, a.resource, a.day, first, last, a.id);
}

void release_time(db::Connection& connection, Place const& place, Plan const& plan, Appointment const& a) {
  auto const now = place.clock.now();
  bool const somebody_waits = not store::waiting_after(connection, 0, 1).empty();
  // Too late for anybody to be asked: the time is free again at once.
  bool const too_late =
      start_of(a) - now < std::chrono::minutes{plan.settings.lead_minutes + plan.settings.release_minutes};
  if (a.state == State::deleted and a.confirmed_at.empty()) return free_time(connection, a);
  if (too_late or plan.settings.release_minutes <= 0) return free_time(connection, a);
  unsigned char chance = 0;
  place.random.fill(&chance, 1);
  Appointment pause = a;
  pause.id = store::next_id(connection);
  pause.code = {};
  pause.state = State::reserved;
  pause.origin = "list";
  pause.items = {};
  pause.name = pause.email = pause.phone = pause.note = pause.language = pause.person_hash = pause.token_hash = {};
  pause.confirmed_at = pause.arrived_at = pause.called_at = pause.started_at = pause.finished_at = pause.ticket = {};
  pause.entry = 0;
  pause.created_at = iso_utc(now);
  // With somebody waiting the time is offered at the next tick; otherwise it comes back at a minute nobody can foresee.
  pause.until_at =
      somebody_waits ? iso_utc(now) : iso_utc(now + std::chrono::minutes{1 + chance % plan.settings.release_minutes});
  int const first = a.minute / unit_minutes, last = first + units_of(a.minutes);
  store::hand_over(connection, a.desk, a.day, first, last, a.id, pause.id);
  if (a.resource != 0) store::hand_over(connection, a.resource, a.day, first, last, a.id, pause.id);
  store::insert(connection, pause);
  note(connection, place, Verb::release, pause);
}

}  // namespace kreislauf::appointments
