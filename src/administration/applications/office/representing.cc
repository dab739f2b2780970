#include "administration/applications/office/representing.h"

#include <fmt/format.h>

#include "administration/applications/rules/matching.h"
#include "administration/applications/shared/signatures.h"
#include "administration/applications/store/signatures.h"
#include "platform/acts/acts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::office {

namespace {

/// As what somebody acts, with the law, and what proves it.
std::string_view german_of(std::string_view as) {
  if (as == "child") return "als Elternteil für das Kind (§§ 1626, 1629 BGB)";
  if (as == "care") return "als rechtliche Betreuung (§ 1823 BGB); nachzuweisen mit dem Betreuerausweis (§ 290 FamFG)";
  return "mit Vollmacht (§ 14 VwVfG NRW)";
}

/// The last time that somebody has noted it; empty where nobody has.
std::string seen_at(authority::StaffContext const& c, Application const& a) {
  std::string at;
  c.db.read([&](db::Connection& connection) {
    for (auto const& event : acts::events_of(connection, subject_of(a))) {
      if (event.kind == evidence_seen) at = event.at;
    }
  });
  return at;
}

std::string name_in(accounts::Facts const& facts) {
  return fmt::format("{} {}", facts.who.given_name, facts.who.family_name);
}

}  // namespace

void write_representation(identity::StaffPage& page, authority::StaffContext const& c, OwnApplication const& own,
                          forms::Entered const& entered, EvidenceButton const& button) {
  auto const& form = *own.form;
  auto const as = acts_as(*form.compiled, entered);
  if (as.empty()) return;
  auto const person = person_in(*form.compiled, form.definition(), entered);
  auto const seen = seen_at(c, own.application);
  kern::section(page.out(), {.id = "vertretung", .heading = "Vertretung"}, [&](html::Writer& out) {
    kern::details(out, [&](kern::Details& details) {
      details.row("Es handelt", name_in(facts_in(*form.compiled, form.definition(), entered)));
      if (person) details.row("Für", fmt::format("{} {}", person->given_name, person->family_name));
      details.row("Wie", german_of(as));
      details.row("Nachweis", as == "child"  ? std::string{"nicht nötig, solange nichts dagegen spricht"}
                              : seen.empty() ? std::string{"noch nicht gesehen"}
                                             : "gesehen am " + i18n::short_moment(parse_iso_utc(seen)));
    });
    // § 14 Absatz 3, § 41 Absatz 1 VwVfG NRW
    out("<p class='kl-small'>Nachrichten und Bescheid gehen an die Vertretung (§ 14 Abs. 3, § 41 Abs. 1 VwVfG "
        "NRW).</p>"_h);
    if (as == "child" or not seen.empty() or is_settled(own.application.state)) return;
    page.button_form(
        fmt::format("/verwaltung/amt/{}/antraege/{}", c.path("amt"), own.application.id),
        {.label = "Nachweis gesehen", .weight = kern::Weight::secondary, .name = button.name, .value = button.value});
  });
}

namespace {

/// `Max Mustermann, 23.11.2026, 09:30 Uhr (am Schalter, mit Ausweis)`
std::string given_words(Signed const& one) {
  auto const how = one.on_paper           ? std::string{"auf dem Papier"}
                   : one.at_counter       ? std::string{"am Schalter, mit Ausweis"}
                   : one.provider.empty() ? std::string{"mit dem Link aus der E-Mail"}
                                          : "angemeldet mit " + one.provider;
  return fmt::format("{}, {} ({})", one.name, i18n::short_moment(parse_iso_utc(one.at)), how);
}

std::string short_day_of(std::string const& iso) {
  auto const day = i18n::parse_iso(iso);
  return day ? i18n::short_date(*day) : iso;
}

/// What is amended counts with the last signature; until then the office knows only whose are still to come.
void write_waiting_amendment(html::Writer& out, std::vector<Signed> const& given, std::vector<Awaited> const& awaited) {
  if (awaited.empty()) return;
  kern::section(
      out, {.id = "ergaenzung-wartet", .heading = "Eine Ergänzung wartet auf Unterschrift"}, [&](html::Writer&) {
        kern::details(out, [&](kern::Details& details) {
          for (auto const& one : given) details.row(one.who, "unterschrieben: " + given_words(one));
          for (auto const& one : awaited)
            details.row(one.who, fmt::format("fehlt noch, möglich bis {}", short_day_of(one.until)));
        });
        out("<p class='kl-small'>"_h,
            "Was geändert ist, sehen Sie mit der letzten Unterschrift. Bis dahin gilt, was alle "
            "unterschrieben haben. Kommt eine Unterschrift nicht rechtzeitig, muss die Person, die den Antrag "
            "gestellt hat, noch einmal darum bitten.</p>"_h);
      });
}

}  // namespace

void write_signatures(html::Writer& out, authority::StaffContext const& c, OwnApplication const& own) {
  std::vector<Signed> all, of_change;
  std::vector<Awaited> awaited;
  c.db.read([&](db::Connection& connection) {
    all = signed_by(connection, c.keys, own, i18n::Language::german);
    awaited = awaited_for_amendment(connection, own, i18n::Language::german);
    if (not awaited.empty()) of_change = signed_by(connection, c.keys, own, i18n::Language::german, of_amendment);
  });
  write_waiting_amendment(out, of_change, awaited);
  if (all.empty()) return;
  kern::section(out, {.id = "unterschriften", .heading = "Unterschriften"}, [&](html::Writer&) {
    kern::details(out, [&](kern::Details& details) {
      for (auto const& one : all) details.row(one.who, given_words(one));
    });
  });
}

}  // namespace kreislauf::applications::office
