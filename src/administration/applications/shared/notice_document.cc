#include "administration/applications/shared/notice_document.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/rules/matching.h"
#include "administration/applications/store/papers.h"
#include "base/text.h"
#include "platform/i18n/amounts.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications {

namespace {

namespace json = boost::json;

// Of services whose package brings no notice.de.md.
constexpr std::string_view standard_template =
    "Sie haben am {{ antrag.eingang }} beantragt: {{ antrag.dienst }}.\n\n"
    "{{ if entscheidung.ergebnis = \"granted\" }}Ihrem Antrag geben wir statt.{{ end }}"
    "{{ if entscheidung.ergebnis = \"partly\" }}Ihrem Antrag geben wir zum Teil statt.{{ end }}"
    "{{ if entscheidung.ergebnis = \"refused\" }}Ihren Antrag lehnen wir ab.{{ end }}"
    "{{ if entscheidung.ergebnis = \"done\" }}Ihr Antrag ist erledigt.{{ end }}\n\n"
    "{{ if entscheidung.begruendung != \"\" }}## Begründung\n\n{{ entscheidung.begruendung }}\n{{ end }}";

/// What was answered, in the words in which it is read again.
std::map<std::string, std::string> shown_of(i18n::Translator const& t, forms::CompiledForm const& form,
                                            forms::Entered const& entered, feel::Environment const& environment) {
  std::map<std::string, std::string> shown;
  for (auto const& page : forms::shown_answers(t, form, entered, environment)) {
    for (auto const& one : page.answers) {
      std::string all;
      for (std::size_t i = 0; i < one.lines.size(); ++i)
        all += (i == 0 ? "" : i + 1 == one.lines.size() ? " und " : ", ") + one.lines[i];
      shown.emplace(one.name, std::move(all));
    }
  }
  return shown;
}

json::object paragraph(std::string_view text) { return {{"kind", "paragraph"}, {"text", text}}; }
json::object heading(std::string_view text) { return {{"kind", "heading"}, {"text", text}, {"level", 2}}; }

struct FeeAsked {
  std::string fee = {};
  std::optional<bool> paid = {};
};
/// What was asked for last, as long as it is asked for.
FeeAsked fee_of(authority::TownContext const& c, Application const& application) {
  std::optional<payments::Receivable> one;
  c.db.read([&](db::Connection& db) { one = payments::of_subject(db, subject_of(application)); });
  if (not one or not one->cancelled_at.empty()) return {};
  return {i18n::money(c.t, one->amount), payments::outstanding(*one).cents <= 0};
}

}  // namespace

std::string_view template_of(cases::CaseType const& type) {
  return type.notice.empty() ? standard_template : std::string_view{type.notice};
}

std::string_view name_of(cases::Outcome outcome) {
  constexpr std::array<std::string_view, 4> names{"granted", "partly", "refused", "done"};
  return names[static_cast<std::size_t>(outcome)];
}

notices::Template::Values notice_values(i18n::Translator const& t, forms::CompiledForm const& form,
                                        feel::Names const& names, forms::Entered const& entered,
                                        notices::FromCase const& about, feel::Environment const& environment) {
  notices::Template::Values values{.context = feel::Context{names}, .shown = shown_of(t, form, entered, environment)};
  for (std::size_t slot = 0; slot < entered.answers.size(); ++slot) values.context.set(slot, entered.answers[slot]);
  notices::set_case(values.context, about);
  return values;
}

bool is_addressed(NoticeFrame const& frame) {
  constexpr std::size_t name_street_town = 3;
  return frame.recipient.size() >= name_street_town;
}

std::vector<std::string> recipient_of(forms::CompiledForm const& form, forms::Definition const& definition,
                                      forms::Entered const& entered) {
  std::vector<std::string> lines;
  auto const add = [&](std::string const& line) {
    if (not text::trimmed(line).empty()) lines.emplace_back(text::trimmed(line));
  };
  auto who = facts_in(form, definition, entered).who;
  add(who.company);
  add(who.given_name + " " + who.family_name);
  // Where a child lives, its parents get their letters; of others somebody acts for, the address is theirs.
  auto const as = acts_as(form, entered);
  auto const& block = definition.terms.letters;
  if (who.street.empty() and not block.empty() and (as.empty() or as == "child")) {
    auto const part = [&](std::string member) { return answered(form, entered, {block, std::move(member), {}, {}}); };
    who.street = part("strasse");
    who.house_number = part("hausnummer");
    who.postal_code = part("plz");
    who.place = part("ort");
  }
  bool const whole = not who.street.empty() and not who.place.empty();
  if (whole) add(who.street + " " + who.house_number);
  if (whole) add(who.postal_code + " " + who.place);
  return lines;
}

