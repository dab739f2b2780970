#include "administration/applications/resident/identity.h"

#include <fmt/format.h>

#include "administration/applications/acts/identifying.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/shared/proof.h"

namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in, authority::TownContext;

std::string too_low(i18n::Translator const& t, logins::Level needed) {
  if (needed == logins::Level::high)
    return std::string{
        t("Für diesen Dienst brauchen Sie den Online-Ausweis. Melden Sie sich noch einmal an, und wählen "
          "Sie dabei „Online-Ausweis“.")};
  return std::string{
      t("Für diesen Dienst brauchen Sie den Online-Ausweis oder ein ELSTER-Zertifikat. Melden Sie sich "
        "noch einmal an, und wählen Sie eines davon.")};
}

void write_ways(Page& page, TownContext const& c, std::vector<logins::Provider const*> const& providers) {
  for (auto const* one : providers) {
    page.button_form(path_in(c, path_of(c, "/anmelden")), {.label = c.t("Mit {} anmelden", one->name),
                                                           .weight = kern::Weight::secondary,
                                                           .name = "anbieter",
                                                           .value = one->id});
  }
}

void write_need(Page& page, Applications& module, TownContext const& c, logins::Need const& need) {
  auto const& t = c.t;
  auto const providers = module.logins.offered(c.authority, need);
  if (need.later and providers.empty()) return;  // the office asks for it, as it always has
  kern::section(page.out(), {.id = "identitaet", .heading = t("Anmelden")}, [&](html::Writer& out) {
    out("<p>"_h,
        need.later ? t("Sie können schon jetzt sicher zeigen, wer Sie sind. Sonst prüft es das Amt später.")
        : need.level == logins::Level::high
            ? t("Bevor Sie absenden, müssen wir sicher wissen, wer Sie sind. Dafür brauchen Sie Ihren Online-Ausweis "
                "(Vertrauensniveau „hoch“).")
            : t("Bevor Sie absenden, müssen wir sicher wissen, wer Sie sind. Dafür brauchen Sie Ihren Online-Ausweis "
                "oder ein ELSTER-Zertifikat (Vertrauensniveau „substanziell“)."),
        "</p>"_h);
    if (providers.empty()) {
      kern::note(out, {.warning = true}, [&](html::Writer&) {
        out("<p>"_h, t("Hier kann man sich gerade nicht anmelden. Ihr Entwurf bleibt gespeichert."),
            authority::call_us(c), "</p>"_h);
      });
      return;
    }
    out("<p>"_h, t("Sie verlassen dabei kurz diese Seite und kommen hierher zurück. Was Sie ausgefüllt haben, bleibt."),
        "</p>"_h);
    write_ways(page, c, providers);
  });
}

void write_known(Page& page, TownContext const& c, OwnApplication const& own, logins::Proof const& proof,
                 forms::Entered const& entered) {
  auto const& t = c.t;
  kern::section(
      page.out(), {.id = "identitaet", .heading = t("Aus Ihrem Konto: {}", proof.provider)}, [&](html::Writer& out) {
        write_proof(out, t, proof);
        auto const known =
            known_answers(own.form->definition(), {.who = proof.attributes}, acting_in(*own.form->compiled, entered));
        if (not_yet_so(*own.form->compiled, entered, known).empty()) return;
        out("<p>"_h, t("Sie können diese Angaben in den Antrag übernehmen. Was dort schon steht, wird ersetzt."),
            "</p>"_h);
        page.button_form(path_in(c, path_of(c, "/uebernehmen")),
                         {.label = t("Angaben übernehmen"), .weight = kern::Weight::secondary});
      });
}

}  // namespace

void write_told_login(html::Writer& out, TownContext const& c, OwnApplication const& own, std::string_view told) {
  auto const& t = c.t;
  auto const kept = t("Ihr Entwurf ist gespeichert.");
  auto const say = [&](std::string_view title, std::string const& text) {
    kern::alert(out, kern::Tone::warning, title, fmt::format("{} {}", text, kept), "anmeldung");
  };
  if (told == login_fine) {
    if (own.application.proof.empty()) return;
    kern::done(out,
               t("Sie sind angemeldet. Der Entwurf hat dabei einen neuen Link bekommen; ein älterer gilt nicht mehr."));
  } else if (told == login_declined) {
    say(t("Sie sind noch nicht angemeldet"), std::string{t("Die Anmeldung wurde abgebrochen.")});
  } else if (told == login_disturbed) {
    say(t("Die Anmeldung klappt gerade nicht"),
        std::string{t("Das liegt nicht an Ihnen. Versuchen Sie es in ein paar Minuten noch einmal.")} +
            authority::call_us(c));
  } else if (told == login_too_low) {
    say(t("Diese Anmeldung reicht nicht aus"), too_low(t, need_of(own).level));
  } else if (told == login_refused) {
    say(t("Die Anmeldung ist nicht gelungen"),
        std::string{t("Die Antwort ließ sich nicht sicher prüfen. Melden Sie sich bitte noch einmal an.")});
  }
}

bool write_identity(Page& page, Applications& module, TownContext const& c, OwnApplication const& own,
                    forms::Entered const& entered) {
  auto const need = need_of(own);
  auto const proof = proof_of(c.keys, own.application);
  bool const known = need.level == logins::Level::none or (proof and proof->level >= need.level);
  if (proof) write_known(page, c, own, *proof, entered);
  if (not known) write_need(page, module, c, need);
  return known or need.later;
}

}  // namespace kreislauf::applications::pages
