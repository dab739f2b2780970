#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/resident/times.h"
#include "platform/i18n/dates.h"

// By what free times are narrowed: office, part of the day, way, access.
namespace kreislauf::appointments::resident {

namespace {

using kern::Kind, kern::Option;

std::vector<Option> office_options(TimesView const& v) {
  std::vector<Option> options{{"", v.c.t("alle Orte")}};
  for (auto const& calendar : v.free_times.calendars) {
    auto const& id = calendar->plan->settings.office;
    auto const* office = v.c.town->office(id);
    if (office == nullptr or serves(*calendar->plan, v.search.wish()) == Serves::unknown_service) continue;
    options.push_back({.value = id, .label = office->name, .german = true});
  }
  return options;
}

kern::Field list(i18n::Translator const& t, std::string name, std::string_view label, std::vector<Option> options) {
  auto id = "f-" + name;
  return {.name = std::move(name),
          .kind = Kind::choice,
          .label = t(label),
          .optional = true,
          .options = std::move(options),
          .id = std::move(id),
          .list = true};
}

/// The ways in which some office gives these services: nobody is sent where nothing is.
std::vector<Option> way_options(TimesView const& v) {
  auto const& t = v.c.t;
  std::vector<Option> options;
  auto const add = [&](Channel channel, std::string_view label) {
    auto wish = v.search.wish();
    wish.channel = channel;
    wish.office.clear();
    bool const given =
        std::any_of(v.free_times.calendars.begin(), v.free_times.calendars.end(), [&](auto const& calendar) {
          auto const answer = serves(*calendar->plan, wish);
          return answer == Serves::yes or answer == Serves::paused;
        });
    if (given or v.search.channel == channel) options.push_back({std::string{word_of(channel)}, t(label)});
  };
  add(Channel::onsite, i18n::message("vor Ort"));
  add(Channel::phone, i18n::message("am Telefon"));
  add(Channel::video, i18n::message("per Video"));
  return options;
}

kern::Form questions(TimesView const& v) {
  auto const& t = v.c.t;
  std::vector<kern::Field> fields;
  if (v.free_times.calendars.size() > 1) fields.push_back(list(t, "ort", i18n::message("Ort"), office_options(v)));
  fields.push_back(list(t, "tageszeit", i18n::message("Tageszeit"),
                        {{"", t("egal")},
                         {std::string{word_of(DayPart::morning)}, t("Vormittag")},
                         {std::string{word_of(DayPart::afternoon)}, t("Nachmittag")},
                         {std::string{word_of(DayPart::late)}, t("ab 16 Uhr")}}));
  auto ways = way_options(v);
  bool const one_way = ways.size() < 2;
  if (not one_way) fields.push_back(list(t, "weg", i18n::message("Art"), std::move(ways)));
  fields.push_back(
      {.name = "barrierefrei", .kind = Kind::tick, .label = t("ohne Stufen"), .optional = true, .id = "f-frei"});
  kern::Form form{t, v.c.today(), std::move(fields)};
  if (v.free_times.calendars.size() > 1) form.fill("ort", v.search.office);
  form.fill("tageszeit", std::string{word_of(v.search.part)});
  if (not one_way) form.fill("weg", std::string{word_of(v.search.channel)});
  if (v.search.step_free) form.fill("barrierefrei", "ja");
  return form;
}

/// The appointment that moves stays until there is a new time.
void write_moving(authority::Page& page, TimesView const& v) {
  auto const& t = v.c.t;
  auto const before = fmt::format("{}{}{}", i18n::named_day(t, v.moving->day), i18n::comma(t),
                                  t("{} Uhr", i18n::clock(v.moving->minute)));
  page.lead(t("Sie verschieben Ihren Termin vom {}. Er gehört Ihnen, bis Sie eine neue Zeit haben.", before));
}

}  // namespace

void write_filter(authority::Page& page, TimesView const& v) {
  auto const& t = v.c.t;
  if (v.moving) write_moving(page, v);
  page("<p class='kl-lead'>"_h, items_text(v.module, v.c, v.free_times, v.search.office, v.search.items), ". ");
  if (not v.moving) {
    auto const path = authority::path_in(v.c, "/termine?" + v.query());
    page("<a href='"_h, path, "'>"_h, t("Ändern"), "</a>"_h);
  }
  page("</p>"_h);
  auto const target = authority::path_in(v.c, "/termine/zeiten");
  page.filter(questions(v), {.path = target, .label = t("Zeiten eingrenzen")}, [&](kern::Fields& f) {
    write_hidden(f, v.module, v.search.items);
    if (v.moving) f.hidden("termin", v.search.moving);
    if (not v.search.held.empty()) f.hidden("halt", v.search.held);
    f.all();
    f.button({.label = t("Zeigen"), .weight = kern::Weight::secondary});
  });
}

}  // namespace kreislauf::appointments::resident
