#include "administration/appointments/shared/staff_room.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kreislauf::appointments {

namespace {

Plan const& plan_in(FreeTimes const& free_times, std::string_view office) {
  auto const* calendar = free_times.of(office);
  if (calendar == nullptr) throw NotFound{};
  return *calendar->plan;
}

}  // namespace

std::string office_path(std::string_view office, std::string_view rest) {
  return fmt::format("/verwaltung/amt/{}{}", html::in_url(office), rest);
}

authority::Office const& office_of(authority::TownContext const& c) {
  auto const* found = c.town->office(c.path("amt"));
  if (found == nullptr) throw NotFound{};
  return *found;
}

Room::Room(Appointments& appointments, authority::TownContext& context)
    : module{appointments},
      c{context},
      scene{appointments, context},
      free_times{scene.free_times()},
      plan{plan_in(*free_times, context.path("amt"))},
      office{office_of(context)},
      now{context.clock.now()},
      today{context.today()} {}

std::span<Appointment const> Room::people() {
  if (not people_) people_ = people_of(scene.env(), id());
  return *people_;
}

Appointment const* Room::person(std::int64_t number) {
  auto const all = people();
  auto const found = std::find_if(all.begin(), all.end(), [&](Appointment const& one) { return one.id == number; });
  return found == all.end() ? nullptr : &*found;
}

Desk const* Room::desk(std::int64_t number) const {
  auto const found =
      std::find_if(plan.desks.begin(), plan.desks.end(), [&](Desk const& one) { return one.id == number; });
  return found == plan.desks.end() ? nullptr : &*found;
}

std::string Room::desk_name(std::int64_t number) const {
  auto const* found = desk(number);
  return found == nullptr ? std::string{} : found->name;
}

std::vector<Desk> Room::desks() const {
  auto all = plan.desks;
  std::erase_if(all, [](Desk const& one) { return one.overbook; });
  return all;
}

html::Fragment Room::items(std::vector<Item> const& items) const { return items_text(module, c, &plan, items); }
html::Fragment Room::service(std::string_view key) const { return service_label(module, c, &plan, key); }

std::string Room::path(std::string_view rest) const { return office_path(id(), rest); }
std::string Room::news() const {
  std::string_view const side = c.signed_in() == nullptr ? "/aemter" : "/verwaltung/amt";
  return fmt::format("{}/{}/neues", side, html::in_url(id()));
}

http::Response Room::act(http::Request const& request, FunctionRef<acts::Answer(acts::Transaction&)> work,
                         authority::ActOptions const& options) const {
  auto answer = authority::perform(c, request, work, options);
  scene.changed(id());
  return answer;
}

identity::StaffPage page_of(authority::StaffContext const& c, std::string_view office, std::string_view rest,
                            identity::StaffMeta meta) {
  meta.path = office_path(office, rest);
  meta.office = office;
  if (meta.switch_path.empty()) meta.switch_path = fmt::format("/verwaltung/amt/{{amt}}{}", rest);
  return identity::StaffPage{c, std::move(meta)};
}

identity::StaffPage page_of(StaffRoom const& room, std::string_view rest, identity::StaffMeta meta) {
  return page_of(room.c, room.id(), rest, std::move(meta));
}

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  auto const* const end = text.data() + text.size();
  auto const [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} and stop == end ? number : 0;
}

std::int64_t number_asked(std::string_view encoded, std::string_view name) {
  return number_in(http::field(encoded, name).value_or(""));
}

}  // namespace kreislauf::appointments
