#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/acts/waiting.h"
#include "administration/appointments/resident/pages.h"
#include "administration/appointments/resident/refusals.h"
#include "administration/appointments/resident/search.h"
#include "administration/appointments/resident/sent_mail.h"
#include "administration/appointments/shared/limits.h"
#include "administration/appointments/shared/person_questions.h"
#include "authority/page.h"

// Joining the waiting list: for a first time, or for an earlier one.
namespace kreislauf::appointments::pages {

namespace {

using namespace resident;
using kern::Kind;

constexpr std::string_view morning = "vormittag", afternoon = "nachmittag", late = "abend";

kern::Form questions(TownContext const& c, Channel channel) {
  auto const& t = c.t;
  kern::Field const when{.name = "wann",
                         .kind = Kind::choices,
                         .label = t("Wann können Sie?"),
                         .optional = true,
                         .options = {{std::string{morning}, t("Vormittag")},
                                     {std::string{afternoon}, t("Nachmittag")},
                                     {std::string{late}, t("ab 16 Uhr")}},
                         .id = "w"};
  kern::Field const until{.name = "bis",
                          .kind = Kind::day,
                          .label = t("Spätestens am"),
                          .hint = t("Zum Beispiel 18.12.2026"),
                          .optional = true,
                          .wrong = std::string{t("Schreiben Sie einen Tag, der noch kommt. Beispiel: 18.12.2026")},
                          .era = typed::Era::coming};
  std::vector<kern::Field> all{when, until, name_question(t), email_question(t)};
  if (channel == Channel::phone) all.push_back(phone_question(t, true));
  return {t, c.today(), std::move(all)};
}

/// The boxes as the search before has chosen.
void fill(kern::Form& form, DayPart part) {
  std::vector<std::string> ticked;
  if (part == DayPart::any or part == DayPart::morning) ticked.emplace_back(morning);
  if (part == DayPart::any or part == DayPart::afternoon) ticked.emplace_back(afternoon);
  if (part != DayPart::morning) ticked.emplace_back(late);
  form.fill("wann", std::move(ticked));
}

/// The afternoon has the hours from four in it: who ticks both may come at each of them.
DayPart part_of(kern::Form const& form) {
  bool const early = form.chosen("wann", morning), noon = form.chosen("wann", afternoon),
             evening = form.chosen("wann", late);
  if (early == (noon or evening)) return DayPart::any;
  if (early) return DayPart::morning;
  return noon ? DayPart::afternoon : DayPart::late;
}

/// No longer than there are times: then the entry is erased.
Day last_day(kern::Form const& form, FreeTimes const& free_times) {
  auto const last = free_times.first + std::chrono::days{free_times.days};
  return std::min(form.day("bis").value_or(last), last);
}

/// How long the list remembers: until it is settled, and then as long as the clock says (acts/tick.cc).
void write_deletion(html::Writer& out, TownContext const& c) {
  auto const& t = c.t;
  out("<p class='kl-small kl-muted'>"_h,
      t("Wir löschen Ihre Angaben 30 Tage, nachdem Sie einen Termin haben oder nicht mehr warten."), " <a href='"_h,
      authority::path_in(c, "/datenschutz"), "'>"_h, t("Mehr zum Datenschutz"), "</a></p>"_h);
}

http::Response show(Appointments& module, TownContext& c, Search const& search, kern::Form const& form) {
  auto const& t = c.t;
  authority::Page page{c,
                       {.title = std::string{t("Auf die Warteliste")},
                        .path = "/termine/warteliste",
                        .form = &form,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .query = "?" + query_of(module, search),
                        .index = false}};
  page.lead(
      items_text(module, c, *module.cache().now(c.authority.key, c.db, c.clock.now()), search.office, search.items));
  page("<p>"_h,
       t("Wird eine Zeit frei, schicken wir Ihnen eine E-Mail. "
         "Wir fragen alle in der Reihenfolge, in der sie sich eingetragen haben."),
       "</p>"_h);
  page.form(form, {.path = authority::path_in(c, "/termine/warteliste")}, [&](kern::Fields& f) {
    auto kept = search;
    kept.part = DayPart::any;  // the boxes ask for it
    write_hidden(f, module, kept);
    f.all();
    write_deletion(f.out(), c);
    f.submit(t("Auf die Warteliste"));
  });
  return page.finish();
}

store::Entry entry_of(TownContext const& c, Search const& search, kern::Form const& form, FreeTimes const& free_times) {
  store::Entry entry;
  entry.office = search.office;
  entry.items = search.items;
  entry.channel = search.channel;
  entry.step_free = search.step_free;
  if (search.channel == Channel::phone) entry.phone = form.text("telefon");
  entry.first = free_times.first;
  entry.last = last_day(form, free_times);
  entry.part = part_of(form);
  entry.name = form.text("name");
  entry.email = form.text("mail");
  entry.language = i18n::code(c.t.language());
  entry.site = c.origin;
  return entry;
}

}  // namespace

http::Response list_form(Appointments& module, http::Request const& request, TownContext& c) {
  auto const search = read_search(module, request.query);
  if (search.items.empty()) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  auto form = questions(c, search.channel);
  fill(form, search.part);
  return show(module, c, search, form);
}

http::Response join_list(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const search = read_search(module, request.body);
  if (search.items.empty()) return http::see_other(authority::path_in(c, "/termine?fehlt=1"));
  auto form = questions(c, search.channel);
  form.read(request.body);
  if (form.day("bis") and *form.day("bis") < free_times->first) form.wrong("bis", form.field("bis").wrong);
  if (not form.fine()) return show(module, c, search, form);
  if (not authority::allows(c, request, entries_of_network)) {
    return too_many_attempts(c, c.t("Von diesem Anschluss gibt es viele Einträge, die noch niemand bestätigt hat. "
                                    "Öffnen Sie zuerst den Link in Ihrer E-Mail, oder rufen Sie uns an."));
  }
  auto const address = form.text("mail");
  // A booking may follow at once: the list does not count as one.
  if (not authority::may_repeat_mail(c, address)) {
    c.limits.give_back(entries_of_network, request.client.network);
    form.wrong("mail", std::string{c.t("An diese Adresse haben wir schon eine E-Mail geschickt. Öffnen Sie zuerst den "
                                       "Link darin. Nach einer Stunde können Sie es noch einmal versuchen.")});
    return show(module, c, search, form);
  }
  try {
    return authority::perform(c, request, [&](acts::Transaction& tx) {
      join(tx, scene.env(), entry_of(c, search, form, *free_times));
      // The link is in the mail alone: who opens it has shown that the address is his.
      return acts::see(authority::path_in(c, "/termine/warteliste/eingetragen"));
    });
  } catch (TooMany const& reason) {
    c.limits.give_back(entries_of_network, request.client.network);
    return too_many_entries(c, reason.limit);
  }
}

http::Response list_joined(Appointments&, http::Request const&, TownContext& c) {
  auto const& t = c.t;
  authority::Page page{c,
                       {.title = std::string{t("Bitte bestätigen Sie Ihren Platz")},
                        .path = "/termine/warteliste/eingetragen",
                        .layout = kern::Layout::own,
                        .crumbs = {{"/termine", std::string{t("Termin buchen")}}},
                        .index = false}};
  page("<div class='kl-wrap kl-page'>"_h);
  kern::confirmation(
      page.out(),
      {.heading = t("Bitte bestätigen Sie Ihren Platz"),
       .lead = t("Wir haben Ihnen eine E-Mail geschickt. Öffnen Sie den Link darin innerhalb von {} Stunden. "
                 "Erst dann stehen Sie auf der Warteliste.",
                 unconfirmed_entries_kept.count()),
       .icon = "mail",
       .open = true},
      [&](html::Writer&) { write_sample_mailbox(page.out(), c); });
  write_no_mail(page.out(), c);
  page("</div>"_h);
  return page.finish();
}

http::Response earlier(Appointments& module, http::Request const& request, TownContext& c) {
  Scene const scene{module, c};
  auto const free_times = scene.free_times();
  auto const a = appointment_of(c, c.path("token"));
  if (a.state != State::confirmed) return not_now(c, a.state, c.path("token"));
  store::Entry entry;
  // The same office, the same way, the same number: an earlier time is wanted, nothing else. Who could come in without
  // steps now is not sent to where there are some.
  entry.office = a.office;
  entry.step_free = scene.env().step_free(a.office);
  entry.items = a.items;
  entry.channel = a.channel;
  entry.phone = a.phone;
  entry.first = free_times->first;
  entry.last = a.day;
  entry.appointment = a.id;
  entry.name = a.name;
  entry.email = a.email;
  entry.language = a.language;
  entry.site = c.origin;
  try {
    return authority::perform(c, request, [&](acts::Transaction& tx) {
      return acts::see(authority::path_in(c, "/warteliste/" + join(tx, scene.env(), entry)));
    });
  } catch (TooMany const& reason) {
    return too_many_entries(c, reason.limit);
  }
}

}  // namespace kreislauf::appointments::pages
