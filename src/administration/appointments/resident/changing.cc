#include <fmt/format.h>

#include "administration/appointments/acts/booking.h"
#include "administration/appointments/resident/appointment_view.h"
#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/refusals.h"
#include "administration/appointments/shared/summary.h"
#include "platform/i18n/dates.h"

// Cancel and move, each asked about first.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;
using View = AppointmentView;

http::Response too_late(View const& v) {
  auto const& t = v.c.t;
  auto const minutes = v.plan() == nullptr ? 0 : v.plan()->settings.change_minutes;
  return answer(v.c, {.status = 409,
                      .title = std::string{t("Dafür ist es jetzt zu spät")},
                      .lead = t.count("Ihr Termin beginnt in weniger als {} Minute. Bitte rufen Sie uns an.",
                                      "Ihr Termin beginnt in weniger als {} Minuten. Bitte rufen Sie uns an.", minutes),
                      .path = v.path(),
                      .button = std::string{t("Zum Termin")}});
}

http::Response moved_often(View const& v) {
  auto const& t = v.c.t;
  return answer(v.c, {.status = 429,
                      .title = std::string{t("Heute können Sie nicht noch einmal verschieben")},
                      .lead = std::string{t("Ihr Termin ist noch da. Passt er nicht? Sagen Sie ihn ab, oder rufen Sie "
                                            "uns an.")},
                      .path = v.path(),
                      .button = std::string{t("Zum Termin")}});
}

/// "Do you want to ...?" with the appointment as it is or would be, and two ways on.
struct Question {
  std::string title;
  std::string_view lead = {}, rest, yes, no = {};
  std::vector<std::pair<std::string_view, std::string>> hidden = {};
  Appointment const* before = nullptr;  ///< as it is now, where `shown` is how it would be
};

/// `Bisher … → Neu …`: nobody confirms a time without seeing which one he gives away.
void write_change(html::Writer& out, View const& v, Appointment const& before, Appointment const& after) {
  auto const& t = v.c.t;
  auto const time = [&](Appointment const& a) {
    return fmt::format("{}{}{}", i18n::full_day(t, a.day), i18n::comma(t), t("{} Uhr", i18n::clock(a.minute)));
  };
  auto const where = [&](Appointment const& a) {
    auto const* office = v.c.town->office(a.office);
    return a.channel != Channel::onsite or office == nullptr ? html::fragment(channel_text(v.c, a.channel))
                                                             : authority::german(v.c, office->name);
  };
  bool const elsewhere = before.office != after.office or before.channel != after.channel;
  kern::panel(out, "wechsel", t("Ihr Termin"), [&](html::Writer&) {
    kern::details(out, [&](kern::Details& list) {
      auto const place = [&](Appointment const& a) { return elsewhere ? where(a) : html::Fragment{}; };
      list.row(t("Bisher"), time(before), place(before));
      list.row(t("Neu"), html::fragment("<b>"_h, time(after), "</b>"_h), place(after));
      list.row(t("Dienste"), items_text(v.module, v.c, v.free_times, after.office, after.items));
    });
  });
}

http::Response ask(View const& v, Appointment const& shown, Question const& question) {
  auto const& t = v.c.t;
  authority::Page page{v.c,
                       {.title = question.title,
                        .path = v.path(question.rest),
                        .layout = kern::Layout::narrow,
                        .crumbs = {{v.path(), std::string{t("Ihr Termin")}}},
                        .index = false}};
  if (not question.lead.empty()) page.lead(question.lead);
  if (question.before != nullptr)
    write_change(page.out(), v, *question.before, shown);
  else
    write_summary(page.out(), v.module, v.c, v.free_times, shown);
  page.form({.path = v.address(question.rest), .classes = "kl-actions"_h}, [&](kern::Fields& f) {
    for (auto const& [name, value] : question.hidden) f.hidden(name, value);
    f.button({.label = question.yes});
    f.out()(" ");
    kern::button_link(f.out(), {.path = v.address(),
                                .label = question.no.empty() ? t("Nein, Termin behalten") : question.no,
                                .weight = kern::Weight::secondary});
  });
  return page.finish();
}

/// The way as it stands in addresses; empty is on the spot.
Channel channel_in(Appointments& module, std::string_view encoded) { return read_search(module, encoded).channel; }

}  // namespace

