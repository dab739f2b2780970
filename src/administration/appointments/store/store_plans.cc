#include <map>

#include "administration/appointments/rules/rules.h"
#include "administration/appointments/store/store.h"
#include "platform/db/embedded.h"

namespace kreislauf::appointments {

Settings Settings::from(db::Row const& row) {
  auto const number = [&](int column) { return static_cast<int>(row.integer(column)); };
  return {.office = row.string(0),
          .first_day = number(1),
          .last_day = number(2),
          .lead_minutes = number(3),
          .hold_minutes = number(4),
          .confirm_minutes = number(5),
          .change_minutes = number(6),
          .remind_hours = number(7),
          .most_per_person = number(8),
          .release_minutes = number(9),
          .offer_minutes = number(10),
          .overbook_percent = number(11),
          .retention_days = number(12),
          .walk_in = row.integer(13) != 0,
          .video_address = row.string(14),
          .paused = row.string(15)};
}

namespace store {

namespace {

constexpr auto all_settings = R"sql(
  SELECT office, first_day, last_day, lead_minutes, hold_minutes, confirm_minutes, change_minutes, remind_hours,
    most_per_person, release_minutes, offer_minutes, overbook_percent, retention_days, walk_in, video_address, paused
  FROM appointment_offices ORDER BY office)sql";
constexpr auto save_settings = R"sql(
  INSERT INTO appointment_offices (office, first_day, last_day, lead_minutes, hold_minutes, confirm_minutes,
    change_minutes, remind_hours, most_per_person, release_minutes, offer_minutes, overbook_percent, retention_days,
    walk_in, video_address, paused)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (office) DO UPDATE SET first_day = excluded.first_day, last_day = excluded.last_day,
    lead_minutes = excluded.lead_minutes, hold_minutes = excluded.hold_minutes,
    confirm_minutes = excluded.confirm_minutes, change_minutes = excluded.change_minutes,
    remind_hours = excluded.remind_hours, most_per_person = excluded.most_per_person,
    release_minutes = excluded.release_minutes, offer_minutes = excluded.offer_minutes,
    overbook_percent = excluded.overbook_percent, retention_days = excluded.retention_days,
    walk_in = excluded.walk_in, video_address = excluded.video_address, paused = excluded.paused)sql";

constexpr auto all_desks = "SELECT id, office, kind, name, position, active FROM desks ORDER BY office, position, id";
constexpr auto overbook_desk = "SELECT id FROM desks WHERE office = ? AND kind = 'overbook'";
constexpr auto all_skills = "SELECT desk, service FROM desk_skills ORDER BY desk, service";
constexpr auto save_desk = R"sql(
  INSERT INTO desks (id, office, kind, name, position, active) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position, active = excluded.active)sql";
constexpr auto forget_skills = "DELETE FROM desk_skills WHERE desk = ?";
constexpr auto save_skill =
    "INSERT INTO desk_skills (desk, service) VALUES (?, ?) ON CONFLICT (desk, service) DO NOTHING";

constexpr auto all_offers = R"sql(
  SELECT office, service, label, minutes, most, online, channels, resource, position FROM appointment_services
  ORDER BY office, position, service)sql";
constexpr auto save_offer = R"sql(
  INSERT INTO appointment_services (office, service, label, minutes, most, online, channels, resource, position)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (office, service) DO UPDATE SET label = excluded.label, minutes = excluded.minutes,
    most = excluded.most, online = excluded.online, channels = excluded.channels, resource = excluded.resource,
    position = excluded.position)sql";
constexpr auto delete_offer = "DELETE FROM appointment_services WHERE office = ? AND service = ?";

constexpr auto rules_in_force = R"sql(
  SELECT office, version, text FROM opening_rules r
  WHERE version = (SELECT MAX(version) FROM opening_rules o WHERE o.office = r.office))sql";
constexpr auto save_rules_text = R"sql(
  INSERT INTO opening_rules (office, version, text, saved_at, saved_by)
  SELECT ?, COALESCE(MAX(version), 0) + 1, ?, ?, ? FROM opening_rules WHERE office = ?)sql";
constexpr auto rules_versions =
    "SELECT version, text, saved_at, saved_by FROM opening_rules WHERE office = ? ORDER BY version DESC LIMIT 50";

constexpr auto version_of_plans = "SELECT COALESCE(MAX(value), 0) FROM number_series WHERE name = 'plans'";

void plans_changed(db::Connection& connection) { db::next_number(connection, "plans"); }

std::string channels_of(BookableService const& offer) {
  std::string out;
  for (auto const channel : {Channel::onsite, Channel::phone, Channel::video}) {
    if (offer.takes(channel)) out += std::string{out.empty() ? "" : " "} + std::string{name_of(channel)};
  }
  return out;
}

