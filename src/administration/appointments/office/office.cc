#include "administration/appointments/office/office.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace kreislauf::appointments::office {

namespace {

Plan const& plan_in(Board const& board, std::string_view office) {
  auto const* calendar = board.of(office);
  if (calendar == nullptr) throw NotFound{};
  return *calendar->plan;
}

authority::Office const& office_in(Context const& c, std::string_view id) {
  auto const* found = c.town->office(id);
  if (found == nullptr) throw NotFound{};
  return *found;
}

}  // namespace

Room::Room(Appointments& appointments, Context& context)
    : module{appointments},
      c{context},
      scene{appointments, context},
      board{scene.board()},
      plan{plan_in(*board, context.values[0])},
      office{office_in(context, context.values[0])},
      now{context.clock.now()},
      today{legal_time(now).day} {}

std::span<Appointment const> Room::people() {
  if (not people_) people_ = people_of(scene.place(), id());
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

std::string Room::path(std::string_view rest) const {
  html::Writer out{100};
  out(html::Url{id()});
  return authority::path_in(c, fmt::format("/verwaltung/amt/{}{}", out.take_text(), rest));
}

std::string Room::news() const {
  html::Writer out{100};
  out(html::Url{id()});
  return fmt::format("/aemter/{}/neues", out.take_text());
}

http::Response Room::done(acts::Answer const& answer) const {
  scene.changed(id());
  return http::see_other(answer.location);
}

Form::Form(Context const& c, http::Request const& request, std::string_view pattern, std::string_view button)
    : principal{c.staff ? c.staff->actor() : "guest"},
      key{identity::form_key_of(request)},
      route{pattern},
      body{request.body} {
  if (not key.empty() and not button.empty()) key += fmt::format(".{}", button);
}

identity::StaffPage page_of(Room const& room, std::string title, std::string_view rest,
                            std::vector<std::string_view> scripts) {
  auto const path = fmt::format("/verwaltung/amt/{}{}", room.id(), rest);
  return identity::StaffPage{room.c,
                             {.title = std::move(title),
                              .path = path,
                              .office = room.id(),
                              .switch_path = fmt::format("/verwaltung/amt/{{amt}}{}", rest),
                              .scripts = std::move(scripts)}};
}

html::Fragment hidden(Context const& c, http::Request const* again) {
  return identity::form_fields(c, again == nullptr ? std::string{} : identity::form_key_of(*again));
}

std::string typed(std::string_view encoded, std::string_view name) {
  return text::nfc(text::trimmed(http::field(encoded, name).value_or("")));
}

std::int64_t number_in(std::string_view digits) {
  std::int64_t number = 0;
  auto const end = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return end.ec == std::errc{} and end.ptr == digits.data() + digits.size() ? number : 0;
}

std::int64_t number_typed(std::string_view encoded, std::string_view name) { return number_in(typed(encoded, name)); }

std::optional<Day> day_typed(std::string_view encoded, std::string_view name) {
  return resident::read_iso(typed(encoded, name));
}

std::optional<int> time_typed(std::string_view encoded, std::string_view name) {
  auto const value = typed(encoded, name);
  auto const colon = value.find_first_of(":.");
  auto const hours = std::string_view{value}.substr(0, colon),
             minutes = colon == std::string::npos ? std::string_view{"00"} : std::string_view{value}.substr(colon + 1);
  bool const digits = not hours.empty() and hours.size() <= 2 and minutes.size() == 2 and
                      hours.find_first_not_of("0123456789") == std::string_view::npos and
                      minutes.find_first_not_of("0123456789") == std::string_view::npos;
  if (not digits) return std::nullopt;
  auto const minute = static_cast<int>(number_in(hours) * 60 + number_in(minutes));
  return minute <= 24 * 60 and number_in(minutes) < 60 ? std::optional{minute} : std::nullopt;
}

std::vector<Item> items_typed(Plan const& plan, std::string_view encoded) {
  std::vector<Item> items;
  for (auto const& service : http::fields(encoded, "dienst")) {
    auto const* offer = plan.offer(service);
    bool const again = std::any_of(items.begin(), items.end(), [&](Item const& one) { return one.service == service; });
    if (offer == nullptr or again) continue;
    auto const wanted = static_cast<int>(number_typed(encoded, "anzahl-" + service));
    items.push_back({service, std::clamp(wanted, 1, offer->most)});
  }
  return items;
}

}  // namespace kreislauf::appointments::office
