#include "administration/applications/office/reduction.h"

#include <fmt/format.h>

#include "administration/applications/acts/reducing.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/talking.h"
#include "authority/act.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

using State = ReductionClaim::State;

constexpr std::string_view button = "tun", holds = "gilt", holds_not = "gilt-nicht", until = "gilt-bis",
                           why = "ermaessigung-grund";
constexpr std::int64_t longest_reason = 500;

std::optional<ReductionClaim> claim_of(StaffContext const& c, Application const& a) {
  std::optional<ReductionClaim> claim;
  c.db.read([&](db::Connection& connection) { claim = store::reduction_of(connection, a.id); });
  return claim;
}

Claimed claimed_of(StaffContext const& c, OwnApplication const& own, forms::Entered const& entered) {
  return claimed_in(*own.form, entered.answers, entered.proven, c.today());
}

std::string state_of(ReductionClaim const& claim) {
  if (claim.state == State::claimed) return "noch nicht angesehen; der ermäßigte Betrag ist vorläufig";
  if (claim.state == State::refused) return "nicht anerkannt; der Rest ist gefordert";
  auto const day = i18n::parse_iso(claim.valid_until);
  return "anerkannt" + (day ? fmt::format(", gilt bis {}", i18n::numeric_date(*day)) : std::string{});
}

}  // namespace

kern::Form reduction_questions(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = std::string{until},
            .kind = kern::Kind::day,
            .label = "Der Nachweis gilt bis",
            .hint = "Steht kein Tag darauf, nehmen Sie den letzten Tag des Jahres.",
            .optional = true,
            .unmarked = true},
           {.name = std::string{why},
            .kind = kern::Kind::area,
            .label = "Warum der Nachweis nicht gilt",
            .hint = "Das liest der Antragsteller. Er bekommt eine zweite Forderung über den Rest.",
            .optional = true,
            .unmarked = true,
            .most = longest_reason,
            .rows = 3}}};
}

void write_reduction(identity::StaffPage& page, StaffContext const& c, OwnApplication const& own,
                     forms::Entered const& entered, kern::Form const& form) {
  auto const claim = claim_of(c, own.application);
  if (not claim) return;
  auto const claimed = claimed_of(c, own, entered);
  kern::section(page.out(), {.id = "ermaessigung", .heading = "Ermäßigung"}, [&](html::Writer& out) {
    kern::details(out, [&](kern::Details& details) {
      details.row("Angegeben", claimed.label);
      details.row("Stand", state_of(*claim));
      if (claim->amount.cents > 0) details.row("Ohne Ermäßigung", i18n::money(c.t, claim->amount));
      details.row("Im Konto merken", claim->account == 0 ? "nein" : "ja, das möchte der Antragsteller");
    });
    if (claim->state != State::claimed or not can_write(own.application)) return;
    page.form(form, {.path = path_of(c, own.application) + "/ermaessigung"}, [&](kern::Fields& f) {
      f.all();
      kern::actions(f.out(), [&](html::Writer& actions) {
        f.button({.label = "Nachweis gilt", .name = button, .value = holds});
        actions(" ");
        f.button(
            {.label = "Nachweis gilt nicht", .weight = kern::Weight::secondary, .name = button, .value = holds_not});
      });
    });
  });
}

http::Response decide_reduction(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto form = reduction_questions(c);
  form.read(request.body);
  auto const pressed = http::field(request.body, button).value_or("");
  if (pressed == holds and form.fine() and not form.day(until))
    form.wrong(until, "Schreiben Sie, bis wann der Nachweis gilt.");
  if (pressed == holds and form.day(until).value_or(c.today()) < c.today())
    form.wrong(until, "Dieser Tag ist vorbei. Dann gilt der Nachweis nicht.");
  if (pressed == holds_not and form.text(why).empty())
    form.wrong(why, "Schreiben Sie, warum der Nachweis nicht gilt (§ 39 VwVfG NRW).");
  if (not form.fine()) return show_with_reduction(module, c, own, form);
  auto const language = i18n::language_of(own.application.language).value_or(i18n::Language::german);
  auto const t = module.house.languages.translator(language);
  return perform(c, request,
                 [&](acts::Transaction& tx) {
                   auto const application = current(tx, own.application.id);
                   if (pressed == holds)
                     accept_reduction(tx, c, application, claimed_of(c, own, entered_of(c, application, *own.form)),
                                      *form.day(until));
                   else if (pressed == holds_not)
                     refuse_reduction(tx, c, t, application,
                                      {own.name(i18n::Language::german), own.name(language), form.text(why)});
                   else
                     throw BadRequest{"this button is not known here"};
                   return acts::see(path_of(c, own.application) + "#ermaessigung");
                 },
                 {.button = pressed});
}

}  // namespace kreislauf::applications::office