namespace {

void set_remedy(NoticeFrame& frame, authority::TownContext const& c, OwnApplication const& own,
                deadlines::Remedy remedy) {
  auto const* office = c.town->office(own.application.office);
  auto const where = office == nullptr ? c.authority.full_name()
                                       : fmt::format("{}, {}, {} {}", c.authority.full_name(), office->street,
                                                     office->postal_code, office->place);
  frame.instruction =
      notices::instruction({.remedy = remedy, .court = notices::court_of(c.authority.key.value()), .authority = where});
}

}  // namespace

NoticeFrame frame_of(authority::TownContext const& c, OwnApplication const& own, cases::CaseType const& type,
                     cases::Result const* result) {
  auto const remedy = type.remedy_of(result);
  NoticeFrame frame{.letter = remedy == deadlines::Remedy::none};
  frame.recipient =
      recipient_of(*own.form->compiled, own.form->definition(), entered_of(c, own.application, *own.form));
  auto const name = own.name(i18n::Language::german);
  frame.title = frame.letter ? name : fmt::format("Bescheid: {}", name);
  if (own.service != nullptr) {
    for (auto const& basis : own.service->legal_basis) frame.laws.push_back(basis.place + " " + basis.law);
  }
  set_remedy(frame, c, own, remedy);
  return frame;
}

notices::Template::Values values_of(authority::TownContext const& c, OwnApplication const& own,
                                    feel::Names const& names, feel::Environment const& environment,
                                    Decided const* decided) {
  auto const asked = fee_of(c, own.application);
  auto arrived = legal_time(parse_iso_utc(own.application.submitted_at)).day;
  // Of paper the day of the stamp is meant, not that on which somebody took it over.
  c.db.read([&](db::Connection& db) {
    auto const paper = store::paper(db, own.application.id);
    if (paper) arrived = i18n::parse_iso(paper->received_on).value_or(arrived);
  });
  // An act that can be executed says what is owed itself: what the town has set stands in the notice (§ 37 (1) VwVfG).
  std::map<std::string, std::string, std::less<>> town;
  if (own.service != nullptr) {
    for (auto const& one : own.service->town_questions)
      town.emplace(one.id, c.town->answer_to(own.service->key.value(), one.id));
  }
  return notice_values(c.t, *own.form->compiled, names, entered_of(c, own.application, *own.form),
                       {.number = own.application.number,
                        .service = own.name(i18n::Language::german),
                        .outcome = decided == nullptr ? std::string{} : std::string{name_of(decided->result.outcome)},
                        .result = decided == nullptr ? std::string{} : decided->result.id,
                        .name = decided == nullptr ? std::string{} : decided->result.name,
                        .reason = decided == nullptr ? std::string{} : decided->reason,
                        .arrived = arrived,
                        .fee = asked.fee,
                        .paid = asked.paid,
                        .town = std::move(town)},
                       environment);
}

Result<std::string, std::vector<std::string>> notice_text(authority::TownContext const& c, OwnApplication const& own,
                                                          cases::CaseType const& type, Decided const& decided) {
  auto const names = notices::names_of(own.form->compiled->names());
  std::vector<authored::Problem> problems;
  auto const written = notices::Template::compile(template_of(type), "notice.de.md", names, problems);
  if (not problems.empty()) {
    std::vector<std::string> wrong;
    for (auto const& one : problems) wrong.push_back(fmt::format("Zeile {}: {}", one.line, one.message));
    return failure(std::move(wrong));
  }
  auto const environment = forms::environment_of(c.clock);
  return written.fill(values_of(c, own, names, environment, &decided), environment);
}

pdf::Document notice_document(authority::TownContext const& c, OwnApplication const& own, NoticeFrame const& frame,
                              std::string_view text, std::string_view clerk) {
  auto blocks = notices::blocks_of(text);
  if (not frame.laws.empty() and not frame.letter) {
    json::array laws;
    for (auto const& law : frame.laws) laws.push_back(json::string{law});
    blocks.push_back(heading("Rechtsgrundlagen"));
    blocks.push_back({{"kind", "list"}, {"items", std::move(laws)}});
  }
  if (not frame.letter) {
    blocks.push_back(heading("Rechtsbehelfsbelehrung"));
    blocks.push_back(paragraph(frame.instruction));
  }
  // § 37 (3) VwVfG NRW: the name of who has decided stands for the signature; § 37 (5): a programme has none.
  if (not clerk.empty())
    blocks.push_back({{"kind", "closing"}, {"formula", "Im Auftrag"}, {"name", clerk}, {"signature", false}});
  json::array recipient;
  for (auto const& line : frame.recipient) recipient.push_back(json::string{line});
  Desk const desk{c.t, c.authority, *c.town, c.clock, {}};
  return {.sheet = pdf::Template::letter,
          .data = {{"language", "de"},
                   {"title", frame.title},
                   {"date", i18n::iso(c.today())},
                   {"sender", sender_of(desk, own.application.office)},
                   {"reference", own.application.number},
                   {"recipient", std::move(recipient)},
                   {"blocks", std::move(blocks)}}};
}

}  // namespace kreislauf::applications
