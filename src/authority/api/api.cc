#include "authority/api/api.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "authority/authority.h"
#include "authority/rules.h"
#include "base/errors.h"
#include "platform/i18n/dates.h"

namespace kreislauf::authority::api {

namespace json = boost::json;

namespace {

http::Response answer(json::value const& value) {
  return {.content_type = "application/json", .body = json::serialize(value)};
}

json::object summary(Context const& c, Authority const& authority) {
  json::array codes(authority.postal_codes.begin(), authority.postal_codes.end());
  return {{"key", authority.key.value()},
          {"name", authority.name},
          {"fullName", authority.full_name()},
          {"status", name_of(authority.status)},
          {"district", authority.district},
          {"population", authority.population},
          {"postalCodes", codes},
          {"url", c.origin_of(authority) + "/"}};
}

json::array spans_json(std::vector<Span> const& all) {
  json::array spans;
  for (auto const& [from, to] : all) spans.push_back({{"from", i18n::clock_iso(from)}, {"to", i18n::clock_iso(to)}});
  return spans;
}

json::object day_json(std::chrono::sys_days date, OfficeDay const& day) {
  json::array reasons;
  for (auto const& closed : day.closed) {
    reasons.push_back({{"from", i18n::clock_iso(closed.span.first)},
                       {"to", i18n::clock_iso(closed.span.second)},
                       {"reason", closed.reason}});
  }
  json::value walk_in;
  if (day.tells_walk_in) walk_in = spans_json(day.walk_in);
  return {{"date", i18n::iso(date)}, {"open", spans_json(day.open)}, {"walkIn", walk_in}, {"closed", reasons}};
}

json::object office_json(TownContext const& c, Office const& office) {
  static constexpr std::array names{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  constexpr int days_told = 14;
  json::object hours;
  json::array days;
  for (int ahead = 0; ahead < days_told; ++ahead) {
    auto const date = c.today() + std::chrono::days{ahead};
    auto const day = c.town->day_of(office, date);
    if (ahead < std::ssize(names)) hours[names[std::chrono::weekday{date}.iso_encoding() - 1]] = spans_json(day.open);
    days.push_back(day_json(date, day));
  }
  auto const now = rules::open_at([&](auto day) { return c.town->day_of(office, day); }, legal_time(c.clock.now()));
  return {{"id", office.id.value()},
          {"name", office.name},
          {"kinds", json::array(office.kinds.begin(), office.kinds.end())},
          {"street", office.street},
          {"postalCode", office.postal_code},
          {"place", office.place},
          {"phone", office.phone},
          {"email", office.email},
          {"openNow", now.open},
          {"openingHours", hours},
          {"days", days},
          {"accessibility", json::array(office.accessibility.begin(), office.accessibility.end())},
          {"sample", office.sample}};
}

}  // namespace

http::Response authorities(http::Request const& request, Context& c) {
  json::array items;
  auto const after = http::field(request.query, "after").value_or("");
  auto limit = std::atoi(http::field(request.query, "limit").value_or("500").c_str());
  if (limit < 1 or limit > 500) throw BadRequest{"limit must be between 1 and 500"};
  std::string next;
  std::vector<Authority const*> ordered;
  for (auto const& authority : c.directory->all()) {
    if (authority.key.value() > after) ordered.push_back(&authority);
  }
  std::sort(ordered.begin(), ordered.end(), [](auto const* a, auto const* b) { return a->key < b->key; });
  for (auto const* authority : ordered) {
    if (limit-- == 0) {
      next = items.back().at("key").as_string();
      break;
    }
    items.push_back(summary(c, *authority));
  }
  return answer({{"items", std::move(items)}, {"next", next.empty() ? json::value(nullptr) : json::value(next)}});
}

http::Response authority(http::Request const&, Context& c) {
  auto const* found = c.directory->by_key(c.path("key"));
  if (found == nullptr) found = c.directory->by_slug(c.path("key"));
  if (found == nullptr) throw NotFound{};
  auto body = summary(c, *found);
  body["longitude"] = found->longitude;
  body["latitude"] = found->latitude;
  json::array members;
  if (found->is_district()) {
    for (auto const* member : c.directory->members_of(*found)) members.push_back(json::string(member->key.value()));
  }
  body["members"] = members;
  return answer(body);
}

http::Response places(http::Request const& request, Context& c) {
  json::array items;
  for (auto const* found : c.directory->find(http::field(request.query, "q").value_or(""), 8)) {
    auto const* district = c.directory->district_of(*found);
    items.push_back({{"text", found->full_name()},
                     {"url", c.origin_of(*found) + "/"},
                     {"kind", district == nullptr ? "" : district->full_name()}});
  }
  return answer({{"suggestions", std::move(items)}});
}

http::Response offices(http::Request const&, TownContext& c) {
  json::array items;
  for (auto const& office : c.town->offices) items.push_back(office_json(c, office));
  return answer({{"items", std::move(items)}});
}

http::Response office(http::Request const&, TownContext& c) {
  auto const* found = c.town->office(c.path("id"));
  if (found == nullptr) throw NotFound{};
  return answer(office_json(c, *found));
}

http::Response delegations(http::Request const&, Context& c) {
  json::array items;
  auto const* at = c.at_town();
  for (auto const& d : c.directory->delegations()) {
    if (at != nullptr and d.from != at->authority.key.value() and d.to != at->authority.key.value()) continue;
    items.push_back({{"service", d.service},
                     {"from", d.from},
                     {"to", d.to},
                     {"form", d.form},
                     {"basis", d.basis},
                     {"since", d.since}});
  }
  return answer({{"items", std::move(items)}});
}

}  // namespace kreislauf::authority::api
