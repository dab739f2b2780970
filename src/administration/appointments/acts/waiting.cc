#include "administration/appointments/acts/waiting.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace kreislauf::appointments {

namespace {

constexpr int most_entries_per_person = 3;
constexpr int batch = 100;

bool in_part(DayPart part, int minute) {
  switch (part) {
    case DayPart::any:
      return true;
    case DayPart::morning:
      return minute < 12 * 60;
    case DayPart::afternoon:
      return minute >= 12 * 60;
    case DayPart::late:
      return minute >= 16 * 60;
  }
  return true;
}

Desk const* desk_of(Plan const& plan, std::int64_t id) {
  auto const found =
      std::find_if(plan.desks.begin(), plan.desks.end(), [&](Desk const& desk) { return desk.id == id; });
  return found == plan.desks.end() ? nullptr : &*found;
}

bool resource_fits(Plan const& plan, Offer const& offer, std::int64_t resource) {
  if (offer.resource.empty()) return true;
  return std::any_of(plan.resources.begin(), plan.resources.end(),
                     [&](Desk const& unit) { return unit.id == resource and unit.name == offer.resource; });
}

/// Gives back what the next person does not need.
void shorten(db::Connection& connection, Appointment& time, int minutes) {
  int const first = time.minute / unit_minutes, last = first + units_of(time.minutes), end = first + units_of(minutes);
  if (end < last) {
    store::give_back(connection, time.desk, time.day, end, last, time.id);
    if (time.resource != 0) store::give_back(connection, time.resource, time.day, end, last, time.id);
  }
  time.minutes = minutes;
}

void settle(db::Connection& connection, Place const& place, store::Entry& entry, std::string_view state) {
  entry.state = state;
  entry.offer = 0;
  entry.settled_at = state == "waiting" ? std::string{} : iso_utc(place.clock.now());
  store::update(connection, entry);
}

acts::Answer with_entry(Place const& place, acts::Key const& key, std::string const& token,
                        std::function<acts::Answer(db::Connection&, store::Entry&)> const& work) {
  acts::Answer answer;
  place.db.write([&](db::Connection& connection) {
    answer = acts::once(connection, place.clock.now(), key, [&] {
      auto entry = store::entry_by_token(connection, token_hash_of(token));
      if (not entry) throw NotFound{};
      return work(connection, *entry);
    });
  });
  return answer;
}

/// Nobody is asked twice about one time.
std::set<std::int64_t> asked_about(db::Connection& connection, Appointment const& time) {
  constexpr std::string_view entry = R"({"entry":)";
  std::set<std::int64_t> asked;
  for (auto const& event : acts::events_of(connection, time.subject())) {
    if (event.kind == "appointment.offer" and event.data.starts_with(entry))
      asked.insert(std::atoll(event.data.c_str() + entry.size()));
  }
  return asked;
}

/// The offer goes on at the next tick.
void pass_on(db::Connection& connection, Place const& place, store::Entry& entry, std::string_view state) {
  if (auto time = store::find(connection, entry.offer);
      time and time->state == State::reserved and time->entry == entry.id) {
    time->until_at = iso_utc(place.clock.now());
    store::update(connection, *time);
  }
  settle(connection, place, entry, state);
}

}  // namespace

bool suits(Plan const& plan, store::Entry const& entry, Appointment const& time,
           std::optional<Appointment> const& has) {
  if (not entry.office.empty() and entry.office != time.office) return false;
  if (time.day < entry.first or time.day > entry.last or not in_part(entry.part, time.minute)) return false;
  if (has and (has->state != State::confirmed or has->starts_at <= time.starts_at)) return false;
  if (serves(plan, {.items = entry.items,
                    .office = time.office,
                    .part = DayPart::any,
                    .channel = entry.channel,
                    .staff = false,
                    .from = {},
                    .to = {}}) != Serves::yes)
    return false;
  auto const* desk = desk_of(plan, time.desk);
  if (desk == nullptr or minutes_for(plan, entry.items) > time.minutes) return false;
  return std::all_of(entry.items.begin(), entry.items.end(), [&](Item const& item) {
    return desk->does(item.service) and resource_fits(plan, *plan.offer(item.service), time.resource);
  });
}

void end_offer(db::Connection& connection, Place const& place, Appointment const& time) {
  if (time.entry == 0) return;
  if (auto entry = store::find_entry(connection, time.entry); entry and entry->offer == time.id)
    settle(connection, place, *entry, "waiting");
}

