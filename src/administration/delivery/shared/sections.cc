#include "administration/delivery/shared/sections.h"

#include <fmt/format.h>

#include "administration/delivery/acts/hearing.h"
#include "administration/delivery/rules/transitions.h"
#include "administration/delivery/shared/again.h"
#include "administration/delivery/store/store.h"
#include "authority/page.h"
#include "base/text.h"
#include "platform/i18n/dates.h"
#include "platform/kern/components.h"

namespace kreislauf::delivery {

namespace {

std::vector<Delivery> of_subject(authority::TownContext const& c, std::string_view subject) {
  std::vector<Delivery> all;
  c.db.read([&](db::Connection& connection) { all = store::of_subject(connection, subject); });
  return all;
}

/// As the other side words it, never as markup.
void write_reasons(html::Writer& out, authority::TownContext const& c, Delivery const& d) {
  auto const reasons = opened_reasons(c.keys, d);
  if (reasons.empty()) return;
  out("<p>"_h, c.t("Als Grund steht dort:"), "</p><ul class='kl-list'>"_h);
  for (auto const line : text::split(reasons, '\n')) out("<li>"_h, authority::german(c, line), "</li>"_h);
  out("</ul>"_h);
}

}  // namespace

void write_for_resident(html::Writer& out, authority::TownContext const& c, std::string_view subject) {
  auto const all = of_subject(c, subject);
  if (all.empty()) return;
  auto const& t = c.t;
  auto const& d = all.back();
  if (d.state != State::arrived and d.state != State::rejected) return;
  bool const arrived = d.state == State::arrived;
  kern::section(out, {.id = "fachverfahren", .heading = t("Im Programm des Amtes")}, [&](html::Writer&) {
    out("<p>"_h,
        arrived ? t("Ihr Antrag ist am {} in dem Programm angekommen, mit dem das Amt arbeitet.",
                    i18n::long_date(t, legal_time(parse_iso_utc(d.settled_at)).day))
                : std::string{t("Das Programm, mit dem das Amt arbeitet, hat Ihren Antrag nicht angenommen. Er liegt "
                                "trotzdem im Amt, und das Amt kümmert sich darum. Sie müssen nichts tun.")},
        "</p>"_h);
    if (not arrived) write_reasons(out, c, d);
  });
}

void write_for_office(kern::Sheet& page, authority::StaffContext const& c, std::string_view subject, bool withdrawn) {
  auto const all = of_subject(c, subject);
  if (all.empty()) return;
  auto const& d = all.back();
  kern::section(page.out(), {.id = "fachverfahren", .heading = "Fachverfahren"}, [&](html::Writer& out) {
    kern::details(out, [&](kern::Details& details) {
      details.row("Zustellung", word_of(d.state));
      if (not d.problem.empty()) details.row("Grund", d.problem);
      if (not d.sent_at.empty()) details.row("Übergeben", i18n::short_moment(parse_iso_utc(d.sent_at)));
      if (d.state == State::arrived or d.state == State::rejected)
        details.row("Rückmeldung", i18n::short_moment(parse_iso_utc(d.settled_at)));
      details.row("Kennung", html::fragment("<code>"_h, d.submission.empty() ? d.name : d.submission, "</code>"_h));
    });
    write_reasons(out, c, d);
    if (after(d.state, Verb::again)) kern::actions(out, [&](html::Writer&) { write_buttons(page, d); });
    if (withdrawn and (d.state == State::sent or d.state == State::arrived or d.state == State::unknown))
      kern::note(out, {.icon = "info", .warning = true}, [](html::Writer& note) {
        note("<p>Der Antrag ist zurückgenommen, im Fachverfahren steht er noch. Nehmen Sie ihn dort heraus.</p>"_h);
      });
  });
}

}  // namespace kreislauf::delivery