BookableService offer_from(db::Row const& row) {
  auto const channels = row.text(6);
  auto const has = [&](std::string_view name) { return channels.find(name) != std::string_view::npos; };
  return {.office = row.string(0),
          .service = row.string(1),
          .label = row.string(2),
          .minutes = static_cast<int>(row.integer(3)),
          .most = static_cast<int>(row.integer(4)),
          .online = row.integer(5) != 0,
          .onsite = has("onsite"),
          .phone = has("phone"),
          .video = has("video"),
          .resource = row.string(7),
          .position = static_cast<int>(row.integer(8))};
}

void add_desks(db::Connection& connection, std::map<std::string, Plan>& plans) {
  std::map<std::int64_t, std::vector<std::string>> skills;
  connection.each(all_skills, [&](db::Row const& row) { skills[row.integer(0)].push_back(row.string(1)); });
  connection.each(all_desks, [&](db::Row const& row) {
    auto const found = plans.find(row.string(1));
    if (found == plans.end() or row.text(2) == "overbook") return;
    Desk desk{.id = row.integer(0),
              .office = row.string(1),
              .name = row.string(3),
              .position = static_cast<int>(row.integer(4)),
              .active = row.integer(5) != 0,
              .resource = row.text(2) == "resource",
              .skills = std::move(skills[row.integer(0)])};
    auto& list = desk.resource ? found->second.resources : found->second.desks;
    list.push_back(std::move(desk));
  });
}

}  // namespace

std::vector<Plan> load_plans(db::Connection& connection) {
  std::map<std::string, Plan> plans;
  for (auto& settings : connection.query<Settings>(all_settings)) {
    auto const office = settings.office;
    plans[office].settings = std::move(settings);
  }
  add_desks(connection, plans);
  connection.each(all_offers, [&](db::Row const& row) {
    if (auto const found = plans.find(row.string(0)); found != plans.end())
      found->second.services.push_back(offer_from(row));
  });
  connection.each(rules_in_force, [&](db::Row const& row) {
    auto const found = plans.find(row.string(0));
    if (found == plans.end()) return;
    auto& plan = found->second;
    plan.rules_version = row.integer(1);
    plan.rules_text = row.string(2);
    // What was saved was checked; a line that a later program no longer understands closes nothing else.
    if (auto read = parse_rules(plan.rules_text, static_cast<int>(plan.desks.size()))) plan.rules = std::move(*read);
  });
  std::vector<Plan> all;
  for (auto& [office, plan] : plans) all.push_back(std::move(plan));
  return all;
}

std::int64_t plan_version(db::Connection& connection) { return connection.number(version_of_plans); }

void expect_plan_version(db::Connection& connection, std::int64_t version, std::function<void()> const& otherwise) {
  connection.ask(version_of_plans, [version, otherwise](db::Row const& row) {
    if (row.integer(0) != version) otherwise();
  });
}

void save(db::Connection& connection, Settings const& s) {
  connection.exec(save_settings, s.office, s.first_day, s.last_day, s.lead_minutes, s.hold_minutes, s.confirm_minutes,
                  s.change_minutes, s.remind_hours, s.most_per_person, s.release_minutes, s.offer_minutes,
                  s.overbook_percent, s.retention_days, s.walk_in ? 1 : 0, s.video_address, s.paused);
  if (s.overbook_percent > 0 and overbook_desk_of(connection, s.office) == 0) {
    save(connection, Desk{.id = 0,
                          .office = s.office,
                          .name = "Überbuchung",
                          .position = 1000,
                          .active = true,
                          .resource = false,
                          .overbook = true,
                          .skills = {}});
  }
  plans_changed(connection);
}

std::int64_t save(db::Connection& connection, Desk const& desk) {
  auto const id = desk.id != 0 ? desk.id : db::next_number(connection, "desks");
  connection.exec(save_desk, id, desk.office,
                  desk.resource   ? "resource"
                  : desk.overbook ? "overbook"
                                  : "desk",
                  desk.name, desk.position, desk.active ? 1 : 0);
  connection.exec(forget_skills, id);
  for (auto const& service : desk.skills) connection.exec(save_skill, id, service);
  plans_changed(connection);
  return id;
}

std::int64_t overbook_desk_of(db::Connection& connection, std::string_view office) {
  return connection.number(overbook_desk, office);
}

void save(db::Connection& connection, BookableService const& o) {
  connection.exec(save_offer, o.office, o.service, o.label, o.minutes, o.most, o.online ? 1 : 0, channels_of(o),
                  o.resource, o.position);
  plans_changed(connection);
}

void remove_offer(db::Connection& connection, std::string_view office, std::string_view service) {
  connection.exec(delete_offer, office, service);
  plans_changed(connection);
}

void save_rules(db::Connection& connection, std::string_view office, std::string_view text, Instant now,
                std::string_view by) {
  connection.exec(save_rules_text, office, text, iso_utc(now), by, office);
  plans_changed(connection);
}

RulesVersion RulesVersion::from(db::Row const& row) {
  return {row.integer(0), row.string(1), row.string(2), row.string(3)};
}

std::vector<RulesVersion> rules_history(db::Connection& connection, std::string_view office) {
  return connection.query<RulesVersion>(rules_versions, office);
}

}  // namespace store
}  // namespace kreislauf::appointments
