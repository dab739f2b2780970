#include "administration/appointments/acts/waiting.h"
#include "administration/appointments/resident/countdown.h"
#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/refusals.h"
#include "administration/appointments/resident/search.h"
#include "administration/appointments/shared/limits.h"
#include "administration/appointments/shared/summary.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"

// A place on the waiting list by its link: wait, take the time that is offered, leave.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;
using kern::Weight;

struct View {
  Appointments& module;
  TownContext& c;
  FreeTimes const& free_times;
  store::Entry entry;
  std::optional<Appointment> time = {};  ///< that is offered
  std::int64_t position = 0;             ///< on the list

  bool offered() const { return entry.state == "offered" and time and parse_iso_utc(time->until_at) > c.clock.now(); }
};

store::Entry entry_of_link(TownContext const& c) {
  std::optional<store::Entry> found;
  c.db.read(
      [&](db::Connection& connection) { found = store::entry_by_token(connection, token_hash_of(c.path("token"))); });
  if (not found) throw NotFound{};
  return *found;
}

std::string path_of(TownContext const& c) { return "/warteliste/" + c.path("token"); }

/// Is the entry still to be confirmed, by the link that was opened just now?
http::Response ask_to_confirm(View const& v) {
  auto const& t = v.c.t;
  authority::Page page{v.c,
                       {.title = std::string{t("Möchten Sie auf die Warteliste?")},
                        .path = path_of(v.c),
                        .layout = kern::Layout::narrow,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .index = false}};
  page.lead(items_text(v.module, v.c, v.free_times, v.entry.office, v.entry.items));
  page.form({.path = authority::path_in(v.c, path_of(v.c)), .classes = "kl-actions"_h}, [&](kern::Fields& f) {
    f.button({.label = t("Ja, ich möchte warten"), .icon = "check", .name = "antwort", .value = "warten"});
    f.out()(" ");
    f.button({.label = t("Nein, Eintrag löschen"), .weight = Weight::secondary, .name = "antwort", .value = "gehen"});
  });
  return page.finish();
}

http::Response settled(TownContext const& c, store::Entry const& entry) {
  auto const& t = c.t;
  if (entry.state == "taken") {
    return answer(c, {.title = std::string{t("Sie haben eine Zeit angenommen")},
                      .lead = std::string{t("Den Link zu Ihrem Termin finden Sie in unserer E-Mail.")},
                      .phone = false});
  }
  return answer(c, {.title = std::string{t("Sie stehen nicht mehr auf der Warteliste")},
                    .lead = std::string{t("Sie können sich jederzeit wieder eintragen.")},
                    .path = "/termine",
                    .button = std::string{t("Termin buchen")},
                    .phone = false});
}

http::Response offer_is_gone(Appointments& module, TownContext const& c, store::Entry const& entry) {
  auto const& t = c.t;
  return answer(c, {.status = 410,
                    .title = std::string{t("Die Zeit ist leider weg")},
                    .lead = std::string{t("Sie bleiben auf der Warteliste. Wir melden uns wieder.")},
                    .path = "/termine/zeiten?" + query_of(module, Search{.items = entry.items}),
                    .button = std::string{t("Freie Zeiten zeigen")}});
}

void write_offer(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const until = i18n::until(t, parse_iso_utc(v.time->until_at), v.c.clock.now());
  write_countdown(out, v.c,
                  {.until_utc = v.time->until_at,
                   .sentence = t("Die Zeit gehört Ihnen, wenn Sie sie bis {} annehmen.", until),
                   .five_minutes = t("Das Angebot gilt noch 5 Minuten."),
                   .over = t("Das Angebot ist abgelaufen.")});
  if (v.entry.appointment != 0) out("<p>"_h, t("Ihr bisheriger Termin wird dann frei für andere."), "</p>"_h);
  auto shown = *v.time;
  if (auto const* calendar = v.free_times.of(shown.office)) shown.minutes = minutes_for(*calendar->plan, shown.items);
  write_summary(out, v.module, v.c, v.free_times, shown);
  write_access(out, v.c, shown);
}

