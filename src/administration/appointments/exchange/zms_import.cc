#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/exchange/zms.h"
#include "administration/appointments/exchange/zms_json.h"
#include "administration/appointments/rules/day_bits.h"
#include "base/text.h"

namespace kreislauf::appointments {

namespace json = boost::json;

namespace {

constexpr std::size_t most_rules = 400, most_offers = 2000, most_days_off = 2000;
constexpr int most_desks = 200;

int bounded(json::object const& object, std::string_view key, int otherwise, int least, int most) {
  return static_cast<int>(std::clamp<std::int64_t>(zms::number(object, key, otherwise), least, most));
}

/// A date as seconds since 1970, at any time of that day.
std::optional<Day> day_of_seconds(json::object const& object, std::string_view key) {
  auto const value = zms::number(object, key, -1);
  if (value < 0 or value > 7'000'000'000) return std::nullopt;
  return Day{legal_time(Instant{std::chrono::seconds{value}}).day};
}

/// `8:00`, `08:00`, `08:00:00`; -1 for anything else.
int minute_of(std::string const& time) {
  auto const parts = text::split(time, ':');
  json::object numbers;
  if (parts.size() < 2) return -1;
  numbers["h"] = parts[0];
  numbers["m"] = parts[1];
  auto const hour = zms::number(numbers, "h", -1), minute = zms::number(numbers, "m", -1);
  return hour < 0 or hour > 24 or minute < 0 or minute > 59 ? -1 : static_cast<int>(hour * 60 + minute);
}

class Importer {
 public:
  explicit Importer(json::object const& file) : file_{file} {}
  Result<ZmsImport> read();

 private:
  void office();
  void settings();
  void days_off(zms::Entries const& entries);
  void add_day_off(Day day, std::string const& name);
  Result<bool> rules(zms::Entries const& entries);
  Result<bool> offers(zms::Entries const& entries);
  void rule(json::object const& availability);
  bool times(json::object const& availability, Rule& rule);
  void weeks(json::object const& availability, Rule& rule);
  void desks(json::object const& availability, Rule& rule);
  void offer(json::object const& relation);
  void all_desks();
  void note(std::string text) { out_.left_out.push_back(std::move(text)); }

  json::object const& file_;
  ZmsImport out_;
  int slot_minutes_ = 0;  ///< the smallest step, in which slots are counted
};

void Importer::office() {
  auto const& scope = zms::object(file_, "scope");
  auto const& provider =
      zms::object(file_, "provider").empty() ? zms::object(scope, "provider") : zms::object(file_, "provider");
  auto const& contact = zms::object(provider, "contact");
  auto const degrees = [&](char const* key) {
    auto const* const value = contact.if_contains(key);
    return value != nullptr and value->is_number() ? value->to_number<double>() : 0.0;
  };
  auto const short_name = zms::text(scope, "shortName");
  out_.office = {.id = zms::text(provider, "id"),
                 .name = zms::text(provider, "name"),
                 .short_name = short_name.empty() ? zms::text(provider, "displayName") : short_name,
                 .link = zms::text(provider, "link"),
                 .street = zms::text(contact, "street"),
                 .house_number = zms::text(contact, "streetNumber"),
                 .postal_code = zms::text(contact, "postalCode"),
                 .city = zms::text(contact, "city"),
                 .latitude = degrees("lat"),
                 .longitude = degrees("lon")};
}

void Importer::settings() {
  auto const& wanted = zms::object(zms::object(zms::object(file_, "scope"), "preferences"), "appointment");
  auto& settings = out_.plan.settings;
  settings.first_day = bounded(wanted, "startInDaysDefault", settings.first_day, 0, 365);
  settings.last_day = bounded(wanted, "endInDaysDefault", settings.last_day, settings.first_day, 365);
  settings.hold_minutes = bounded(wanted, "reservationDuration", settings.hold_minutes, 1, 24 * 60);
  settings.confirm_minutes = bounded(wanted, "activationDuration", settings.confirm_minutes, 1, 7 * 24 * 60);
  settings.release_minutes = bounded(wanted, "deallocationDuration", settings.release_minutes, 0, 24 * 60);
}

/// Days off in a row with the same name become one closure.
void Importer::add_day_off(Day day, std::string const& name) {
  auto& closures = out_.plan.rules.closures;
  if (not closures.empty() and closures.back().reason == name and closures.back().last + std::chrono::days{1} == day) {
    closures.back().last = day;
    return;
  }
  auto& closure = closures.emplace_back();
  closure.first = closure.last = day;
  closure.reason = name;
}

void Importer::days_off(zms::Entries const& entries) {
  std::vector<std::pair<Day, std::string>> days;
  for (auto const* const value : entries) {
    auto const* const entry = value->if_object();
    if (entry == nullptr or days.size() == most_days_off) continue;
    auto const name = zms::text(*entry, "name");
    if (auto const day = day_of_seconds(*entry, "date")) days.emplace_back(*day, name == "geschlossen" ? "" : name);
  }
  std::sort(days.begin(), days.end());
  for (auto const& [day, name] : days) add_day_off(day, name);
}

bool Importer::times(json::object const& availability, Rule& rule) {
  auto const id = zms::text(availability, "id");
  auto const from = minute_of(zms::text(availability, "startTime"));
  auto to = minute_of(zms::text(availability, "endTime"));
  if (to == 24 * 60 - 1) to = 24 * 60;  // ZMS writes 23:59 for the end of the day
  rule.from = (from + 4) / 5 * 5;
  rule.to = to / 5 * 5;
  if (from < 0 or to > 24 * 60 or rule.to <= rule.from) {
    note(fmt::format("Öffnungszeit {}: Beginn und Ende ergeben keine Zeit.", id));
    return false;
  }
  if (rule.from != from or rule.to != to) note(fmt::format("Öffnungszeit {}: auf 5 Minuten gerundet.", id));
  auto const step = bounded(availability, "slotTimeInMinutes", 10, 1, 24 * 60);
  if (rule.kind != RuleKind::appointment) return true;
  rule.step = units_of(step) * unit_minutes;
  slot_minutes_ = slot_minutes_ == 0 ? step : std::min(slot_minutes_, step);
  if (rule.step != step)
    note(fmt::format("Öffnungszeit {}: Takt von {} Minuten auf {} Minuten gerundet.", id, step, rule.step));
  return true;
}

// ZMS opens every week with afterWeeks 1, or with neither of the two; with both in either of them (zmsentities
// Availability.php, hasWeek).
void Importer::weeks(json::object const& availability, Rule& rule) {
  auto const& repeat = zms::object(availability, "repeat");
  auto const every = bounded(repeat, "afterWeeks", 0, 0, 52), of_month = bounded(repeat, "weekOfMonth", 0, 0, 5);
  rule.every_weeks = rule.first ? std::max(1, every) : 1;
  if (every == 0) rule.week_of_month = of_month;
  if (every > 1 and of_month != 0) {
    note(fmt::format("Öffnungszeit {}: Wochen im Monat neben jeder {}. Woche sind weggefallen.",
                     zms::text(availability, "id"), every));
  }
}

bool meet(Rule const& one, Rule const& other) {
  auto const days = std::max(one.first.value_or(zms::open_begin), other.first.value_or(zms::open_begin)) <=
                    std::min(one.last.value_or(zms::open_end), other.last.value_or(zms::open_end));
  return days and (one.weekdays & other.weekdays) != 0 and one.from < other.to and other.from < one.to;
}

/// ZMS adds up the desks of all availabilities of a moment: rules that meet get different ones.
void Importer::desks(json::object const& availability, Rule& rule) {
  auto const& count = zms::object(availability, "workstationCount");
  auto const intern = bounded(count, "intern", 0, 0, most_desks), online = bounded(count, "public", 0, 0, most_desks);
  std::vector<bool> used(static_cast<std::size_t>(most_desks) + 1);
  for (auto const& other : out_.plan.rules.rules) {
    if (other.kind != RuleKind::appointment or not meet(rule, other)) continue;
    for (auto const desk : other.desks) used[static_cast<std::size_t>(desk)] = true;
  }
  for (int desk = 1; desk <= most_desks and std::ssize(rule.desks) < intern; ++desk) {
    if (not used[static_cast<std::size_t>(desk)]) rule.desks.push_back(desk);
  }
  rule.online = online >= std::ssize(rule.desks) ? -1 : online;
}

void Importer::rule(json::object const& availability) {
  auto const type = zms::text(availability, "type");
  Rule rule;
  rule.kind = type == "openinghours" ? RuleKind::walk_in : type == "break" ? RuleKind::pause : RuleKind::appointment;
  rule.note = zms::text(availability, "description");
  rule.first = day_of_seconds(availability, "startDate");
  rule.last = day_of_seconds(availability, "endDate");
  if (rule.first <= zms::open_begin) rule.first.reset();
  if (rule.last >= zms::open_end) rule.last.reset();
  auto const& weekday = zms::object(availability, "weekday");
  for (std::size_t i = 0; i < 7; ++i) {
    if (zms::truth(weekday, zms::weekday_names[i], false))
      rule.weekdays = static_cast<std::uint8_t>(rule.weekdays | 1 << i);
  }
  if (rule.weekdays == 0) return note(fmt::format("Öffnungszeit {}: ohne Wochentag.", zms::text(availability, "id")));
  if (rule.first and rule.last and *rule.last < *rule.first)
    return note(fmt::format("Öffnungszeit {}: endet vor ihrem Beginn.", zms::text(availability, "id")));
  if (not times(availability, rule)) return;
  weeks(availability, rule);
  if (rule.kind == RuleKind::appointment) {
    desks(availability, rule);
    if (rule.desks.empty())
      return note(fmt::format("Öffnungszeit {}: ohne Arbeitsplätze.", zms::text(availability, "id")));
  }
  out_.plan.rules.rules.push_back(std::move(rule));
}

void Importer::offer(json::object const& relation) {
  auto const& request = zms::object(relation, "request");
  auto const slots = bounded(relation, "slots", 1, 0, 24 * 60);
  auto const service = zms::text(request, "id");
  if (slots == 0 or service.empty() or out_.plan.service(service) != nullptr) return;
  auto& offer = out_.plan.services.emplace_back();
  offer.service = service;
  offer.label = zms::text(request, "name");
  offer.minutes = std::min(24 * 60, slots * (slot_minutes_ == 0 ? 10 : slot_minutes_));
  offer.most = bounded(relation, "maxQuantity", 1, 1, 20);
  offer.online = zms::truth(relation, "public", true);
  offer.position = static_cast<int>(out_.plan.services.size());
}

/// As many desks as the rules name; a rule that names all of them needs to name none.
void Importer::all_desks() {
  std::size_t count = 0;
  for (auto const& rule : out_.plan.rules.rules)
    count = std::max(count, rule.desks.empty() ? 0 : static_cast<std::size_t>(rule.desks.back()));
  for (std::size_t i = 1; i <= count; ++i) {
    auto& desk = out_.plan.desks.emplace_back();
    desk.name = fmt::format("Schalter {}", i);
    desk.position = static_cast<int>(i);
  }
  for (auto& rule : out_.plan.rules.rules) {
    if (rule.desks.size() == count) rule.desks.clear();
  }
}

Result<bool> Importer::rules(zms::Entries const& entries) {
  for (auto const* const value : entries) {
    if (out_.plan.rules.rules.size() == most_rules)
      return failure("Die Datei hat mehr als 400 Öffnungszeiten. Bitte vergangene vorher löschen.");
    if (auto const* const availability = value->if_object())
      rule(*availability);
    else
      note("Öffnungszeit: ein Eintrag ohne Angaben ist weggefallen.");
  }
  return true;
}

Result<bool> Importer::offers(zms::Entries const& entries) {
  for (auto const* const value : entries) {
    if (out_.plan.services.size() == most_offers)
      return failure("Die Datei hat mehr als 2000 Leistungen einer Stelle.");
    if (auto const* const relation = value->if_object()) offer(*relation);
  }
  return true;
}

Result<ZmsImport> Importer::read() {
  auto const closed = zms::list(zms::object(file_, "scope"), "dayoff"), open = zms::list(file_, "availability"),
             booked = zms::list(file_, "requestrelation");
  for (auto const* const one : {&closed, &open, &booked}) {
    if (not *one) return failure(one->error());
  }
  office();
  settings();
  days_off(*closed);
  if (auto const read = rules(*open); not read) return failure(read.error());
  if (auto const read = offers(*booked); not read) return failure(read.error());
  all_desks();
  out_.plan.rules_text = print_rules(out_.plan.rules);
  auto read = parse_rules(out_.plan.rules_text, static_cast<int>(out_.plan.desks.size()));
  if (not read)
    return failure(fmt::format("Die Öffnungszeiten lassen sich nicht übernehmen. {}", read.error().front().message));
  out_.plan.rules = std::move(*read);
  return std::move(out_);
}

}  // namespace

Result<ZmsImport> import_zms(std::string_view text) {
  auto const file = zms::parsed(text);
  if (not file or not file->is_object()) return failure("Die Datei ist kein JSON-Objekt, wie ZMS es schreibt.");
  return Importer{file->get_object()}.read();
}

}  // namespace kreislauf::appointments
