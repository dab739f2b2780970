#include "administration/applications/office/one.h"

#include <fmt/format.h>

#include "administration/applications/acts/deciding.h"
#include "administration/applications/office/deciding.h"
#include "administration/applications/office/one_page.h"
#include "administration/applications/office/representing.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/files.h"
#include "administration/applications/store/inside.h"
#include "authority/act.h"
#include "base/log.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications::office {

namespace {

/// The code opens the application: it is shown to who has taken it down, and only while the person is there.
bool has_just_taken_down(StaffContext const& c, Application const& a) {
  constexpr std::chrono::minutes there{15};
  bool just = false;
  c.db.read([&](db::Connection& connection) {
    just = acts::times(connection, subject_of(a), "application.take_down", c.actor(), c.clock.now() - there) > 0;
  });
  return just;
}

}  // namespace

void note_reading(StaffContext const& c, Application const& a) {
  constexpr std::string_view kind = "application.read";
  auto const today = instant_of_legal(legal_time(c.clock.now()).day, 0);
  bool known = false;
  c.db.read(
      [&](db::Connection& connection) { known = acts::times(connection, subject_of(a), kind, c.actor(), today) > 0; });
  if (known) return;
  try {
    acts::perform(c.db, c.clock, c.actor(), [&](acts::Transaction& tx) {
      tx.event(kind, subject_of(a),
               a.office == c.path("amt") ? std::string{} : fmt::format(R"({{"office":"{}"}})", c.path("amt")));
    });
  } catch (StoreFull const&) {  // who works on it reads on
    log::error("reading_not_noted", "the disk is full");
  }
}

http::Response perform_on_case(StaffContext const& c, http::Request const& request,
                               FunctionRef<acts::Answer(acts::Transaction&)> work,
                               authority::ActOptions const& options) {
  auto answer = perform(c, request, work, options);
  cases::tell(c, c.path("amt"));
  return answer;
}

OwnApplication find(Applications& module, StaffContext const& c) {
  auto own = by_id(module, c, http::number_in(c.path("nummer")).value_or(0));
  auto const& a = own.application;
  // Who sees some services of the office only does not see the others, whatever number is in the address.
  bool const seen = c.staff.may(rights::work, a.office, a.service);
  if (a.office != c.path("amt") or not seen or not was_sent(a.state)) throw NotFound{};
  // § 20 Absatz 1 Nummer 1 VwVfG NRW: nobody works on what he has applied for himself.
  std::int64_t whose = 0;
  if (a.channel == Channel::staff)
    c.db.read([&](db::Connection& connection) { whose = store::staff_of(connection, a.id); });
  if (whose == c.staff.id) throw Forbidden{};
  return own;
}

std::string path_of(StaffContext const& c, Application const& a, std::string_view query) {
  auto const list = cases::list_in(query);
  return fmt::format("/verwaltung/amt/{}/antraege/{}{}{}", c.path("amt"), a.id, list.empty() ? "" : "?", list);
}

http::Response one(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  note_reading(c, own.application);
  auto const view = cases::view_of(module.cases, c, subject_of(own.application), request.query);
  bool const taken_down = http::field(request.query, "neu") and has_just_taken_down(c, own.application);
  return show(c, own, {.decision = questions(c), .view = view, .taken_down = taken_down});
}

http::Response show_case(Applications& module, StaffContext& c, cases::View const& view, kern::Form const& form) {
  auto const& subject = view.one.subject;
  auto const own =
      by_id(module, c, http::number_in(std::string_view{subject}.substr(subject.find(':') + 1)).value_or(0));
  return show(c, own, {.decision = questions(c), .view = view, .work = &form});
}

http::Response show_with_reduction(Applications& module, StaffContext const& c, OwnApplication const& own,
                                   kern::Form const& reduction) {
  return show(c, own,
              {.decision = questions(c),
               .view = cases::view_of(module.cases, c, subject_of(own.application)),
               .reduction = &reduction});
}

http::Response file_of_one(Applications& module, http::Request const&, StaffContext& c) {
  auto const own = find(module, c);
  note_reading(c, own.application);
  return file_answer(module, c, entered_of(c, own.application, *own.form), c.path("datei"));
}

namespace {

std::string_view done_by(std::string_view pressed) {
  if (pressed == take) return cases::done::taken;
  return pressed == evidence ? cases::done::evidence : cases::done::read;
}

/// Whoever takes it has it, and its case.
void take_over(acts::Transaction& tx, Applications& module, StaffContext const& c, OwnApplication const& own) {
  auto application = current(tx, own.application.id);
  auto one = cases::of_subject(tx.db, subject_of(application));
  auto const language = language_of(application);
  if (application.state == State::submitted)
    deliver(tx, c, module.house.languages.translator(language), application, own.name(language));
  else if (not one or one->phase != cases::Phase::fresh)
    throw cases::NotNow{};
  if (one) cases::take(tx, *one);
}

}  // namespace

http::Response act_on_one(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto const pressed = http::field(request.body, button).value_or("");
  if (pressed != take and pressed != read and pressed != evidence) return decide_one(module, request, c, own);
  try {
    return perform_on_case(
        c, request,
        [&](acts::Transaction& tx) {
          if (pressed == take)
            take_over(tx, module, c, own);
          else if (pressed == evidence)
            tx.event(evidence_seen, subject_of(own.application));
          else
            messages::tick_off(tx, subject_of(own.application), messages::Sender::office,
                               messages::seen_in(request.body));
          return acts::see(cases::told(path_of(c, own.application, request.query), done_by(pressed)));
        },
        {.button = pressed});
  } catch (cases::NotNow const&) {
    auto form = questions(c);
    form.wrong("fall-kopf", "Inzwischen hat jemand anders den Fall übernommen. Oben steht, wer ihn hat.");
    return show(
        c, by_id(module, c, own.application.id),
        {.decision = form, .view = cases::view_of(module.cases, c, subject_of(own.application), request.query)});
  }
}

}  // namespace kreislauf::applications::office
