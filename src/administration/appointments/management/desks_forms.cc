#include "administration/appointments/management/desks_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/typed/typed.h"

namespace kreislauf::appointments::management {

using kern::Kind;

namespace {

constexpr std::int64_t longest_name = 60;
constexpr int most_desks = 200, most_units = 50, longest_service = 480, most_in_one = 20;

}  // namespace

std::string_view name_of(Part part) {
  switch (part) {
    case Part::skills:
      return "haken";
    case Part::services:
      return "dienste";
    case Part::desks:
      return "schalter";
    case Part::resources:
      break;
  }
  return "raeume";
}

std::optional<Part> part_of(std::string_view name) {
  auto const found = std::find_if(parts.begin(), parts.end(), [&](Part part) { return name_of(part) == name; });
  return found == parts.end() ? std::nullopt : std::optional{*found};
}

std::map<std::string, int> units_of_resources(Plan const& plan) {
  std::map<std::string, int> units;
  for (auto const& unit : plan.resources) units[unit.name] += unit.active ? 1 : 0;
  return units;
}

std::string skill_field(std::string_view service, std::int64_t desk) { return fmt::format("{}.{}", service, desk); }
std::string units_field(int number) { return fmt::format("stueck-{}", number); }

namespace {

std::vector<kern::Field> resource_questions(StaffRoom const& room) {
  std::vector<kern::Field> fields;
  int number = 0;
  for (auto const& [name, units] : units_of_resources(room.plan)) {
    auto const wanted = fmt::format("{}: Schreiben Sie eine Zahl von 0 bis {}.", name, most_units);
    fields.push_back({.name = units_field(++number),
                      .kind = Kind::number,
                      .label = name,
                      .most = most_units,
                      .missing = wanted,
                      .wrong = wanted,
                      .unit = "Stück"});
  }
  fields.push_back(
      {.name = "neuer-raum", .label = "Raum oder Gerät hinzufügen", .optional = true, .most = longest_name});
  return fields;
}

std::vector<kern::Field> fields_of(StaffRoom const& room, Part part) {
  switch (part) {
    case Part::skills:
    case Part::services:
      return {};
    case Part::desks:
      return {{.name = "neuer-schalter",
               .label = "Schalter hinzufügen",
               .hint = "Name, wie er am Schalter steht. Leer heißt: keiner.",
               .optional = true,
               .unmarked = true,
               .most = longest_name}};
    case Part::resources:
      break;
  }
  return resource_questions(room);
}

}  // namespace

kern::Form questions(StaffRoom const& room, Part part) {
  kern::Form form{room.c.t, room.today, fields_of(room, part)};
  if (part != Part::resources) return form;
  int number = 0;
  for (auto const& [name, units] : units_of_resources(room.plan))
    form.fill(units_field(++number), std::to_string(units));
  return form;
}

namespace {

/// What was sent with one form of the page.
class Reader {
 public:
  Reader(StaffRoom const& room, kern::Form& form, std::string_view body) : room_{room}, form_{form}, body_{body} {}

  Change skills();
  Change services();
  Change desks();
  Change resources();

 private:
  std::string text(std::string const& name) const { return typed::line(http::field(body_, name).value_or("")); }
  bool ticked(std::string const& name) const { return http::field(body_, name).has_value(); }
  /// The number in a cell of a table; what is wrong with it is said of the cell.
  int number(std::string const& name, int least, int most, std::string_view what);
  BookableService service(BookableService one);
  void name_desk(Desk& desk, std::set<std::string>& names);