http::Response ask_cancel(Appointments& module, http::Request const&, TownContext& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  View const v{module, c, scene, *free_times, a, c.path("token")};
  if (a.state != State::confirmed and a.state != State::preconfirmed) return not_now(c, a.state, v.token);
  if (a.state == State::confirmed and not v.changeable()) return too_late(v);
  return ask(v, a,
             {.title = std::string{t("Möchten Sie den Termin absagen?")},
              .lead = t("Danke, dass Sie Bescheid sagen. Die Zeit bekommt dann jemand anderes."),
              .rest = "/absagen",
              .yes = t("Ja, Termin absagen")});
}

http::Response cancel_it(Appointments& module, http::Request const& request, TownContext& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  View const v{module, c, scene, *free_times, a, c.path("token")};
  if (a.state == State::confirmed and not v.changeable()) return too_late(v);
  try {
    authority::act(c, request, [&](acts::Transaction& tx) {
      cancel(tx, scene.env(), a.id, Notification::cancelled);
      return acts::see(v.address());
    });
  } catch (NotNow const& reason) {
    if (reason.state != State::deleted) return not_now(c, reason.state, v.token);
  }
  scene.changed(a.office);
  return answer(c, {.title = std::string{t("Ihr Termin ist abgesagt")},
                    .lead = std::string{t("Danke, dass Sie Bescheid gesagt haben. Sie bekommen eine E-Mail.")},
                    .path = "/termine",
                    .button = std::string{t("Neuen Termin buchen")},
                    .phone = false});
}

http::Response ask_move(Appointments& module, http::Request const& request, TownContext& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  View const v{module, c, scene, *free_times, a, c.path("token")};
  if (a.state != State::confirmed) return not_now(c, a.state, v.token);
  if (not v.changeable()) return too_late(v);
  auto const time = read_time(http::field(request.query, "zeit").value_or(""));
  if (not time or free_times->of(time->office) == nullptr) {
    Search const search{.items = a.items, .channel = a.channel, .moving = v.token};
    return http::see_other(authority::path_in(c, "/termine/zeiten?" + query_of(module, search)));
  }
  auto there = a;
  there.office = time->office;
  there.day = time->day;
  there.minute = time->minute;
  there.starts_at = iso_utc(instant_of(time->day, time->minute));
  there.channel = channel_in(module, request.query);
  return ask(v, there,
             {.title = std::string{t("Möchten Sie den Termin verschieben?")},
              .rest = "/verschieben",
              .yes = t("Ja, Termin verschieben"),
              .no = t("Nein, bisherigen Termin behalten"),
              .hidden = {{"zeit", time_value(time->office, time->day, time->minute)},
                         {"weg", std::string{word_of(there.channel)}}},
              .before = &a});
}

http::Response move_it(Appointments& module, http::Request const& request, TownContext& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  View const v{module, c, scene, *free_times, a, c.path("token")};
  if (a.state == State::confirmed and not v.changeable()) return too_late(v);
  auto const time = read_time(http::field(request.body, "zeit").value_or(""));
  Search const search{.items = a.items, .channel = channel_in(module, request.body), .moving = v.token};
  auto const other_times = "/termine/zeiten?" + query_of(module, search);
  if (not time) return http::see_other(authority::path_in(c, other_times));
  if (not authority::allows(c, request, moves_of_network)) return moved_often(v);
  Choice choice{.wish = search.wish(), .day = time->day, .minute = time->minute, .own = a};
  choice.wish.office = time->office;
  try {
    auto const moved = with_claim(scene.env(), choice, [&](Claim const& claim) {
      return authority::act(c, request, [&](acts::Transaction& tx) {
        move(tx, scene.env(), claim, a.id);
        return acts::see(v.address("?verschoben=1"));
      });
    });
    scene.changed(a.office);
    scene.changed(time->office);
    return authority::to_response(moved);
  } catch (NotNow const& reason) {
    return not_now(c, reason.state, v.token);
  } catch (TooMany const&) {
    return moved_often(v);
  } catch (NotFree const&) {
    return answer(c, {.status = 409,
                      .title = std::string{t("Diese Zeit wurde gerade vergeben")},
                      .lead = std::string{t("Ihr Termin ist noch da. Wählen Sie eine andere Zeit.")},
                      .path = other_times,
                      .button = std::string{t("Freie Zeiten zeigen")},
                      .phone = false});
  }
}

}  // namespace kreislauf::appointments::pages
