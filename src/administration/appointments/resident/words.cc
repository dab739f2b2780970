#include <fmt/format.h>

#include "administration/appointments/resident/resident.h"

namespace kreislauf::appointments::resident {

Day today(Context const& context) { return Day{legal_time(context.clock.now()).day}; }

std::string clock_text(int minute) { return fmt::format("{}:{:02}", minute / 60, minute % 60); }

std::string iso_of(Day day) {
  std::chrono::year_month_day const date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<Day> read_iso(std::string_view text) {
  if (text.size() != 10 or text[4] != '-' or text[7] != '-') return std::nullopt;
  auto const moment = parse_iso_utc(std::string{text} + "T00:00:00Z");
  auto const day = std::chrono::floor<std::chrono::days>(moment);
  return iso_of(day) == text ? std::optional{day} : std::nullopt;
}

namespace {

int weekday_of(Day day) { return static_cast<int>(std::chrono::weekday{day}.iso_encoding()) - 1; }

}  // namespace

std::string named_day(Context const& c, Day day) {
  return fmt::format("{}, {}", authority::weekday(c, weekday_of(day)), authority::day_and_month(c, day));
}

std::string day_text(Context const& c, Day day) {
  auto const named = named_day(c, day);
  auto const now = today(c);
  if (day == now) return c.t("Heute, {}", named);
  if (day == now + std::chrono::days{1}) return c.t("Morgen, {}", named);
  return named;
}

std::string full_day_text(Context const& c, Day day) {
  return fmt::format("{}, {}", authority::weekday(c, weekday_of(day)), authority::long_date(c, iso_of(day)));
}

std::string_view channel_text(Context const& c, Channel channel) {
  switch (channel) {
    case Channel::onsite:
      return c.t("vor Ort");
    case Channel::phone:
      return c.t("am Telefon");
    case Channel::video:
      return c.t("per Video");
  }
  return {};
}

std::string until_text(Context const& c, std::string const& utc) {
  auto const local = legal_time(parse_iso_utc(utc));
  auto const at = c.t("{} Uhr", clock_text(local.minute_of_day));
  auto const day = Day{local.day};
  return day == today(c) ? at : fmt::format("{}, {}", named_day(c, day), at);
}

html::Fragment service_label(Appointments& module, Context const& c, Plan const* plan, std::string_view service) {
  auto const snapshot = module.catalog().snapshot();
  if (auto const* found = snapshot->by_key(service)) return catalog::visible_name(c, *found);
  auto const* offer = plan == nullptr ? nullptr : plan->offer(service);
  return authority::german(c, offer == nullptr or offer->label.empty() ? service : std::string_view{offer->label});
}

html::Fragment items_text(Appointments& module, Context const& c, Plan const* plan, std::vector<Item> const& items) {
  html::Writer out{128};
  for (auto const& item : items) {
    if (&item != &items.front()) out(", ");
    if (item.quantity > 1) out(item.quantity, " × ");
    out(service_label(module, c, plan, item.service));
  }
  return out.take();
}

}  // namespace kreislauf::appointments::resident
