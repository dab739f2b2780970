#include "administration/applications/office/programme.h"

#include "administration/applications/shared/automatic.h"

namespace kreislauf::applications::office {

namespace {

std::string_view word_of(cases::Automation automation) {
  switch (automation) {
    case cases::Automation::due:
      return "Das Programm sieht den Antrag gleich an.";
    case cases::Automation::sampled:
      return "Stichprobe: Das Programm hätte so entschieden. Entscheiden Sie selbst.";
    case cases::Automation::done:
      return "Ein Programm hat entschieden. Sie können den Fall wiederaufnehmen.";
    default:
      return "Ein Mensch entscheidet.";
  }
}

}  // namespace

void write_programme(html::Writer& out, authority::StaffContext const& c, OwnApplication const& own,
                     cases::View const& view) {
  auto const automation = view.one.automation;
  auto const& automatic = view.type->automatic;
  if (automation == cases::Automation::none or not automatic.wanted()) return;
  auto const seen = rules_seen(c, own, *view.type);
  kern::fold(out, {.summary = "Automatische Entscheidung", .id = "programm"}, [&](html::Writer&) {
    out("<p>"_h, word_of(automation), " Erlaubt nach "_h, automatic.law, ".</p><ul class='kl-prose'>"_h);
    for (auto const& rule : seen) out("<li>"_h, rule.holds ? "Ja: " : "Nein: ", rule.because, "</li>"_h);
    out("</ul>"_h);
  });
}

}  // namespace kreislauf::applications::office
