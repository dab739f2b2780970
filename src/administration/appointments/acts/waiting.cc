#include "administration/appointments/acts/waiting.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "platform/db/embedded.h"

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

bool resource_fits(Plan const& plan, BookableService const& offer, std::int64_t resource) {
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

/// The clock of an offer stands still at night: nobody loses a turn asleep. None ends before nine in the morning.
Instant end_of_offer(Instant from, int minutes) {
  constexpr int morning = 8 * 60, evening = 21 * 60, earliest_end = 9 * 60;
  auto const local = legal_time(from);
  auto day = Day{local.day};
  auto minute = local.minute_of_day;
  auto const next_morning = [&] {
    day += std::chrono::days{1};
    minute = morning;
  };
  if (minute >= evening) next_morning();
  minute = std::max(minute, morning);
  for (; minute + minutes > evening; next_morning()) minutes -= evening - minute;
  return instant_of(day, std::max(minute + minutes, earliest_end));
}

void settle(acts::Transaction& tx, store::Entry& entry, std::string_view state) {
  entry.state = state;
  entry.offer = 0;
  entry.settled_at = state == "waiting" ? std::string{} : iso_utc(tx.now);
  store::update(tx.db, entry);
}

store::Entry entry_of(acts::Transaction& tx, std::string_view token) {
  auto entry = store::entry_by_token(tx.db, token_hash_of(token));
  if (not entry) throw NotFound{};
  return *std::move(entry);
}

std::string subject_of(store::Entry const& entry) { return fmt::format("entry:{}", entry.id); }

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
void pass_on(acts::Transaction& tx, store::Entry& entry, std::string_view state) {
  auto time = store::find(tx.db, entry.offer);
  if (time and time->state == State::reserved and time->entry == entry.id) {
    time->until_at = iso_utc(tx.now);
    store::update(tx.db, *time);
  }
  settle(tx, entry, state);
}

/// Who waits longest among those whom this time suits and who were not asked about it. From the beginning each time:
/// who was busy with another offer has kept his place.
std::optional<store::Entry> next_for(db::Connection& connection, Environment const& env, Plan const& plan,
                                     Appointment const& time) {
  auto const asked = asked_about(connection, time);
  bool const step_free = env.step_free and env.step_free(time.office);
  for (std::int64_t after_entry = 0;;) {
    auto waiting = store::waiting_after(connection, after_entry, batch);
    for (auto& entry : waiting) {
      if (asked.contains(entry.id) or (entry.step_free and not step_free)) continue;
      auto const has = entry.appointment == 0 ? std::nullopt : store::find(connection, entry.appointment);
      if (suits(plan, entry, time, has)) return std::move(entry);
    }
    if (waiting.size() < batch) return std::nullopt;
    after_entry = waiting.back().id;
  }
}

void offer(acts::Transaction& tx, Environment const& env, Plan const& plan, Secrets const& secrets, Appointment time,
           store::Entry entry) {
  using std::chrono::minutes;
  auto const& settings = plan.settings;
  auto const last_moment = parse_iso_utc(time.starts_at) - minutes{settings.lead_minutes};
  time.entry = entry.id;
  time.items = entry.items;
  time.channel = entry.channel;
  time.until_at = iso_utc(std::min(end_of_offer(tx.now, settings.offer_minutes), last_moment));
  store::update(tx.db, time);
  entry.state = "offered";
  entry.offer = time.id;
  store::update(tx.db, entry);
  note(tx, Verb::offer, time, fmt::format(R"({{"entry":{}}})", entry.id));
  auto const token = entry_token_of(secrets, entry.id, entry.token_hash);
  // The rest of a longer time stays with it until somebody takes it: the next may need all of it.
  auto shown = time;
  shown.minutes = minutes_for(plan, entry.items);
  tx.send({.kind = "mail",
           .subject = subject_of(entry),
           .due = tx.now,
           .payload = env.notifications.about(Notification::offer, entry, &shown, token),
           .stale = parse_iso_utc(time.until_at)});
}

/// The booking that somebody had until now is given back for the earlier one.
void replace(acts::Transaction& tx, Environment const& env, Appointment old, Appointment& time) {
  if (time.phone.empty()) time.phone = old.phone;
  time.note = old.note;
  old.state = State::deleted;
  ++old.sequence;
  old.changed_at = iso_utc(tx.now);
  tx.withdraw(old.subject());
  if (auto const plan = find_plan(tx, env, old.office)) release_time(tx, env, *plan, old);
  store::update(tx.db, old);
  note(tx, Verb::cancel, old, fmt::format(R"({{"replaced_by":{}}})", time.id));
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
    return desk->does(item.service) and resource_fits(plan, *plan.service(item.service), time.resource);
  });
}

void end_offer(acts::Transaction& tx, Appointment const& time) {
  if (time.entry == 0) return;
  auto entry = store::find_entry(tx.db, time.entry);
  if (entry and entry->offer == time.id) settle(tx, *entry, "waiting");
}

