#include "administration/cases/office/many.h"

#include <fmt/format.h>

#include "administration/cases/acts/undoing.h"
#include "administration/cases/office/worklist_page.h"
#include "administration/cases/shared/sight.h"
#include "administration/cases/store/store.h"
#include "administration/identity/identity.h"
#include "authority/act.h"
#include "base/text.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// The same thing done to several cases: first shown, then done in one commit, and undone by one button.
namespace kreislauf::cases::office {

namespace {

constexpr std::string_view confirmed = "gesehen";

/// Numbers of the boxes that were ticked, whatever the list holds by now: what has gone meanwhile is told, not lost.
std::vector<std::int64_t> ticked(std::string_view body) {
  std::vector<std::int64_t> ids;
  for (auto const field : text::split(body, '&')) {
    auto const name = field.substr(0, field.find('='));
    if (not name.starts_with(box)) continue;
    if (auto const id = http::number_in(name.substr(box.size()))) ids.push_back(*id);
  }
  return ids;
}

/// The colleague to whom cases are given.
struct Colleague {
  std::int64_t id = 0;
  authority::Sight sight = {};
};
using Receiver = std::optional<Colleague>;

Receiver receiver_in(db::Connection& db, StaffContext const& c, std::string_view pressed, kern::Form const& form) {
  if (pressed != press::give) return std::nullopt;
  auto const id = http::number_in(form.text(question::colleague)).value_or(0);
  for (auto const& one : identity::staff_of(db)) {
    if (one.id == id) return Colleague{id, one.sight(rights::work, c.path("amt"))};
  }
  return Colleague{};
}

bool can(Case const& one, std::string_view pressed, Receiver const& receiver) {
  if (receiver and (receiver->id == one.asker or not receiver->sight.covers(one.type))) return false;
  if (pressed == press::resubmit) return is_open(one.phase);
  return after(one.phase, pressed == press::take ? Verb::take : Verb::give).has_value();
}

// ---- What would happen

std::string word_of(Listed const& all, std::string_view pressed, kern::Form const& form) {
  if (pressed == press::take) return "geht an Sie";
  if (pressed == press::resubmit)
    return fmt::format("Wiedervorlage am {}",
                       form.day(question::day) ? i18n::short_date(*form.day(question::day)) : "");
  auto const to = all.names.find(http::number_in(form.text(question::colleague)).value_or(0));
  return fmt::format("geht an {}", to == all.names.end() ? std::string_view{} : std::string_view{to->second});
}

void write_one(kern::Row& row, Cases& cases, StaffContext const& c, Case const& one, std::string_view what) {
  auto const catalogue = cases.catalog.snapshot();
  auto const* service = catalogue->any(one.type);
  auto const whom = about(c.keys, one);
  row.head(one.number);
  row.cell(html::fragment(service == nullptr ? one.type : service->name(), whom.empty() ? "" : ", ", whom));
  row.cell(what);
}

/// The answers go on in hidden fields, as they came.
void carry(kern::Fields& f, kern::Form const& form, AskedList const& list, std::vector<std::int64_t> const& ids) {
  f.hidden(list_field, place_of(list));
  f.hidden(confirmed, "1");
  for (auto const id : ids) f.hidden(fmt::format("{}{}", box, id), "1");
  f.hidden(question::colleague, form.text(question::colleague));
  if (auto const day = form.day(question::day)) f.hidden(question::day, i18n::iso(*day));
}

http::Response preview(Cases& cases, StaffContext const& c, AskedList const& list, Listed const& all,
                       kern::Form const& form, std::vector<std::int64_t> const& ids, std::string_view pressed) {
  std::vector<Case> found;
  Receiver receiver;
  c.db.read([&](db::Connection& db) {
    receiver = receiver_in(db, c, pressed, form);
    for (auto const id : ids) {
      if (auto one = seen_case(db, c, id)) found.push_back(*std::move(one));
    }
  });
  auto const what = word_of(all, pressed, form);
  auto const back = fmt::format("{}?{}", path_of(c), place_of(list));
  identity::StaffPage page{c,
                           {.title = fmt::format("{} Fälle", ids.size()),
                            .path = path_of(c),
                            .office = c.path("amt"),
                            .crumbs = {{back, "Fälle"}},
                            .here = "Vorschau",
                            .scripts = {"keys.js"}}};
  page.lead("Das geschieht, wenn Sie zustimmen. Eine halbe Stunde lang lässt es sich rückgängig machen.");
  std::vector<kern::Column> const columns{{"Nummer"}, {"Dienst, Person"}, {"Was geschieht"}};
  kern::table(page.out(), {.caption = "Vorschau", .columns = columns, .hide_caption = true, .id = "tab-vorschau"},
              [&](kern::Rows& rows) {
                for (auto const& one : found)
                  rows.row([&](kern::Row& row) {
                    write_one(row, cases, c, one,
                              can(one, pressed, receiver) ? std::string_view{what}
                                                          : "nichts: ist schon weiter oder geht dorthin nicht");
                  });
              });
  page.form({.path = path_of(c)}, [&](kern::Fields& f) {
    carry(f, form, list, ids);
    kern::actions(f.out(), [&](html::Writer& out) {
      f.button({.label = "So machen", .name = button, .value = pressed, .key = "j"});
      out(" ");
      kern::button_link(out, {.path = back, .label = "Nichts ändern", .weight = kern::Weight::secondary, .key = "z"});
    });
  });
  return page.finish();
}

// ---- What happens

struct Many {
  std::vector<Before> changed;
  std::int64_t left = 0;
};
/// One after the other in one commit; those that have moved on stay as they are.
Many act_on_each(acts::Transaction& tx, Cases& cases, StaffContext const& c, std::vector<std::int64_t> const& ids,
                 std::string_view pressed, kern::Form const& form) {
  Many many;
  auto const receiver = receiver_in(tx.db, c, pressed, form);
  for (auto const id : ids) {
    auto one = seen_case(tx.db, c, id);
    if (not one or not can(*one, pressed, receiver)) {
      ++many.left;
      continue;
    }
    auto const before = *one;
    if (pressed == press::take) take(tx, *one);
    if (pressed == press::give) give(tx, *one, http::number_in(form.text(question::colleague)).value_or(0));
    if (pressed == press::resubmit) resubmit(tx, *one, form.day(question::day));
    if (pressed != press::resubmit) cases.source_of(*one).listen(tx, c, *one, Verb::take);
    many.changed.push_back({before, one->revision});
  }
  return many;
}

http::Response undo_many(http::Request const& request, StaffContext& c, std::string const& back,
                         std::string_view value) {
  auto const number = http::number_in(value.substr(std::min(value.size(), undo_press.size() + 1))).value_or(0);
  try {
    auto answer =
        perform(c, request,
                [&](acts::Transaction& tx) {
                  auto const undone = undo(tx, c.path("amt"), number);
                  return acts::see(fmt::format("{}&zurueckgenommen={}&nicht={}", back, undone.changed, undone.left));
                },
                {.button = std::string{value}});
    tell(c, c.path("amt"));
    return answer;
  } catch (NotNow const&) {
    return http::see_other(back + "&zuspaet=1");
  }
}

bool is_known(std::string_view pressed) {
  return pressed == press::take or pressed == press::give or pressed == press::resubmit;
}

void check(kern::Form& form, std::vector<std::int64_t> const& ids, std::string_view pressed) {
  if (ids.empty()) form.wrong("tab-faelle", "Wählen Sie zuerst Fälle aus.");
  if (pressed == press::give and form.text(question::colleague).empty())
    form.wrong(question::colleague, "Wählen Sie, an wen die Fälle gehen.");
  if (pressed == press::resubmit and not form.day(question::day)) form.wrong(question::day, "Geben Sie den Tag an.");
}

}  // namespace

http::Response act_on_many(Cases& cases, http::Request const& request, StaffContext& c) {
  auto const list = asked_list(http::field(request.body, list_field).value_or(""));
  auto const pressed = http::field(request.body, button).value_or("");
  auto const back = fmt::format("{}?{}", path_of(c), place_of(list));
  if (pressed == "nichts") return http::see_other(back);
  if (pressed.starts_with(undo_press)) return undo_many(request, c, back, pressed);
  if (not is_known(pressed)) throw BadRequest{"this button is not known here"};
  auto const all = listed(c, list);
  auto form = questions(c, all.colleagues);
  form.read(request.body);
  auto const ids = ticked(request.body);
  check(form, ids, pressed);
  if (not form.fine()) return show(cases, c, list, all, form, {});
  if (ids.size() > 1 and not http::field(request.body, confirmed))
    return preview(cases, c, list, all, form, ids, pressed);
  auto answer = perform(c, request,
                        [&](acts::Transaction& tx) {
                          auto const many = act_on_each(tx, cases, c, ids, pressed, form);
                          auto to = fmt::format("{}&getan={}&nicht={}", back, many.changed.size(), many.left);
                          if (not many.changed.empty())
                            to += fmt::format("&zurueck={}", keep_before(tx, c.path("amt"), many.changed));
                          return acts::see(to);
                        },
                        {.button = pressed});
  tell(c, c.path("amt"));
  return answer;
}

}  // namespace kreislauf::cases::office
