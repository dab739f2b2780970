#include "administration/cases/office/absence.h"

#include <fmt/format.h>

#include <map>

#include "administration/cases/acts/standing_in.h"
#include "administration/cases/store/absences.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases::office {

namespace {

using authority::StaffContext;

constexpr std::string_view deputy_field = "vertretung", from_field = "von", until_field = "bis", note_field = "notiz",
                           back = "zurueck";
constexpr std::int64_t longest_note = 4000;

std::string path_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/vertretung", c.path("amt")); }

struct Known {
  std::optional<Absence> own;
  std::vector<Absence> others;  ///< for whom this person stands in today
  std::map<std::int64_t, std::string> names;
  std::vector<kern::Option> colleagues;
};

Known known(StaffContext const& c) {
  Known all;
  c.db.read([&](db::Connection& db) {
    all.own = store::absence_of(db, c.staff.id);
    all.others = store::stood_in_for(db, c.staff.id, i18n::iso(c.today()));
    for (auto const& one : identity::staff_of(db)) {
      all.names.emplace(one.id, one.name);
      if (one.active and one.id != c.staff.id and one.may(rights::work, c.path("amt")))
        all.colleagues.push_back({std::to_string(one.id), one.name});
    }
  });
  return all;
}

kern::Form questions(StaffContext const& c, Known const& all) {
  auto colleagues = all.colleagues;
  colleagues.insert(colleagues.begin(), {"", "Bitte wählen"});
  kern::Form form{c.t,
                  c.today(),
                  {{.name = std::string{deputy_field},
                    .kind = kern::Kind::choice,
                    .label = "Wer vertritt Sie?",
                    .options = std::move(colleagues),
                    .missing = "Wählen Sie, wer Sie vertritt.",
                    .list = true},
                   {.name = std::string{from_field}, .kind = kern::Kind::day, .label = "Erster Tag"},
                   {.name = std::string{until_field}, .kind = kern::Kind::day, .label = "Letzter Tag"},
                   {.name = std::string{note_field},
                    .kind = kern::Kind::area,
                    .label = "Was die Vertretung wissen muss",
                    .optional = true,
                    .most = longest_note,
                    .rows = 5}}};
  if (not all.own) return form;
  form.fill(deputy_field, std::to_string(all.own->deputy));
  form.fill(from_field, all.own->from_day);
  form.fill(until_field, all.own->until_day);
  form.fill(note_field, note_of(c.keys, *all.own));
  return form;
}

std::string days_of(Absence const& one) {
  auto const from = i18n::parse_iso(one.from_day), until = i18n::parse_iso(one.until_day);
  return from and until ? fmt::format("{} bis {}", i18n::short_date(*from), i18n::short_date(*until)) : std::string{};
}

void write_others(html::Writer& out, StaffContext const& c, Known const& all) {
  if (all.others.empty()) return;
  kern::section(out, {.id = "vertreten", .heading = "Sie vertreten"}, [&](html::Writer&) {
    kern::details(out, [&](kern::Details& details) {
      for (auto const& one : all.others) {
        auto const name = all.names.find(one.staff);
        details.row(name == all.names.end() ? std::string{} : name->second, days_of(one), note_of(c.keys, one));
      }
    });
    kern::more_link(out, fmt::format("/verwaltung/amt/{}/faelle?sicht=vertretung", c.path("amt")), "Zu diesen Fällen");
  });
}

http::Response show(StaffContext const& c, Known const& all, kern::Form const& form, bool saved) {
  identity::StaffPage page{c,
                           {.title = "Vertretung",
                            .path = path_of(c),
                            .form = &form,
                            .office = c.path("amt"),
                            .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}},
                            .here = "Vertretung"}};
  if (saved) kern::done(page.out(), "Gespeichert.");
  write_others(page.out(), c, all);
  if (all.colleagues.empty()) {
    kern::empty_state(page.out(), "In diesem Amt arbeitet sonst niemand an Fällen.");
    return page.finish();
  }
  kern::section(page.out(), {.id = "abwesend", .heading = "Sie sind nicht da"}, [&](html::Writer& out) {
    out("<p>Ihre Fälle stehen dann auch in der Liste „Vertretung“ der anderen Person. Ihnen bleiben sie.</p>"_h);
    page.form(form, {.path = path_of(c)}, [&](kern::Fields& f) {
      f.all();
      kern::actions(f.out(), [&](html::Writer& actions) {
        f.button({.label = "Speichern"});
        if (not all.own) return;
        actions(" ");
        f.button({.label = "Ich bin wieder da", .weight = kern::Weight::secondary, .name = button, .value = back});
      });
    });
  });
  return page.finish();
}

void check(kern::Form& form, StaffContext const& c) {
  auto const from = form.day(from_field), until = form.day(until_field);
  if (from and until and *until < *from) form.wrong(until_field, "Der letzte Tag liegt vor dem ersten.");
  if (until and *until < c.today()) form.wrong(until_field, "Dieser Tag ist vorbei.");
}

}  // namespace

http::Response absence(Cases&, http::Request const& request, StaffContext& c) {
  auto const all = known(c);
  return show(c, all, questions(c, all), http::field(request.query, "gespeichert").has_value());
}

http::Response act_on_absence(Cases&, http::Request const& request, StaffContext& c) {
  auto const all = known(c);
  if (http::field(request.body, button).value_or("") == back)
    return perform(c, request, [&](acts::Transaction& tx) {
      come_back(tx);
      return acts::see(path_of(c) + "?gespeichert=1");
    });
  auto form = questions(c, all);
  form.read(request.body);
  if (form.fine()) check(form, c);
  if (not form.fine()) return show(c, all, form, false);
  return perform(c, request, [&](acts::Transaction& tx) {
    go_away(tx, c,
            {.deputy = http::number_in(form.text(deputy_field)).value_or(0),
             .from = *form.day(from_field),
             .until = *form.day(until_field),
             .note = form.text(note_field)});
    return acts::see(path_of(c) + "?gespeichert=1");
  });
}

}  // namespace kreislauf::cases::office
