#include "administration/cases/office/acting.h"

#include <array>

#include "administration/cases/acts/opining.h"
#include "administration/cases/acts/processing.h"
#include "administration/cases/shared/asked_list.h"
#include "administration/cases/shared/sight.h"
#include "administration/cases/store/store.h"
#include "authority/act.h"
#include "base/text.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// The buttons of a case. Its page is drawn by who has its subject.
namespace kreislauf::cases::office {

namespace {

using authority::StaffContext;

/// What this person sees; anything else is not there.
Case find(StaffContext const& c) {
  std::optional<Case> found;
  c.db.read([&](db::Connection& db) { found = seen_case(db, c, http::number_in(c.path("fall")).value_or(0)); });
  if (not found) throw NotFound{};
  return *std::move(found);
}

/// What must be there for this button, said beside its question.
void check(kern::Form& form, std::string_view pressed) {
  if (pressed == press::give and form.text(question::colleague).empty())
    form.wrong(question::colleague, "Wählen Sie, an wen der Fall geht.");
}

struct Pressed {
  std::string verb, item, state;  ///< `punkt`, `zustaendig`, `yes`
};

Pressed pressed_in(std::string_view body) {
  Pressed pressed;
  std::array<std::string*, 3> parts{&pressed.verb, &pressed.item, &pressed.state};
  std::size_t at = 0;
  auto const button_value = http::field(body, button).value_or("");
  for (auto const part : text::split(button_value, ' ')) {
    if (at < parts.size()) *parts[at++] = part;
  }
  return pressed;
}

void keep_note(acts::Transaction& tx, StaffContext const& c, Case& one, kern::Form const& form) {
  if (auto const& text = form.text(question::note); not text.empty()) note(tx, c, one, text);
  auto const day = form.day(question::day);
  auto const iso = day ? i18n::iso(*day) : std::string{};
  if (is_open(one.phase) and iso != one.resubmit_on) resubmit(tx, one, day);
}

void act(acts::Transaction& tx, StaffContext const& c, CaseType const& type, Case& one, Pressed const& pressed,
         kern::Form const& form) {
  auto const& [verb, item, state] = pressed;
  if (verb == press::take) return take(tx, one);
  if (verb == press::release) return release(tx, one);
  if (verb == press::give) return give(tx, one, http::number_in(form.text(question::colleague)).value_or(0));
  if (verb == press::note) return keep_note(tx, c, one, form);
  if (verb == press::status) return set_status(tx, type, one, form.text(question::status));
  if (verb == press::go_on) return go_on(tx, c, type, one);
  if (verb == press::reopen) return reopen(tx, one);
  if (verb == press::drop_opinion) return drop_opinion(tx, c, type, one, http::number_in(item).value_or(0));
  if (verb == press::task) return do_task({tx, c, type, one}, http::number_in(item).value_or(0), state);
  if (auto const seen = seen_in(state); verb == press::tick and seen) return tick(tx, type, one, item, *seen);
  throw BadRequest{"this button is not known here"};
}

/// Others have to know of it where it changes what the applicant sees.
std::optional<Verb> told_of(std::string_view verb) {
  if (verb == press::take or verb == press::give) return Verb::take;
  if (verb == press::reopen) return Verb::reopen;
  if (verb == press::go_on) return Verb::go_on;
  return std::nullopt;
}

/// Who saw an older state decides anew. A note stands beside others and hides nothing; a day takes the place of one.
bool hides_something(Pressed const& pressed, kern::Form const& form, Case const& now) {
  if (pressed.verb != press::note) return true;
  auto const day = form.day(question::day);
  return is_open(now.phase) and (day ? i18n::iso(*day) : std::string{}) != now.resubmit_on;
}

}  // namespace

http::Response one(Cases& cases, http::Request const& request, StaffContext& c) {
  auto const found = find(c);
  auto const list = list_in(request.query);
  return http::see_other(cases.source_of(found).path(found) + (list.empty() ? "" : "?") + list);
}

http::Response act_on_one(Cases& cases, http::Request const& request, StaffContext& c) {
  auto const found = find(c);
  auto const& source = cases.source_of(found);
  auto const pressed = pressed_in(request.body);
  auto const anchor = pressed.verb == press::tick   ? "#pruefliste"
                      : pressed.verb == press::task ? "#ablauf"
                      : pressed.verb == press::note ? "#notizen"
                                                    : "";
  auto const list = list_in(request.query);
  auto const back = source.path(found) + (list.empty() ? "" : "?") + list + anchor;
  if (pressed.verb == "nichts") return http::see_other(back);
  auto const view = view_of(cases, c, found.subject, request.query);
  if (not view) throw NotFound{};
  auto form = questions(c, *view);
  form.read(request.body);
  check(form, pressed.verb);
  if (not form.fine()) return source.show(c, *view, form);
  auto const seen = http::number_in(http::field(request.body, revision_field).value_or("")).value_or(-1);
  try {
    auto answer = perform(c, request,
                          [&](acts::Transaction& tx) {
                            auto now = current(tx, found.id);
                            if (seen >= 0 and seen != now.revision and hides_something(pressed, form, now))
                              throw NotNow{};
                            act(tx, c, *view->type, now, pressed, form);
                            if (auto const verb = told_of(pressed.verb)) source.listen(tx, c, now, *verb);
                            return acts::see(back);
                          },
                          {.button = http::field(request.body, button).value_or("")});
    tell(c, c.path("amt"));
    return answer;
  } catch (NotNow const&) {
    form.wrong("bearbeitung",
               "Inzwischen hat jemand den Fall geändert. Sehen Sie nach, und entscheiden Sie noch einmal.");
  }
  auto const now = view_of(cases, c, found.subject, request.query);
  if (not now) throw NotFound{};
  return source.show(c, *now, form);
}

}  // namespace kreislauf::cases::office