void offer_to_next(db::Connection& connection, Place const& place, Board const& board, Appointment time) {
  auto const now = place.clock.now();
  auto const* calendar = board.of(time.office);
  end_offer(connection, place, time);
  // From the beginning each time: who was busy with another offer has kept his place.
  std::int64_t after_entry = 0;
  auto const asked = asked_about(connection, time);
  bool const in_time = calendar != nullptr and parse_iso_utc(time.starts_at) - now >
                                                   std::chrono::minutes{calendar->plan->settings.lead_minutes};
  while (in_time) {
    auto const waiting = store::waiting_after(connection, after_entry, batch);
    for (auto entry : waiting) {
      if (asked.contains(entry.id)) continue;
      auto const has = entry.appointment == 0 ? std::nullopt : store::find(connection, entry.appointment);
      if (not suits(*calendar->plan, entry, time, has)) continue;
      auto const& settings = calendar->plan->settings;
      shorten(connection, time, minutes_for(*calendar->plan, entry.items));
      time.entry = entry.id;
      time.items = entry.items;
      time.channel = entry.channel;
      time.until_at = iso_utc(std::min(now + std::chrono::minutes{settings.offer_minutes},
                                       parse_iso_utc(time.starts_at) - std::chrono::minutes{settings.lead_minutes}));
      store::update(connection, time);
      entry.state = "offered";
      entry.offer = time.id;
      store::update(connection, entry);
      note(connection, place, Verb::offer, time, fmt::format(R"({{"entry":{}}})", entry.id));
      acts::enqueue(
          connection, now,
          {.kind = "mail",
           .subject = fmt::format("entry:{}", entry.id),
           .due = now,
           .payload = place.letters.about(Letter::offer, entry, &time, entry_token_of(board.secret, entry.id))});
      return;
    }
    if (waiting.size() < batch) break;
    after_entry = waiting.back().id;
  }
  free_time(connection, time);
  time.state = *after(time.state, Verb::release);
  store::update(connection, time);
  note(connection, place, Verb::release, time);
}

acts::Answer join(Place const& place, acts::Key const& key, store::Entry entry,
                  std::function<acts::Answer(store::Entry const&, std::string const&)> const& answer) {
  auto const board = place.board();
  acts::Answer done;
  place.db.write([&](db::Connection& connection) {
    done = acts::once(connection, place.clock.now(), key, [&] {
      entry.person_hash = person_hash_of(board->secret, entry.email);
      if (store::open_entries_of_person(connection, entry.person_hash) >= most_entries_per_person)
        throw TooMany{most_entries_per_person};
      entry.id = db::next_number(connection, "waiting_list");
      auto const token = entry_token_of(board->secret, entry.id);
      entry.token_hash = token_hash_of(token);
      entry.joined_at = iso_utc(place.clock.now());
      store::insert(connection, entry);
      auto const subject = fmt::format("entry:{}", entry.id);
      acts::append(connection, place.clock.now(), {.kind = "waiting.joined", .subject = subject, .actor = place.actor});
      acts::enqueue(connection, place.clock.now(),
                    {.kind = "mail",
                     .subject = subject,
                     .due = place.clock.now(),
                     .payload = place.letters.about(Letter::joined_list, entry, nullptr, token)});
      return answer(entry, token);
    });
  });
  return done;
}

acts::Answer accept(Place const& place, acts::Key const& key, std::string const& token,
                    std::function<acts::Answer(std::string const&)> const& answer) {
  auto const board = place.board();
  auto const now = place.clock.now();
  return with_entry(place, key, token, [&](db::Connection& connection, store::Entry& entry) {
    auto time = store::find(connection, entry.offer);
    if (entry.state != "offered" or not time or time->entry != entry.id or parse_iso_utc(time->until_at) <= now)
      throw NotNow{State::deleted};
    auto const next = after(time->state, Verb::accept);
    if (not next) throw NotNow{time->state};
    auto const new_token = token_of(board->secret, time->id);
    time->state = *next;
    time->code = new_code(connection, place.random);
    time->token_hash = token_hash_of(new_token);
    time->name = entry.name;
    time->email = entry.email;
    time->language = entry.language;
    time->person_hash = entry.person_hash;
    time->until_at.clear();
    time->confirmed_at = iso_utc(now);
    if (auto old = entry.appointment == 0 ? std::nullopt : store::find(connection, entry.appointment);
        old and old->state == State::confirmed) {
      time->phone = old->phone;
      time->note = old->note;
      old->state = State::deleted;
      acts::withdraw(connection, now, old->subject());
      if (auto const* calendar = board->of(old->office)) release_time(connection, place, *calendar->plan, *old);
      store::update(connection, *old);
      note(connection, place, Verb::cancel, *old, fmt::format(R"({{"replaced_by":{}}})", time->id));
    }
    store::update(connection, *time);
    note(connection, place, Verb::accept, *time, fmt::format(R"({{"entry":{}}})", entry.id));
    send(connection, place, *time, Letter::confirmed, now);
    if (auto const* calendar = board->of(time->office)) remind(connection, place, *calendar->plan, *time);
    settle(connection, place, entry, "taken");
    return answer(new_token);
  });
}

acts::Answer decline(Place const& place, acts::Key const& key, std::string const& token, acts::Answer const& answer) {
  return with_entry(place, key, token, [&](db::Connection& connection, store::Entry& entry) {
    if (entry.state != "offered") throw NotNow{State::deleted};
    pass_on(connection, place, entry, "waiting");
    return answer;
  });
}

acts::Answer leave(Place const& place, acts::Key const& key, std::string const& token, acts::Answer const& answer) {
  return with_entry(place, key, token, [&](db::Connection& connection, store::Entry& entry) {
    if (entry.state != "offered" and entry.state != "waiting") throw NotNow{State::deleted};
    pass_on(connection, place, entry, "withdrawn");
    acts::append(connection, place.clock.now(),
                 {.kind = "waiting.left", .subject = fmt::format("entry:{}", entry.id), .actor = place.actor});
    return answer;
  });
}

}  // namespace kreislauf::appointments
