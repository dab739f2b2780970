#include "administration/cases/shared/view.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/cases.h"
#include "administration/cases/shared/asked_list.h"
#include "administration/cases/shared/sight.h"
#include "administration/cases/shared/told.h"
#include "administration/cases/store/absences.h"
#include "administration/cases/store/opinions.h"
#include "administration/cases/store/store.h"
#include "administration/identity/identity.h"
#include "administration/processes/processes.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

constexpr std::int64_t longest_note = 4000;

std::optional<Absence> away_today(db::Connection& db, std::int64_t holder, std::string const& today) {
  auto absence = store::absence_of(db, holder);
  if (not absence or absence->from_day > today or absence->until_day < today) return std::nullopt;
  return absence;
}

std::vector<kern::Option> colleagues_of(View const& view) {
  std::vector<kern::Option> colleagues{{"", "Bitte wählen"}};
  for (auto const& one : view.colleagues) {
    if (one.id != view.one.holder) colleagues.push_back({std::to_string(one.id), one.name});
  }
  return colleagues;
}

std::vector<kern::Option> statuses_of(View const& view) {
  std::vector<kern::Option> statuses{{"", german_of(view.one.phase)}};
  for (auto const& one : view.type->statuses) {
    if (one.phase == view.one.phase) statuses.push_back({one.id, one.name[i18n::Language::german]});
  }
  return statuses;
}

/// Only where there can be one.
void read_process(authority::StaffContext const& c, View& view) {
  if (view.type->process == nullptr) return;
  auto const subject = name_of(view.one);
  c.db.read([&](db::Connection& db) {
    view.tasks = processes::store::tasks_of(db, subject);
    if (auto const row = processes::store::find(db, subject)) view.stuck = row->stuck;
  });
}

}  // namespace

std::string View::name_of(std::int64_t staff) const {
  auto const found = names.find(staff);
  return found == names.end() ? std::string{} : found->second;
}

std::optional<View> view_of(Cases& cases, authority::StaffContext const& c, std::string_view subject,
                            std::string_view query) {
  std::optional<View> view;
  c.db.read([&](db::Connection& db) {
    auto found = store::of_subject(db, subject);
    if (not found or not sees(c, *found)) return;
    auto const id = found->id;
    view = View{.one = *std::move(found), .type = nullptr};
    view->notes = store::notes_of(db, id);
    view->ticks = store::ticks_of(db, id);
    view->pauses = store::pauses_of(db, id);
    view->asked = store::asked_of(db, id);
    view->opinions = store::opinions_of(db, id);
    view->events = acts::events_of(db, subject);
    view->away = away_today(db, view->one.holder, i18n::iso(c.today()));
    for (auto const& one : identity::staff_of(db)) {
      view->names.emplace(one.id, one.name);
      if (one.active and one.id != view->one.asker and one.may(rights::work, view->one.office, view->one.type))
        view->colleagues.push_back({one.id, one.name});
    }
  });
  if (not view) return view;
  view->type = cases.library.version(view->one.version);
  read_process(c, *view);
  view->list = list_in(query);
  view->told = told_in(query);
  // A specialist system is nobody who sits there.
  if (c.staff.id != 0)
    view->others = cases.presence.note(c.authority.key.value(), view->one.id, c.staff.id, c.clock.now());
  return view;
}

kern::Form questions(authority::StaffContext const& c, View const& view) {
  kern::Form form{c.t,
                  c.today(),
                  {{.name = std::string{question::note},
                    .kind = kern::Kind::area,
                    .label = "Notiz",
                    .hint = "Nur für das Amt. Wer Akteneinsicht bekommt, liest sie mit (§ 29 VwVfG NRW).",
                    .optional = true,
                    .unmarked = true,
                    .most = longest_note,
                    .rows = 3},
                   {.name = std::string{question::day},
                    .kind = kern::Kind::day,
                    .label = "Wiedervorlage am",
                    .optional = true,
                    .unmarked = true},
                   {.name = std::string{question::colleague},
                    .kind = kern::Kind::choice,
                    .label = "Kollegin oder Kollege",
                    .optional = true,
                    .unmarked = true,
                    .options = colleagues_of(view),
                    .list = true},
                   {.name = std::string{question::status},
                    .kind = kern::Kind::choice,
                    .label = "Stand, den der Antragsteller liest",
                    .optional = true,
                    .unmarked = true,
                    .options = statuses_of(view),
                    .list = true}}};
  form.fill(question::status, view.one.status);
  if (not view.one.resubmit_on.empty()) form.fill(question::day, view.one.resubmit_on);
  return form;
}

std::string path_of(authority::StaffContext const& c, View const& view) {
  return fmt::format("/verwaltung/amt/{}/faelle/{}{}{}", c.path("amt"), view.one.id, view.list.empty() ? "" : "?",
                     view.list);
}

}  // namespace kreislauf::cases
