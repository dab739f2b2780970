#include "administration/cases/shared/process_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/cases/cases.h"
#include "administration/processes/processes.h"
#include "platform/i18n/dates.h"

namespace kreislauf::cases {

namespace {

using processes::OpenTask, processes::TaskRule;

html::Fragment state_of(OpenTask const& task, std::chrono::sys_days today) {
  if (task.element == processes::decision) return kern::status(kern::Light::open, "jetzt, unter „Entscheiden“");
  if (not task.waits_for.empty()) return kern::status(kern::Light::soon, "wartet auf die Stellungnahme");
  auto const due = i18n::parse_iso(task.due_on);
  if (not due) return kern::status(kern::Light::soon, "zu tun");
  if (*due < today) return kern::status(kern::Light::bad, fmt::format("überfällig seit {}", i18n::short_date(*due)));
  return kern::status(kern::Light::soon, fmt::format("zu tun bis {}", i18n::short_date(*due)));
}

void write_buttons(html::Writer& out, std::string_view name, OpenTask const& task, TaskRule const* rule) {
  auto const press = [&](std::string_view label, std::string_view choice) {
    out(" ");
    kern::line_button(out, {.label = label,
                            .about = fmt::format(": {}", name),
                            .name = button,
                            .value = fmt::format("{} {} {}", press::task, task.id, choice)});
  };
  if (rule == nullptr or rule->choices.empty()) return press("Erledigt", "");
  for (auto const& choice : rule->choices) press(choice.name, choice.id);
}

void write_open(html::Writer& out, View const& view, OpenTask const& task, std::chrono::sys_days today) {
  auto const& process = *view.type->process;
  auto const* rule = process.task(task.element);
  auto const name = process.name_of(task.element);
  out("<li class='kl-check'><p>"_h, name);
  if (rule != nullptr) out("<br><span class='kl-small'>"_h, rule->law, "</span>"_h);
  out("</p><p class='kl-line-acts'>"_h, state_of(task, today));
  if (is_open(view.one.phase) and not ends_by_itself(task)) write_buttons(out, name, task, rule);
  out("</p></li>"_h);
}

/// How it ended: what was chosen, or that the process went on without it.
std::string end_of(View const& view, OpenTask const& task) {
  auto const* rule = view.type->process->task(task.element);
  if (task.element == processes::decision) {
    auto const* result = view.type->result(task.answer);
    return result == nullptr ? "entfallen" : result->name;
  }
  if (rule != nullptr) {
    auto const chosen = std::find_if(rule->choices.begin(), rule->choices.end(),
                                     [&](processes::Choice const& one) { return one.id == task.answer; });
    if (chosen != rule->choices.end()) return chosen->name;
  }
  if (task.answer.empty()) return "entfallen";
  return task.waits_for.empty() ? "erledigt" : "beantwortet";
}

void write_done(html::Writer& out, View const& view, std::ptrdiff_t amount) {
  kern::fold(out, {.summary = fmt::format("Erledigte Schritte ({})", amount), .id = "ablauf-erledigt"},
             [&](html::Writer&) {
               out("<ol class='kl-list'>"_h);
               for (auto const& task : view.tasks) {
                 if (is_open(task)) continue;
                 out("<li>"_h, i18n::short_moment(parse_iso_utc(task.closed_at)), ": ",
                     view.type->process->name_of(task.element), " – ", end_of(view, task));
                 if (auto const who = view.name_of(task.staff); not who.empty()) out(" (", who, ")");
                 out("</li>"_h);
               }
               out("</ol>"_h);
             });
}

/// Taken up again, a case has its steps behind it and no process any more.
bool runs(authority::StaffContext const& c, View const& view) {
  bool found = false;
  c.db.read([&](db::Connection& db) {
    auto const row = processes::store::find(db, name_of(view.one));
    found = row and not processes::is_over(*row);
  });
  return found;
}

/// It could not go on: people decide without it.
void write_stuck(html::Writer& out, View const& view) {
  auto const where = view.type->process->name_of(view.stuck);
  kern::alert(out, kern::Tone::warning, "Der Ablauf ist stehen geblieben",
              fmt::format("Bei „{}“ passt die Zeichnung nicht zu diesem Fall. Bearbeiten und entscheiden Sie ihn ohne "
                          "Ablauf, und sagen Sie es dem, der den Dienst pflegt.",
                          where),
              "");
}

}  // namespace

void write_process(kern::Sheet& page, authority::StaffContext const& c, View const& view) {
  if (view.type->process == nullptr or (view.tasks.empty() and view.stuck.empty())) return;
  kern::section(page.out(), {.id = "ablauf", .heading = "Ablauf"}, [&](html::Writer& out) {
    if (not view.stuck.empty()) write_stuck(out, view);
    auto const open =
        std::count_if(view.tasks.begin(), view.tasks.end(), [](OpenTask const& it) { return is_open(it); });
    if (open > 0) {
      page.form({.path = path_of(c, view) + "#ablauf", .label = "Ablauf"}, [&](kern::Fields& f) {
        f.hidden(revision_field, std::to_string(view.one.revision));
        // The enter key presses what stands first in a form: here it does nothing.
        f.out()("<button type='submit' name='"_h, button,
                "' value='nichts' hidden>Nichts ändern</button><ul class='kl-list'>"_h);
        for (auto const& task : view.tasks) {
          if (is_open(task)) write_open(f.out(), view, task, c.today());
        }
        f.out()("</ul>"_h);
      });
    } else if (is_open(view.one.phase) and runs(c, view)) {
      out("<p>Der Ablauf wartet auf ein Ereignis, zum Beispiel auf eine Antwort oder einen Tag.</p>"_h);
    }
    auto const done = std::ssize(view.tasks) - open;
    if (done > 0) write_done(out, view, done);
  });
}

bool ends_by_itself(OpenTask const& task) { return task.element == processes::decision or not task.waits_for.empty(); }

std::vector<std::string> open_tasks(View const& view) {
  std::vector<std::string> names;
  if (view.type->process == nullptr) return names;
  for (auto const& task : view.tasks) {
    if (is_open(task) and not ends_by_itself(task)) names.emplace_back(view.type->process->name_of(task.element));
  }
  return names;
}

Status const* status_of_tasks(CaseType const& type, std::vector<OpenTask> const& tasks, Phase phase) {
  if (type.process == nullptr) return nullptr;
  for (auto task = tasks.rbegin(); task != tasks.rend(); ++task) {
    auto const* rule = is_open(*task) ? type.process->task(task->element) : nullptr;
    auto const* status = rule == nullptr ? nullptr : type.status(rule->status);
    if (status != nullptr and status->phase == phase) return status;
  }
  return nullptr;
}

}  // namespace kreislauf::cases
