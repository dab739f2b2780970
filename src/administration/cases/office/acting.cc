#include "administration/cases/office/acting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "administration/cases/acts/opining.h"
#include "administration/cases/acts/processing.h"
#include "administration/cases/shared/asked_list.h"
#include "administration/cases/shared/sections.h"
#include "administration/cases/shared/shown_fields.h"
#include "administration/cases/shared/sight.h"
#include "administration/cases/shared/told.h"
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

/// What the page has shown of the case; nothing where it does not say.
using Shown = std::optional<ShownFields>;

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

/// What the page has shown; one tick stands beside others and names none, all at once do.
std::int64_t seen_revision(Pressed const& pressed, std::string_view body) {
  auto const told = pressed.verb == press::tick_all ? std::optional{pressed.item} : http::field(body, revision_field);
  return http::number_in(told.value_or("")).value_or(-1);
}

std::string day_in(kern::Form const& form) {
  auto const day = form.day(question::day);
  return day ? i18n::iso(*day) : std::string{};
}

/// Who has left the day as the page has shown it leaves it as a colleague has set it meanwhile.
void keep_note(acts::Transaction& tx, StaffContext const& c, Case& one, kern::Form const& form, Shown const& shown) {
  if (auto const& text = form.text(question::note); not text.empty()) note(tx, c, one, text);
  auto const iso = day_in(form);
  bool const touched = not shown or shown->day != iso;
  if (touched and is_open(one.phase) and iso != one.resubmit_on) resubmit(tx, one, form.day(question::day));
}

void act(acts::Transaction& tx, StaffContext const& c, CaseType const& type, Case& one, Pressed const& pressed,
         kern::Form const& form, Shown const& shown) {
  auto const& [verb, item, state] = pressed;
  if (verb == press::take) return take(tx, one);
  if (verb == press::release) return release(tx, one);
  if (verb == press::give) return give(tx, one, http::number_in(form.text(question::colleague)).value_or(0));
  if (verb == press::note) return keep_note(tx, c, one, form, shown);
  if (verb == press::status) return set_status(tx, type, one, form.text(question::status));
  if (verb == press::go_on) return go_on(tx, c, type, one);
  if (verb == press::reopen) return reopen(tx, one);
  if (verb == press::drop_opinion) return drop_opinion(tx, c, type, one, http::number_in(item).value_or(0));
  if (verb == press::tick_all) return tick_all(tx, type, one, state == press::every ? Items::all : Items::needed);
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

/// Where its page shows what the button has done: there stand focus and view.
std::string back_to(std::string path, Pressed const& pressed) {
  auto const& verb = pressed.verb;
  if (verb == press::tick) return path + "#" + anchor_of_check(pressed.item);
  if (verb == press::tick_all) return path + "#pruefliste";
  if (verb == press::task) return path + "#ablauf";
  if (verb == press::note) return path + "#notizen";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> words{{{press::take, done::taken},
                                                                                {press::give, done::given},
                                                                                {press::release, done::released},
                                                                                {press::status, done::status},
                                                                                {press::go_on, done::gone_on},
                                                                                {press::reopen, done::reopened},
                                                                                {press::drop_opinion, done::dropped}}};
  auto const* const found =
      std::find_if(words.begin(), words.end(), [&](auto const& one) { return one.first == verb; });
  return found == words.end() ? path : told(std::move(path), found->second);
}

/// Two who change different things do not meet: only who changes what the page showed otherwise decides anew. What goes
/// on or ends is decided by who has seen the newest state.
bool meets(Pressed const& pressed, kern::Form const& form, ShownFields const& shown, Case const& now) {
  if (shown.phase != name_of(now.phase)) return pressed.verb != press::note or not day_in(form).empty();
  if (pressed.verb == press::give or pressed.verb == press::take or pressed.verb == press::release)
    return shown.holder != std::to_string(now.holder);
  if (pressed.verb == press::status) return shown.status != now.status;
  if (pressed.verb == press::note)
    return shown.day != now.resubmit_on and day_in(form) != shown.day and day_in(form) != now.resubmit_on;
  return true;
}

/// Who saw an older state decides anew. A note stands beside others and hides nothing; a day takes the place of one.
bool hides_something(Pressed const& pressed, kern::Form const& form, Shown const& shown, Case const& now) {
  if (shown) return meets(pressed, form, *shown, now);
  if (pressed.verb != press::note) return true;
  return is_open(now.phase) and day_in(form) != now.resubmit_on;
}

std::string meanwhile(Shown const& shown, View const& now) {
  auto const what = shown ? changed_since(*shown, now) : std::string{};
  return fmt::format("Inzwischen hat jemand den Fall geändert{}{}. Sehen Sie nach, und entscheiden Sie noch einmal.",
                     what.empty() ? "" : ": ", what);
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
  auto const list = list_in(request.query);
  auto const back = back_to(source.path(found) + (list.empty() ? "" : "?") + list, pressed);
  if (pressed.verb == "nichts") return http::see_other(back);
  auto const view = view_of(cases, c, found.subject, request.query);
  if (not view) throw NotFound{};
  auto form = questions(c, *view);
  form.read(request.body);
  check(form, pressed.verb);
  if (not form.fine()) return source.show(c, *view, form);
  auto const seen = seen_revision(pressed, request.body);
  auto const shown = shown_fields_in(request.body);
  try {
    auto answer = perform(c, request,
                          [&](acts::Transaction& tx) {
                            auto now = current(tx, found.id);
                            if (seen >= 0 and seen != now.revision and hides_something(pressed, form, shown, now))
                              throw NotNow{};
                            act(tx, c, *view->type, now, pressed, form, shown);
                            if (auto const verb = told_of(pressed.verb)) source.listen(tx, c, now, *verb);
                            return acts::see(back);
                          },
                          {.button = http::field(request.body, button).value_or("")});
    tell(c, c.path("amt"));
    return answer;
  } catch (NotNow const&) {
    // Told below, with what is now.
  }
  auto const now = view_of(cases, c, found.subject, request.query);
  if (not now) throw NotFound{};
  form.wrong("bearbeitung", meanwhile(shown, *now));
  return source.show(c, *now, form);
}

}  // namespace kreislauf::cases::office
