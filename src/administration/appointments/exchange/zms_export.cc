#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/exchange/zms.h"
#include "administration/appointments/exchange/zms_json.h"
#include "administration/appointments/rules/day_bits.h"
#include "platform/i18n/dates.h"

namespace kreislauf::appointments {

namespace json = boost::json;

namespace {

std::int64_t seconds_of(Day day) {
  return std::chrono::floor<std::chrono::seconds>(instant_of(day, 0)).time_since_epoch().count();
}
bool is_number(std::string_view text) {
  return not text.empty() and text.size() <= 18 and
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' and c <= '9'; });
}

class Exporter {
 public:
  Exporter(Plan const& plan, ZmsOffice const& office) : plan_{plan}, office_{office} {}
  ZmsExport write();

 private:
  json::object provider() const;
  json::object scope();
  json::array days_off();
  json::array availabilities();
  json::object availability(Rule const& rule);
  json::object workstations(Rule const& rule) const;
  json::object request(BookableService const& offer) const;
  json::object relation(BookableService const& offer) const;
  int step() const;
  void leave_out(int line, std::string_view why) { left_out_.push_back(fmt::format("Zeile {}: {}", line, why)); }

  Plan const& plan_;
  ZmsOffice const& office_;
  std::vector<std::string> left_out_;
};

json::object Exporter::provider() const {
  json::object contact{{"name", office_.name},
                       {"street", office_.street},
                       {"streetNumber", office_.house_number},
                       {"postalCode", office_.postal_code},
                       {"city", office_.city},
                       {"country", "de"}};
  if (office_.latitude != 0 or office_.longitude != 0) {
    contact["lat"] = office_.latitude;
    contact["lon"] = office_.longitude;
  }
  return {{"id", office_.id},      {"name", office_.name},
          {"source", zms::source}, {"displayName", office_.short_name},
          {"link", office_.link},  {"contact", std::move(contact)}};
}

json::array Exporter::days_off() {
  json::array out;
  for (auto const& closure : plan_.rules.closures) {
    if (closure.from != 0 or closure.to != 24 * 60 or not closure.desks.empty()) {
      leave_out(closure.line, "ZMS kennt nur Schließungen ganzer Tage und der ganzen Stelle.");
      continue;
    }
    if (closure.last - closure.first > std::chrono::days{366}) {
      leave_out(closure.line, "Die Schließung ist länger als ein Jahr.");
      continue;
    }
    for (auto day = closure.first; day <= closure.last; day += std::chrono::days{1}) {
      out.push_back(
          json::object{{"date", seconds_of(day)}, {"name", closure.reason.empty() ? "geschlossen" : closure.reason}});
    }
  }
  return out;
}

json::object Exporter::scope() {
  auto const& settings = plan_.settings;
  json::object appointment{
      {"startInDaysDefault", settings.first_day},         {"endInDaysDefault", settings.last_day},
      {"reservationDuration", settings.hold_minutes},     {"activationDuration", settings.confirm_minutes},
      {"deallocationDuration", settings.release_minutes}, {"multipleSlotsEnabled", true}};
  return {{"id", office_.id},      {"shortName", office_.short_name},
          {"source", zms::source}, {"provider", provider()},
          {"dayoff", days_off()},  {"preferences", json::object{{"appointment", std::move(appointment)}}}};
}

json::object Exporter::workstations(Rule const& rule) const {
  auto const intern = rule.desks.empty() ? plan_.desks.size() : rule.desks.size();
  auto const online = rule.online < 0 ? intern : std::min(intern, static_cast<std::size_t>(rule.online));
  return {{"intern", intern}, {"public", online}};
}

json::object Exporter::availability(Rule const& rule) {
  json::object weekday;
  for (std::size_t i = 0; i < 7; ++i) weekday[zms::weekday_names[i]] = (rule.weekdays >> i & 1) != 0 ? 1 : 0;
  if (rule.on_holidays)
    leave_out(rule.line, "ZMS führt Feiertage bei der Behörde; „auch an Feiertagen“ ist dort nicht je Regel möglich.");
  auto const* const type = rule.kind == RuleKind::appointment ? "appointment"
                           : rule.kind == RuleKind::walk_in   ? "openinghours"
                                                              : "break";
  // With afterWeeks 1 ZMS takes every week and does not look at weekOfMonth.
  json::object repeat{{"afterWeeks", rule.week_of_month == 0 ? std::max(1, rule.every_weeks) : 0},
                      {"weekOfMonth", rule.week_of_month}};
  json::object out{
      {"id", rule.line},
      {"kind", "default"},
      {"type", type},
      {"description", rule.note},
      {"startDate", seconds_of(rule.first.value_or(zms::open_begin))},
      {"endDate", seconds_of(rule.last.value_or(zms::open_end))},
      {"startTime", i18n::clock_iso(rule.from)},
      {"endTime", rule.to == 24 * 60 ? "23:59" : i18n::clock_iso(rule.to)},  // as ZMS writes the end of the day
      {"weekday", std::move(weekday)},
      {"repeat", std::move(repeat)},
      {"bookable", json::object{{"startInDays", plan_.settings.first_day}, {"endInDays", plan_.settings.last_day}}},
      {"multipleSlotsAllowed", true},
      {"scope", nullptr}};
  if (rule.kind == RuleKind::appointment) {
    out["slotTimeInMinutes"] = rule.step;
    out["workstationCount"] = workstations(rule);
  }
  return out;
}

json::array Exporter::availabilities() {
  json::array out;
  for (auto const& rule : plan_.rules.rules) {
    if (rule.kind == RuleKind::pause and not rule.desks.empty()) {
      leave_out(rule.line, "ZMS kennt keine Pausen einzelner Schalter.");
    } else {
      out.push_back(availability(rule));
    }
  }
  return out;
}

/// Slots of ZMS are counted in the step of the opening times; with several steps the smallest rounds least.
int Exporter::step() const {
  int smallest = 0;
  for (auto const& rule : plan_.rules.rules) {
    if (rule.kind == RuleKind::appointment) smallest = smallest == 0 ? rule.step : std::min(smallest, rule.step);
  }
  return smallest == 0 ? 10 : smallest;
}

json::object Exporter::request(BookableService const& offer) const {
  return {{"id", offer.service}, {"name", offer.label.empty() ? offer.service : offer.label}, {"source", zms::source}};
}

json::object Exporter::relation(BookableService const& offer) const {
  return {{"request", request(offer)}, {"provider", provider()},    {"slots", (offer.minutes + step() - 1) / step()},
          {"public", offer.online},    {"maxQuantity", offer.most}, {"source", zms::source}};
}

ZmsExport Exporter::write() {
  json::array requests, relations;
  for (auto const& offer : plan_.services) {
    if (not is_number(offer.service)) {
      left_out_.push_back(fmt::format("Leistung „{}“: ZMS nimmt nur Ziffern als Schlüssel.", offer.service));
      continue;
    }
    requests.push_back(request(offer));
    relations.push_back(relation(offer));
  }
  json::object const out{{"scope", scope()},
                         {"provider", provider()},
                         {"availability", availabilities()},
                         {"request", std::move(requests)},
                         {"requestrelation", std::move(relations)}};
  return {.json = json::serialize(out), .left_out = std::move(left_out_)};
}

}  // namespace

ZmsExport export_zms(Plan const& plan, ZmsOffice const& office) { return Exporter{plan, office}.write(); }

}  // namespace kreislauf::appointments
