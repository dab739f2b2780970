#include "administration/cases/shared/sections.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/acts/deciding.h"
#include "administration/cases/acts/opining.h"
#include "administration/cases/acts/working.h"
#include "administration/cases/cases.h"
#include "administration/cases/shared/process_section.h"
#include "administration/cases/shared/shown_fields.h"
#include "administration/cases/store/store.h"
#include "administration/processes/processes.h"
#include "platform/i18n/dates.h"
#include "platform/kern/thread.h"

namespace kreislauf::cases {

using authority::StaffContext;

std::string anchor_of_check(std::string_view item) { return fmt::format("punkt-{}", item); }

std::string_view name_of_office(StaffContext const& c, std::string_view id) {
  auto const* office = c.town->office(id);
  return office == nullptr ? id : std::string_view{office->name};
}

namespace {

/// A day with a light: past, within a week, later.
html::Fragment day_of(StaffContext const& c, std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  if (not day) return {};
  auto const left = (*day - c.today()).count();
  if (left < 0)
    return kern::status(kern::Light::bad, fmt::format("{}, seit {} Tagen überfällig", i18n::short_date(*day), -left));
  return kern::status(left <= 7 ? kern::Light::soon : kern::Light::open, i18n::short_date(*day));
}

/// Who goes on while the holder is not there.
std::string away(StaffContext const& c, View const& view) {
  if (not view.away) return {};
  auto const until = i18n::parse_iso(view.away->until_day).value_or(c.today());
  return fmt::format("nicht da bis {}, vertreten von {}", i18n::short_date(until), view.name_of(view.away->deputy));
}

void write_due(kern::Details& details, StaffContext const& c, View const& view) {
  auto const& rule = view.type->deadline;
  if (not rule.length or not is_open(view.one.phase)) return;
  auto const law = fmt::format("{}, {}", deadlines::german_of(*rule.length), rule.law);
  if (view.one.due_on != no_day) return details.row("Frist", day_of(c, view.one.due_on), law);
  details.row("Frist", rule.from_complete ? "läuft noch nicht: Es fehlt etwas" : "steht still (gehemmt)",
              rule.from_complete ? law : fmt::format("{}; {}", law, rule.stops));
}

/// What keeps the case from moving on, and who has to do it.
std::vector<std::string> missing(StaffContext const& c, View const& view) {
  std::vector<std::string> all;
  auto const& one = view.one;
  if (one.phase == Phase::fresh) all.emplace_back("Niemand hat den Fall übernommen.");
  if (one.phase == Phase::waiting and not view.asked.empty()) {
    auto const until = i18n::parse_iso(view.asked.back().due_on);
    auto const over = until and *until < c.today();
    bool const heard = view.asked.back().kind == Asked::Kind::hearing;
    all.push_back(fmt::format("Der Antragsteller {} bis {} {}{}.",
                              over    ? "sollte"
                              : heard ? "kann"
                                      : "soll",
                              until ? i18n::short_date(*until) : "", heard ? "sich äußern" : "etwas nachreichen",
                              over ? " und hat es nicht getan" : ""));
  }
  if (one.phase == Phase::signing)
    all.push_back(fmt::format("{} hat entschieden, eine zweite Person muss mitzeichnen.", view.name_of(one.proposer)));
  for (auto const& opinion : view.opinions) {
    if (is_open(opinion) and is_open(one.phase))
      all.push_back(fmt::format("{} hat noch nicht Stellung genommen.", name_of_office(c, opinion.office)));
  }
  if (is_open(one.phase)) {
    for (auto const& task : open_tasks(view)) all.push_back("Zu tun: " + task);
    for (auto const& item : unchecked(*view.type, view.ticks)) all.push_back("Zu prüfen: " + item);
  }
  return all;
}

std::string_view words_of(StaffContext const& c, std::string_view kind) {
  for (auto const& word : c.frame.event_words) {
    if (word.kind == kind) return word.german;
  }
  return kind;
}

std::string_view word_of(Seen seen) {
  constexpr std::array<std::string_view, 4> words{"offen", "ja", "nein", "entfällt"};
  return words[static_cast<std::size_t>(seen)];
}

void hide_revision(kern::Fields& f, View const& view) {
  f.hidden(revision_field, std::to_string(view.one.revision));
  f.hidden(shown_field, shown_fields(view.one));
}

std::string others_of(View const& view) {
  std::string names;
  for (auto const id : view.others) names += (names.empty() ? "" : ", ") + view.name_of(id);
  return names;
}

void write_facts(html::Writer& out, StaffContext const& c, View const& view) {
  auto const& one = view.one;
  kern::details(out, [&](kern::Details& details) {
    auto const* status = view.type->status(one.status);
    if (status == nullptr) status = status_of_tasks(*view.type, view.tasks, one.phase);
    details.row("Fall", status == nullptr ? std::string{german_of(one.phase)} : status->name[i18n::Language::german]);
    details.row("Bearbeitet von", one.holder == 0 ? std::string{"niemandem"} : view.name_of(one.holder), away(c, view));
    write_due(details, c, view);
    if (not one.resubmit_on.empty()) details.row("Wiedervorlage", day_of(c, one.resubmit_on));
    if (auto const* result = view.type->result(one.result)) details.row("Ergebnis", result->name);
    if (auto const names = others_of(view); not names.empty()) details.row("Sieht gerade auch jemand an", names);
  });
  auto const open = missing(c, view);
  if (open.empty()) return;
  kern::panel(
      out, "fehlt", "Das fehlt noch",
      [&](html::Writer&) {
        out("<ul class='kl-prose'>"_h);
        for (auto const& one_of : open) out("<li>"_h, one_of, "</li>"_h);
        out("</ul>"_h);
      },
      true);
}

}  // namespace

void write_head(html::Writer& out, StaffContext const& c, View const& view) {
  out("<div id='fall-kopf' class='kl-stack' data-kl-live='/verwaltung/amt/"_h, html::in_url(c.path("amt")),
      "/faelle/neues'>"_h);
  write_facts(out, c, view);
  out("</div>"_h);
}

namespace {

/// What this person may do about who has it, in this phase.
struct Holding {
  bool take = false, give = false, release = false, set = false;
  bool any() const { return take or give or release or set; }
};
Holding holding_of(StaffContext const& c, View const& view, kern::Form const& form) {
  auto const& one = view.one;
  auto const may = [&](Verb verb) { return after(one.phase, verb).has_value(); };
  // A case that nobody has is taken by the button at its top.
  return {.take = one.phase != Phase::fresh and one.holder != c.staff.id and may(Verb::take),
          .give = form.field(question::colleague).options.size() > 1 and may(Verb::give),
          .release = one.holder != 0 and may(Verb::release),
          .set = not view.type->statuses.empty() and may(Verb::set)};
}

}  // namespace

void write_holder(kern::Sheet& page, StaffContext const& c, View const& view, kern::Form const& form) {
  auto const holding = holding_of(c, view, form);
  if (not holding.any()) return;
  kern::section(page.out(), {.id = "bearbeitung", .heading = "Wer es bearbeitet"}, [&](html::Writer&) {
    page.form(form, {.path = path_of(c, view)}, [&](kern::Fields& f) {
      hide_revision(f, view);
      if (holding.set) f(question::status);
      if (holding.give) f(question::colleague);
      kern::actions(f.out(), [&](html::Writer& out) {
        auto const press = [&](bool may, std::string_view label, std::string_view value, kern::Weight weight) {
          if (not may) return;
          f.button({.label = label, .weight = weight, .name = button, .value = value});
          out(" ");
        };
        press(holding.take, "Übernehmen", press::take, kern::Weight::secondary);
        press(holding.give, "Weitergeben", press::give, kern::Weight::secondary);
        press(holding.release, "Zurückgeben", press::release, kern::Weight::tertiary);
        press(holding.set, "Stand setzen", press::status, kern::Weight::tertiary);
      });
    });
  });
}

void write_going_on(kern::Sheet& page, StaffContext const& c, View const& view) {
  page.button_form(
      path_of(c, view),
      {.label = "Ohne Antwort weitermachen", .weight = kern::Weight::tertiary, .name = button, .value = press::go_on},
      {{revision_field, std::to_string(view.one.revision)}});
}

namespace {

/// `Anna Schulte, 23.11. 10:10`: who has looked at it last; nothing where nobody has.
std::string looked_at(View const& view, CheckItem const& item) {
  auto const tick =
      std::find_if(view.ticks.begin(), view.ticks.end(), [&](Tick const& one) { return one.item == item.id; });
  if (tick == view.ticks.end() or tick->seen == Seen::open) return {};
  auto const who = view.name_of(tick->staff);
  return fmt::format("; {}{}{}", who, who.empty() ? "" : ", ", i18n::short_moment(parse_iso_utc(tick->at)));
}

/// What it is, by which law, how it stands, who says so, and the buttons that say something else.
void write_check(html::Writer& out, View const& view, CheckItem const& item, bool open) {
  auto const seen = seen_of(view.ticks, item.id);
  auto const light = seen == Seen::no ? kern::Light::bad : seen == Seen::open ? kern::Light::closed : kern::Light::open;
  out("<li class='kl-check' id='"_h, anchor_of_check(item.id), "' tabindex='-1'><p>"_h, item.text,
      item.needed ? "" : " (wenn nötig)", "<br><span class='kl-small'>"_h, item.law, looked_at(view, item),
      "</span></p><p class='kl-line-acts'>"_h, kern::status(light, word_of(seen)));
  for (auto const to : {Seen::yes, Seen::no, Seen::needless, Seen::open}) {
    if (not open or to == seen) continue;
    out(" ");
    kern::line_button(out, {.label = word_of(to),
                            .about = ": " + item.text,
                            .name = button,
                            .value = fmt::format("{} {} {}", press::tick, item.id, cases::name_of(to))});
  }
  out("</p></li>"_h);
}

/// Items that nobody has looked at.
std::ptrdiff_t untouched(View const& view, Items items) {
  return std::count_if(view.type->checks.begin(), view.type->checks.end(), [&](CheckItem const& item) {
    return (item.needed or items == Items::all) and seen_of(view.ticks, item.id) == Seen::open;
  });
}

/// What is needed only sometimes has a button of its own: it says more than that what is needed holds.
void write_all_checked(kern::Fields& f, View const& view) {
  auto const needed = untouched(view, Items::needed), all = untouched(view, Items::all);
  if (all < 2) return;
  f.out()(
      "<p class='kl-small'>Sagt bei jedem Punkt, der noch offen ist: ja, von Ihnen, jetzt. Was nicht zutrifft, setzen "
      "Sie vorher auf „entfällt“. „offen“ nimmt es bei einem Punkt zurück.</p>"_h);
  kern::actions(f.out(), [&](html::Writer& out) {
    auto const press = [&](std::string_view label, std::string_view which) {
      f.button({.label = label,
                .weight = kern::Weight::secondary,
                .name = button,
                .value = fmt::format("{} {} {}", press::tick_all, view.one.revision, which)});
      out(" ");
    };
    if (needed > 0 and needed < all) press("Alles Nötige geprüft", "noetig");
    press("Alles geprüft", press::every);
  });
}

}  // namespace

void write_checks(kern::Sheet& page, StaffContext const& c, View const& view) {
  if (view.type->checks.empty()) return;
  bool const open = is_open(view.one.phase);
  kern::section(page.out(), {.id = "pruefliste", .heading = "Prüfliste"}, [&](html::Writer&) {
    page.form({.path = path_of(c, view) + "#pruefliste", .label = "Prüfliste"}, [&](kern::Fields& f) {
      // The enter key presses what stands first in a form: here it does nothing.
      f.out()("<button type='submit' name='"_h, button,
              "' value='nichts' hidden>Nichts ändern</button><ul class='kl-list'>"_h);
      for (auto const& item : view.type->checks) write_check(f.out(), view, item, open);
      f.out()("</ul>"_h);
      if (open) write_all_checked(f, view);
    });
  });
}

namespace {

void write_opinion(kern::Sheet& page, StaffContext const& c, View const& view, Opinion const& opinion) {
  auto const texts = texts_of(c.keys, opinion);
  auto& out = page.out();
  kern::details(out, [&](kern::Details& details) {
    details.row("Gefragt", fmt::format("{}, am {}", name_of_office(c, opinion.office),
                                       i18n::short_moment(parse_iso_utc(opinion.asked_at))));
    details.row("Frage", texts.question);
    if (is_open(opinion)) return details.row("Antwort bis", day_of(c, opinion.due_on));
    details.row("Antwort", texts.answer,
                fmt::format("{}, {}", view.name_of(opinion.answer_staff),
                            i18n::short_moment(parse_iso_utc(opinion.answered_at))));
  });
  if (not is_open(opinion) or not is_open(view.one.phase)) return;
  page.button_form(path_of(c, view),
                   {.label = "Wird nicht mehr gebraucht",
                    .weight = kern::Weight::tertiary,
                    .name = button,
                    .value = fmt::format("{} {}", press::drop_opinion, opinion.id)},
                   {{revision_field, std::to_string(view.one.revision)}});
}

}  // namespace

void write_opinions(kern::Sheet& page, StaffContext const& c, View const& view) {
  bool const may_ask = is_open(view.one.phase) and c.town->offices.size() > 1;
  if (view.opinions.empty() and not may_ask) return;
  kern::section(
      page.out(), {.id = "stellungnahmen", .heading = "Stellungnahmen anderer Ämter"}, [&](html::Writer& out) {
        for (auto const& one : view.opinions) write_opinion(page, c, view, one);
        if (not may_ask) return;
        kern::actions(out, [&](html::Writer&) {
          kern::button_link(
              out, {.path = fmt::format("/verwaltung/amt/{}/faelle/{}/stellungnahme", c.path("amt"), view.one.id),
                    .label = "Anderes Amt fragen",
                    .weight = kern::Weight::secondary});
        });
      });
}

void write_notes(kern::Sheet& page, StaffContext const& c, View const& view, kern::Form const& form) {
  kern::section(page.out(), {.id = "notizen", .heading = "Notizen und Wiedervorlage"}, [&](html::Writer& out) {
    std::vector<kern::Said> said;
    std::vector<std::string> texts;
    texts.reserve(view.notes.size());
    for (auto const& note : view.notes) {
      texts.push_back(text_of(c.keys, note));
      said.push_back({.who = view.name_of(note.staff),
                      .when = i18n::short_moment(parse_iso_utc(note.at)),
                      .text = texts.back(),
                      .own = note.staff == c.staff.id});
    }
    if (not said.empty()) kern::thread(out, said);
    page.form(form, {.path = path_of(c, view) + "#notizen"}, [&](kern::Fields& f) {
      hide_revision(f, view);
      f(question::note);
      if (is_open(view.one.phase)) f(question::day);
      kern::actions(f.out(), [&](html::Writer&) {
        f.button({.label = "Speichern", .weight = kern::Weight::secondary, .name = button, .value = press::note});
      });
    });
  });
}

void write_timeline(html::Writer& out, StaffContext const& c, View const& view) {
  kern::fold(out, {.summary = fmt::format("Verlauf ({})", view.events.size()), .id = "verlauf"}, [&](html::Writer&) {
    out("<ol class='kl-list'>"_h);
    for (auto one = view.events.rbegin(); one != view.events.rend(); ++one) {
      auto const staff = view.name_of(staff_in(one->actor));
      out("<li>"_h, i18n::short_moment(parse_iso_utc(one->at)), ": "_h, words_of(c, one->kind));
      if (not staff.empty()) out(" (", staff, ")");
      out("</li>"_h);
    }
    out("</ol>"_h);
  });
}

std::optional<ForResident> for_resident(Cases& cases, authority::TownContext const& c, std::string_view subject) {
  std::optional<Case> one;
  std::optional<Asked> asked;
  c.db.read([&](db::Connection& db) {
    one = store::of_subject(db, subject);
    if (one and one->phase == Phase::waiting) asked = store::open_asked(db, one->id);
  });
  if (not one) return std::nullopt;
  auto const type = cases.library.version(one->version);
  ForResident told{.phase = one->phase, .law = type->deadline.law, .asked = std::move(asked)};
  auto const* status = type->status(one->status);
  if (status == nullptr and type->process != nullptr) {
    std::vector<processes::OpenTask> tasks;
    c.db.read([&](db::Connection& db) { tasks = processes::store::tasks_of(db, name_of(*one)); });
    status = status_of_tasks(*type, tasks, one->phase);
  }
  if (status == nullptr) status = type->status_in(one->phase);
  if (status != nullptr) {
    told.translated = not status->name[c.t.language()].empty();
    told.status = status->name[told.translated ? c.t.language() : i18n::Language::german];
  }
  auto const* result = type->result(one->result);
  told.programme = one->phase == Phase::decided and one->automation == Automation::done;
  told.done = one->phase == Phase::decided and result != nullptr and result->outcome == Outcome::done;
  if (is_open(one->phase) and one->due_on != no_day and type->deadline.length) told.due = i18n::parse_iso(one->due_on);
  return told;
}

}  // namespace kreislauf::cases