void write_place(authority::Page& page, View const& v) {
  auto const& t = v.c.t;
  page.lead(items_text(v.module, v.c, v.free_times, v.entry.office, v.entry.items));
  page("<p>"_h, t("Ihr Platz auf der Liste: {}.", v.position), " ",
       t("Passt eine freie Zeit zu Ihnen, bekommen Sie eine E-Mail."), "</p>"_h);
}

void write_answers(authority::Page& page, View const& v) {
  auto const& t = v.c.t;
  page.form({.path = authority::path_in(v.c, path_of(v.c)), .classes = "kl-actions"_h}, [&](kern::Fields& f) {
    if (v.offered()) {
      f.button({.label = t("Annehmen"), .name = "antwort", .value = "annehmen"});
      f.out()(" ");
      f.button(
          {.label = t("Ablehnen, weiter warten"), .weight = Weight::secondary, .name = "antwort", .value = "ablehnen"});
      f.out()(" ");
    }
    f.button({.label = t("Von der Liste nehmen"),
              .weight = v.offered() ? Weight::tertiary : Weight::secondary,
              .name = "antwort",
              .value = "gehen"});
  });
}

}  // namespace

http::Response entry(Appointments& module, http::Request const&, TownContext& c) {
  auto const& t = c.t;
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  View v{module, c, *free_times, entry_of_link(c)};
  if (v.entry.state == "asked" and not link_is_over(v.entry, c.clock.now())) return ask_to_confirm(v);
  if (v.entry.state != "waiting" and v.entry.state != "offered") return settled(c, v.entry);
  c.db.read([&](db::Connection& connection) {
    if (v.entry.offer != 0) v.time = store::find(connection, v.entry.offer);
    v.position = store::place_in_list(connection, v.entry.id);
  });
  bool const offered = v.offered();
  authority::Page page{
      c,
      {.title = std::string{offered ? t("Eine Zeit ist frei geworden") : t("Sie stehen auf der Warteliste")},
       .path = path_of(c),
       .layout = kern::Layout::narrow,
       .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
       .index = false,
       .scripts = offered ? std::vector<std::string_view>{"hold.js"} : std::vector<std::string_view>{}}};
  if (offered)
    write_offer(page.out(), v);
  else
    write_place(page, v);
  write_answers(page, v);
  return page.finish();
}

http::Response answer_offer(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const before = entry_of_link(c);
  auto const& token = c.path("token");
  auto const choice = http::field(request.body, "antwort").value_or("");
  auto const back = authority::path_in(c, path_of(c));
  auto const work = [&](acts::Transaction& tx) {
    if (choice == "annehmen") {
      auto const mine = accept(tx, scene.env(), token);
      return acts::see(authority::path_in(c, "/termin/" + mine + "?neu=1"));
    }
    if (choice == "warten")
      confirm_entry(tx, scene.env(), token);
    else if (choice == "ablehnen")
      decline(tx, scene.env(), token);
    else if (choice == "gehen")
      leave(tx, scene.env(), token);
    else
      throw BadRequest{"choose one of the buttons"};
    bool const forgotten = choice == "gehen" and before.state == "asked";
    return acts::see(forgotten ? authority::path_in(c, "/termine") : back);
  };
  try {
    auto response = authority::perform(c, request, work, {.button = choice});
    authority::has_answered(c, before.email);
    if (before.state == "asked") c.limits.give_back(entries_of_network, request.client.network);
    for (auto const& calendar : free_times->calendars) scene.changed(calendar->plan->settings.office);
    return response;
  } catch (TooMany const& reason) {
    return too_many_entries(c, reason.limit);
  } catch (NotNow const&) {
    if (before.state == "asked") return http::see_other(back);
    return before.state == "taken" ? http::see_other(back) : offer_is_gone(module, c, before);
  }
}

}  // namespace kreislauf::appointments::pages