void offer_to_next(acts::Transaction& tx, Environment const& env, FreeTimes const& free_times, Appointment time) {
  auto const* calendar = free_times.of(time.office);
  end_offer(tx, time);
  if (calendar != nullptr) {
    auto const& plan = *calendar->plan;
    bool const in_time = parse_iso_utc(time.starts_at) - tx.now > std::chrono::minutes{plan.settings.lead_minutes};
    auto next = in_time ? next_for(tx.db, env, plan, time) : std::nullopt;
    if (next) return offer(tx, env, plan, free_times.secrets, std::move(time), *std::move(next));
  }
  free_time(tx, time);
  time.state = *after(time.state, Verb::release);
  store::update(tx.db, time);
  note(tx, Verb::release, time);
}

bool link_is_over(store::Entry const& entry, Instant now) {
  return entry.state == "asked" and parse_iso_utc(entry.joined_at) + unconfirmed_entries_kept <= now;
}

std::string join(acts::Transaction& tx, Environment const& env, store::Entry entry) {
  auto const secrets = secrets_in(tx, env);
  entry.person_hash = person_hash_of(secrets, entry.email);
  if (store::open_entries_of_person(tx.db, entry.person_hash) >= most_entries_per_person) {
    throw TooMany{most_entries_per_person};
  }
  entry.id = db::next_number(tx.db, "waiting_list");
  auto token = entry_token_of(secrets, entry.id);
  entry.token_hash = token_hash_of(token);
  entry.joined_at = iso_utc(tx.now);
  // Who has an appointment has shown that the address is his. Anybody else may have typed a stranger's.
  bool const shown = entry.appointment != 0;
  entry.state = shown ? "waiting" : "asked";
  store::insert(tx.db, entry);
  tx.event("waiting.joined", subject_of(entry));
  auto const mail = shown ? Notification::joined_list : Notification::confirm_list;
  tx.send({.kind = "mail",
           .subject = subject_of(entry),
           .due = tx.now,
           .payload = env.notifications.about(mail, entry, nullptr, token),
           .stale = tx.now + unconfirmed_entries_kept});
  return token;
}

void confirm_entry(acts::Transaction& tx, Environment const&, std::string_view token) {
  auto entry = entry_of(tx, token);
  if (entry.state != "asked" or link_is_over(entry, tx.now)) throw NotNow{State::deleted};
  if (store::open_entries_of_person(tx.db, entry.person_hash) >= most_entries_per_person)
    throw TooMany{most_entries_per_person};
  settle(tx, entry, "waiting");
  tx.event("waiting.confirmed", subject_of(entry));
}

std::string accept(acts::Transaction& tx, Environment const& env, std::string_view token) {
  auto entry = entry_of(tx, token);
  auto time = store::find(tx.db, entry.offer);
  bool const offered = entry.state == "offered" and time and time->entry == entry.id;
  if (not offered or parse_iso_utc(time->until_at) <= tx.now) throw NotNow{State::deleted};
  auto const next = after(time->state, Verb::accept);
  if (not next) throw NotNow{time->state};
  auto new_token = token_of(secrets_in(tx, env), *time);
  time->state = *next;
  time->code = new_code(tx.db, env.random);
  time->token_hash = token_hash_of(new_token);
  time->name = entry.name;
  time->email = entry.email;
  time->phone = entry.phone;
  time->language = entry.language;
  time->person_hash = entry.person_hash;
  time->until_at.clear();
  time->confirmed_at = time->changed_at = iso_utc(tx.now);
  auto const plan = find_plan(tx, env, time->office);
  if (plan) shorten(tx.db, *time, minutes_for(*plan, time->items));
  auto const old = entry.appointment == 0 ? std::nullopt : store::find(tx.db, entry.appointment);
  if (old and old->state == State::confirmed) replace(tx, env, *old, *time);
  store::update(tx.db, *time);
  note(tx, Verb::accept, *time, fmt::format(R"({{"entry":{}}})", entry.id));
  send(tx, env, *time, Notification::confirmed, tx.now);
  if (plan) remind(tx, env, *plan, *time);
  settle(tx, entry, "taken");
  return new_token;
}

void decline(acts::Transaction& tx, Environment const&, std::string_view token) {
  auto entry = entry_of(tx, token);
  if (entry.state != "offered") throw NotNow{State::deleted};
  pass_on(tx, entry, "waiting");
}

void leave(acts::Transaction& tx, Environment const&, std::string_view token) {
  auto entry = entry_of(tx, token);
  if (entry.state == "asked") {
    tx.withdraw(subject_of(entry));
    return store::erase_entry(tx.db, entry.id);
  }
  if (entry.state != "offered" and entry.state != "waiting") throw NotNow{State::deleted};
  pass_on(tx, entry, "withdrawn");
  tx.event("waiting.left", subject_of(entry));
}

}  // namespace kreislauf::appointments
