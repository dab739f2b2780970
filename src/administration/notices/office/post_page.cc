#include "administration/notices/office/post_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/identity/identity.h"
#include "administration/notices/store/jobs.h"
#include "administration/notices/store/store.h"
#include "platform/i18n/dates.h"

// Letters that wait, letters that have left, and what nobody has fetched.
namespace kreislauf::notices::office {

namespace {

constexpr std::size_t shown = 50;

Shown shown_of(db::Connection& db, StaffContext const& c, Notice notice) {
  Shown one{.notice = std::move(notice)};
  auto const known = cases::of_subject(db, one.notice.subject);
  if (not known) return one;
  one.number = known->number;
  one.about = cases::about(c.keys, *known);
  one.path = fmt::format("/verwaltung/amt/{}/faelle/{}", known->office, known->id);
  return one;
}

std::string day_of(std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::numeric_date(*day) : iso;
}

std::string letters_of(std::int64_t count) {
  return count == 1 ? std::string{"1 Brief"} : fmt::format("{} Briefe", count);
}

void write_case(kern::Row& row, Shown const& one) {
  row.head(html::fragment(one.number.empty() ? std::string{"Bescheid"} : one.number));
  row.cell(one.about.empty() ? std::string{"–"} : one.about);
}

void write_open(kern::Row& row, Shown const& one) {
  row.cell([&](html::Writer& cell) {
    if (not one.path.empty()) kern::line_link(cell, one.path, "Öffnen", ": " + one.number);
  });
}

void write_waiting(identity::StaffPage& page, StaffContext const& c, Work const& work) {
  kern::section(page.out(), {.id = "wartet", .heading = "Wartet auf den Druck"}, [&](html::Writer& out) {
    if (work.waiting.empty()) return kern::empty_state(out, "Kein Brief wartet.");
    std::vector<kern::Column> const columns{{"Fall"}, {"Person"}, {"Erlassen"}, {.label = "Tun", .hidden = true}};
    kern::table(
        out,
        {.caption = "Wartet auf den Druck", .columns = columns, .hide_caption = true, .wide = true, .id = "tab-wartet"},
        [&](kern::Rows& rows) {
          for (auto const& one : work.waiting) {
            rows.row([&](kern::Row& row) {
              write_case(row, one);
              row.cell(i18n::short_moment(parse_iso_utc(one.notice.issued_at)));
              write_open(row, one);
            });
          }
        });
    if (work.more) out("<p>"_h, "Es warten noch mehr; sie kommen in den nächsten Druckauftrag.", "</p>"_h);
    page.button_form(path_of(c), {.label = fmt::format("Druckauftrag machen ({})",
                                                       letters_of(static_cast<std::int64_t>(work.waiting.size()))),
                                  .name = press::button,
                                  .value = press::print});
  });
}

std::string_view name_in(Work const& work, std::int64_t staff) {
  for (auto const& [id, name] : work.names) {
    if (id == staff) return name;
  }
  return "jemand, der nicht mehr hier arbeitet";
}

void write_job(identity::StaffPage& page, StaffContext const& c, Work const& work, PrintJob const& job) {
  auto const id = fmt::format("auftrag-{}", job.id);
  auto const heading = fmt::format("Druckauftrag {} vom {}", job.id, i18n::short_moment(parse_iso_utc(job.made_at)));
  kern::section(page.out(), {.id = id, .heading = heading, .level = 3}, [&](html::Writer& out) {
    kern::details(out, [&](kern::Details& details) {
      details.row("Inhalt", fmt::format("{}, {} Blatt, beidseitig gedruckt", letters_of(job.letters), job.sheets));
      details.row("Zur Post gegeben", job.sent_on.empty()
                                          ? std::string{"noch nicht"}
                                          : fmt::format("{} von {}", day_of(job.sent_on), name_in(work, job.staff)));
      if (job.entry >= 0) details.row("Nachweis", fmt::format("Eintrag {} im Protokoll der Verwaltung", job.entry));
    });
    if (not job.sha256.empty())
      kern::actions(out, [&](html::Writer&) {
        kern::button_link(out, {.path = fmt::format("{}/{}/briefe.pdf", path_of(c), job.id),
                                .label = "Datei für den Drucker",
                                .icon = "download",
                                .weight = kern::Weight::secondary,
                                .download = true});
      });
    if (not job.sent_on.empty()) return;
    page.form({.path = path_of(c), .classes = "kl-form"_h}, [&](kern::Fields& f) {
      kern::actions(f.out(), [&](html::Writer& line) {
        f.button({.label = "Heute zur Post gegeben",
                  .name = press::button,
                  .value = fmt::format("{} {}", press::given, job.id)});
        line(" ");
        f.button({.label = "Verwerfen",
                  .weight = kern::Weight::tertiary,
                  .name = press::button,
                  .value = fmt::format("{} {}", press::drop, job.id)});
      });
    });
  });
}

void write_jobs(identity::StaffPage& page, StaffContext const& c, Work const& work) {
  kern::section(page.out(), {.id = "auftraege", .heading = "Druckaufträge"}, [&](html::Writer& out) {
    if (work.jobs.empty()) return kern::empty_state(out, "Noch keiner.");
    for (auto const& job : work.jobs) write_job(page, c, work, job);
  });
}

void write_lapsed(identity::StaffPage& page, StaffContext const& c, Work const& work) {
  if (work.lapsed.empty()) return;
  kern::section(page.out(), {.id = "nicht-abgerufen", .heading = "Nicht abgerufen"}, [&](html::Writer& out) {
    out("<p>"_h,
        "Diese Bescheide hat zehn Tage lang niemand abgerufen. Sie sind nicht bekannt gegeben (§ 41 Abs. 2a VwVfG "
        "NRW); wählen Sie für jeden einen Weg.",
        "</p>"_h);
    for (auto const& one : work.lapsed) {
      auto const heading = one.about.empty() ? one.number : fmt::format("{}, {}", one.number, one.about);
      kern::section(out, {.id = fmt::format("bescheid-{}", one.notice.id), .heading = heading, .level = 3},
                    [&](html::Writer&) {
                      if (not one.notice.addressed)
                        out("<p>"_h, "Auf dem Bescheid steht keine ganze Anschrift.", "</p>"_h);
                      page.form({.path = path_of(c), .classes = "kl-form"_h}, [&](kern::Fields& f) {
                        kern::actions(f.out(), [&](html::Writer& line) {
                          auto const add = [&](std::string_view label, std::string_view verb) {
                            f.button({.label = label,
                                      .weight = kern::Weight::secondary,
                                      .name = press::button,
                                      .value = fmt::format("{} {}", verb, one.notice.id)});
                            line(" ");
                          };
                          if (one.notice.addressed) add("Mit der Post schicken", press::by_post);
                          add("Noch einmal bereitstellen", press::again);
                          add("Heute persönlich übergeben", press::by_hand);
                        });
                      });
                      if (not one.path.empty()) kern::more_link(out, one.path, "Zum Fall " + one.number);
                    });
    }
  });
}

}  // namespace

std::string path_of(StaffContext const& c) { return fmt::format("/verwaltung/amt/{}/post", c.path("amt")); }

Work work_of(StaffContext const& c) {
  Work work;
  c.db.read([&](db::Connection& db) {
    auto const& office = c.path("amt");
    auto waiting = store::to_post(db, office, most_letters + 1);
    work.more = waiting.size() > most_letters;
    if (work.more) waiting.pop_back();
    for (auto& one : waiting) work.waiting.push_back(shown_of(db, c, std::move(one)));
    auto const now = c.clock.now();
    for (auto& one : store::unfetched(db, office, iso_utc(now - std::chrono::days{10}), shown)) {
      if (is_lapsed(one, now)) work.lapsed.push_back(shown_of(db, c, std::move(one)));
    }
    // What has still to go stands first, however old it is.
    work.jobs = store::unsent_jobs(db, office, shown);
    for (auto& one : store::newest_jobs(db, office, shown)) {
      if (not one.sent_on.empty()) work.jobs.push_back(std::move(one));
    }
    for (auto const& one : identity::staff_of(db)) work.names.emplace_back(one.id, one.name);
  });
  return work;
}

std::string_view done_words(std::string_view query) {
  auto const done = http::field(query, "getan").value_or("");
  if (done == press::print)
    return "Der Druckauftrag ist fertig. Drucken Sie die Datei, und geben Sie die Briefe zur Post.";
  if (done == press::given)
    return "Die Briefe sind zur Post gegeben; ab heute zählt, wann sie als bekannt gegeben gelten.";
  if (done == press::drop) return "Der Druckauftrag ist verworfen; seine Briefe warten wieder.";
  if (done == press::by_post) return "Der Bescheid geht mit der Post und wartet auf den Druck.";
  if (done == press::by_hand) return "Der Bescheid ist übergeben und damit bekannt gegeben.";
  if (done == press::again) return "Der Bescheid kann wieder zehn Tage lang abgerufen werden.";
  return {};
}

http::Response show(StaffContext const& c, Work const& work, std::string_view done, std::string_view trouble) {
  identity::StaffPage page{c,
                           {.title = "Postausgang",
                            .path = path_of(c),
                            .office = c.path("amt"),
                            .switch_path = "/verwaltung/amt/{amt}/post"}};
  if (not trouble.empty()) kern::alert(page.out(), kern::Tone::danger, "Das ging nicht", trouble);
  if (not done.empty()) kern::done(page.out(), done);
  write_lapsed(page, c, work);
  write_waiting(page, c, work);
  write_jobs(page, c, work);
  constexpr unsigned unprocessable = 422;
  return trouble.empty() ? page.finish() : page.finish(unprocessable);
}

}  // namespace kreislauf::notices::office

namespace kreislauf::notices {

authority::Panel lapsed_panel() {
  auto const write = [](kern::Sheet& sheet, authority::TownContext const& c, std::string_view office,
                        std::string_view) {
    auto const now = c.clock.now();
    std::vector<Notice> some;
    c.db.read([&](db::Connection& db) {
      some = store::unfetched(db, office, iso_utc(now - std::chrono::days{10}), office::shown);
    });
    auto const count = std::count_if(some.begin(), some.end(), [&](Notice const& one) { return is_lapsed(one, now); });
    if (count == 0) return;
    kern::note(sheet.out(), {.warning = true}, [&](html::Writer& out) {
      out("<p>"_h, count == 1 ? std::string{"Ein Bescheid wurde"} : fmt::format("{} Bescheide wurden", count),
          " nicht rechtzeitig abgerufen und muss anders bekannt gegeben werden. "_h);
      kern::line_link(out, fmt::format("/verwaltung/amt/{}/post#nicht-abgerufen", office), "Zum Postausgang");
      out("</p>"_h);
    });
  };
  return {.place = "cases_top", .write = write};
}

}  // namespace kreislauf::notices