  StaffRoom const& room_;
  kern::Form& form_;
  std::string_view body_;
};

int Reader::number(std::string const& name, int least, int most, std::string_view what) {
  auto const read = typed::number(text(name));
  if (read and *read >= least and *read <= most) return static_cast<int>(*read);
  form_.wrong(name, fmt::format("{}: Schreiben Sie eine Zahl von {} bis {}.", what, least, most));
  return least;
}

Change Reader::skills() {
  Change change;
  auto const& services = room_.plan.services;
  for (auto& desk : room_.desks()) {
    if (not desk.active) continue;
    std::vector<std::string> skills;
    for (auto const& one : services) {
      if (ticked(skill_field(one.service, desk.id))) skills.push_back(one.service);
    }
    if (skills.empty()) {
      form_.wrong("wer",
                  fmt::format("{} hat keinen Dienst. Kreuzen Sie einen an oder nehmen Sie den Schalter außer Betrieb.",
                              desk.name));
    }
    // No list means all, also services that come later.
    if (skills.size() == services.size()) skills.clear();
    std::sort(skills.begin(), skills.end());
    if (skills == desk.skills) continue;
    desk.skills = std::move(skills);
    change.desks.push_back(std::move(desk));
  }
  return change;
}

BookableService Reader::service(BookableService one) {
  auto const& key = one.service;
  auto const name = service_name(room_.module, room_.c, room_.plan, key);
  auto const minutes = "minuten-" + key;
  one.minutes = number(minutes, unit_minutes, longest_service, fmt::format("Minuten für „{}“", name));
  if (one.minutes % unit_minutes != 0) {
    form_.wrong(minutes, fmt::format("Minuten für „{}“: Es geht in Schritten von {}.", name, unit_minutes));
  }
  one.most = number("anzahl-" + key, 1, most_in_one, fmt::format("Höchste Anzahl für „{}“", name));
  one.online = ticked("online-" + key);
  one.onsite = ticked("ort-" + key);
  one.phone = ticked("telefon-" + key);
  one.video = ticked("video-" + key);
  one.resource = text("braucht-" + key);
  if (not one.onsite and not one.phone and not one.video) {
    form_.wrong(minutes, fmt::format("„{}“ braucht einen Weg: vor Ort, Telefon oder Video.", name));
  }
  if (not one.resource.empty() and not units_of_resources(room_.plan).contains(one.resource)) {
    form_.wrong(minutes, fmt::format("„{}“: Diesen Raum oder dieses Gerät gibt es nicht.", name));
  }
  return one;
}

Change Reader::services() {
  Change change;
  for (auto const& one : room_.plan.services) {
    if (ticked("weg-" + one.service))
      change.removed.push_back(one.service);
    else
      change.services.push_back(service(one));
  }
  return change;
}

void Reader::name_desk(Desk& desk, std::set<std::string>& names) {
  auto const field = fmt::format("name-{}", desk.id);
  desk.name = text(field);
  if (desk.name.empty() or std::cmp_greater(text::code_points(desk.name), longest_name)) {
    form_.wrong(field, fmt::format("Ein Schalter braucht einen Namen mit höchstens {} Zeichen.", longest_name));
  } else if (not names.insert(desk.name).second) {
    form_.wrong(field, fmt::format("Zwei Schalter heißen „{}“.", desk.name));
  }
}

Change Reader::desks() {
  auto all = room_.desks();
  std::set<std::string> names;
  for (auto& desk : all) {
    name_desk(desk, names);
    desk.active = ticked(fmt::format("betrieb-{}", desk.id));
    desk.position = number(fmt::format("platz-{}", desk.id), 1, most_desks, fmt::format("Platz von „{}“", desk.name));
  }
  std::stable_sort(all.begin(), all.end(), [](Desk const& a, Desk const& b) { return a.position < b.position; });
  if (auto const& name = form_.text("neuer-schalter"); not name.empty()) {
    if (not names.insert(name).second) form_.wrong("neuer-schalter", "Der Name ist schon vergeben.");
    if (all.size() >= most_desks)
      form_.wrong("neuer-schalter", fmt::format("Mehr als {} Schalter gehen nicht.", most_desks));
    Desk fresh;
    fresh.office = room_.id();
    fresh.name = name;
    all.push_back(std::move(fresh));
  }
  int position = 0;
  for (auto& desk : all) desk.position = ++position;
  return {.desks = std::move(all)};
}

Change Reader::resources() {
  Change change;
  int number = 0, position = static_cast<int>(room_.plan.resources.size());
  auto const unit = [&](std::string const& name) {
    Desk fresh;
    fresh.office = room_.id();
    fresh.name = name;
    fresh.position = ++position;
    fresh.resource = true;
    return fresh;
  };
  auto const known = units_of_resources(room_.plan);
  for (auto const& [name, units] : known) {
    auto const field = units_field(++number);
    auto wanted = form_.number(field).value_or(units);
    bool const needed = std::any_of(room_.plan.services.begin(), room_.plan.services.end(),
                                    [&](BookableService const& one) { return one.resource == name; });
    if (wanted == 0 and needed) {
      form_.wrong(field, fmt::format("„{}“ wird von einem Dienst gebraucht. Ändern Sie erst den Dienst.", name));
    }
    for (auto one : room_.plan.resources) {
      if (one.name != name) continue;
      one.active = wanted-- > 0;
      change.desks.push_back(std::move(one));
    }
    for (; wanted > 0; --wanted) change.desks.push_back(unit(name));
  }
  if (auto const& name = form_.text("neuer-raum"); not name.empty()) {
    if (known.contains(name))
      form_.wrong("neuer-raum", "Der Name ist schon vergeben.");
    else
      change.desks.push_back(unit(name));
  }
  return change;
}

}  // namespace

Change read(StaffRoom const& room, Part part, kern::Form& form, std::string_view body) {
  form.read(body);
  Reader reader{room, form, body};
  switch (part) {
    case Part::skills:
      return reader.skills();
    case Part::services:
      return reader.services();
    case Part::desks:
      return reader.desks();
    case Part::resources:
      break;
  }
  return reader.resources();
}

}  // namespace kreislauf::appointments::management
