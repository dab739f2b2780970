#include "administration/applications/office/paper_questions.h"

#include "platform/i18n/dates.h"
#include "platform/kern/components.h"
#include "platform/kern/fields.h"

namespace kreislauf::applications::office {

namespace {

constexpr std::string_view arrived = "papier-eingang", signature = "papier-unterschrieben";
constexpr std::string_view yes = "ja", no = "nein";

}  // namespace

kern::Form paper_questions(authority::StaffContext const& c, std::optional<store::Paper> const& known) {
  kern::Field const day{.name = std::string{arrived},
                        .kind = kern::Kind::day,
                        .label = "Wann ist das Papier angekommen?",
                        .hint = "Der Tag auf dem Eingangsstempel. Von ihm an laufen die Fristen.",
                        .missing = "Tragen Sie den Tag auf dem Eingangsstempel ein."};
  kern::Field const given{.name = std::string{signature},
                          .kind = kern::Kind::choice,
                          .label = "Ist das Papier unterschrieben?",
                          .options = {{std::string{yes}, "Ja"}, {std::string{no}, "Nein, die Unterschrift fehlt"}},
                          .missing = "Sagen Sie, ob das Papier unterschrieben ist."};
  kern::Form form{c.t, c.today(), {day, given}};
  form.fill(arrived, known and not known->received_on.empty() ? known->received_on : i18n::iso(c.today()));
  if (known and not known->signed_by.empty()) form.fill(signature, known->signed_by);
  return form;
}

void read_paper(kern::Form& form, authority::StaffContext const& c, std::string_view body) {
  form.read(body);
  if (auto const day = form.day(arrived); day and *day > c.today())
    form.wrong(arrived, "Dieser Tag liegt in der Zukunft. Tragen Sie den Tag auf dem Eingangsstempel ein.");
}

store::Paper paper_in(kern::Form const& form, std::optional<store::Paper> const& known) {
  auto paper = known.value_or(store::Paper{});
  if (auto const day = form.day(arrived); day and form.error(arrived).empty()) paper.received_on = i18n::iso(*day);
  if (form.error(signature).empty()) paper.signed_by = form.text(signature);
  return paper;
}

void write_paper_questions(kern::Fields& fields) {
  kern::section(fields.out(), {.id = "zum-papier", .heading = "Zum Papier selbst"}, [&](html::Writer&) {
    fields(arrived);
    fields(signature);
  });
}

void write_paper_day(kern::Details& details, store::Paper const& paper, i18n::Translator const& t) {
  if (auto const day = i18n::parse_iso(paper.received_on)) details.row("Papier angekommen", i18n::long_date(t, *day));
}

void write_unsigned(html::Writer& out, store::Paper const& paper, std::string_view path_of_messages) {
  if (paper.signed_by != no) return;
  // § 25 (1) VwVfG NRW: who has forgotten something by mistake is told, and may make up for it.
  kern::note(out, {.warning = true}, [&](html::Writer&) {
    out("<p>Auf dem Papier fehlt die Unterschrift. Der Antrag ist trotzdem eingegangen. Bitten Sie die Person darum, "
        "sie nachzuholen (§ 25 Abs. 1 VwVfG NRW).</p>"_h);
    kern::more_link(out, std::string{path_of_messages}, "Um die Unterschrift bitten");
  });
}

}  // namespace kreislauf::applications::office
