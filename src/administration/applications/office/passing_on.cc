#include "administration/applications/office/passing_on.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/transferring.h"
#include "administration/applications/office/one.h"
#include "administration/applications/office/talking.h"
#include "administration/applications/rights.h"
#include "administration/applications/shared/crossing.h"
#include "administration/applications/store/store.h"
#include "authority/act.h"
#include "platform/http/numbers.h"

namespace kreislauf::applications::office {

namespace {

constexpr std::string_view whom = cases::other_authority_field, office_field = "amt", ground_field = "rechtsgrund",
                           reason_field = "grund", along_field = "mit", page_name = "/weitergeben";
constexpr std::string_view with_messages = "nachrichten", with_notes = "notizen";
constexpr std::int64_t longest_reason = 1000;

using authority::Authority;

std::string_view sentence_of(Hindrance hindrance) {
  switch (hindrance) {
    case Hindrance::none:
      return {};
    case Hindrance::inside:
      return "Das ist ein Vorgang des eigenen Hauses. Er bleibt hier.";
    case Hindrance::objection:
      return "Ein Widerspruch bleibt hier: Zuerst sieht die Behörde ihn an, die den Bescheid erlassen hat (§ 72 VwGO).";
    case Hindrance::unpaid:
      return "Für den Antrag ist noch Geld offen, oder jemand bezahlt gerade. Warten Sie, bis es da ist, oder bitten "
             "Sie die Kasse, die Forderung zu streichen. Danach geben Sie den Fall ab.";
    case Hindrance::reduction:
      return "Sehen Sie zuerst den Nachweis der Ermäßigung an. Danach geben Sie den Fall ab.";
  }
  return {};
}

Hindrance hindrance_now(StaffContext const& c, Application const& a) {
  auto found = Hindrance::none;
  c.db.read([&](db::Connection& connection) { found = hindrance_of(connection, a); });
  return found;
}

/// Still open here, so that somebody else can go on with it.
cases::View view_of(Applications& module, StaffContext const& c, OwnApplication const& own) {
  auto view = cases::view_of(module.cases, c, subject_of(own.application));
  if (not view or not cases::after(view->one.phase, cases::Verb::pass_on)) throw NotFound{};
  return *std::move(view);
}

identity::StaffMeta meta_of(StaffContext const& c, Application const& a, kern::Form const* form) {
  return {.title = fmt::format("An eine andere Behörde abgeben: {}", a.number),
          .path = path_of(c, a) + std::string{page_name},
          .form = form,
          .heading = "An eine andere Behörde abgeben",
          .office = c.path("amt"),
          .crumbs = {{fmt::format("/verwaltung/amt/{}/faelle", c.path("amt")), "Fälle"}, {path_of(c, a), a.number}},
          .here = "Abgeben"};
}

// ---- First: to whom

http::Response show_choice(StaffContext const& c, OwnApplication const& own, std::string_view query) {
  auto const& a = own.application;
  identity::StaffPage page{c, meta_of(c, a, nullptr)};
  page.lead("Die andere Behörde bekommt den Fall mit eigener Nummer. Hier bleibt er lesbar, bearbeitet wird er dort.");
  std::vector<cases::SuggestedAuthority> suggested;
  if (own.service != nullptr) {
    auto const by_law = catalog::rules::responsible(*own.service, c.authority, *c.directory);
    suggested.push_back({by_law.authority, by_law.delegation == nullptr
                                               ? "zuständig nach dem Verzeichnis der Zuständigkeiten"
                                               : "macht diesen Dienst für uns (Vereinbarung)"});
  }
  cases::write_choice_of_authority(page, c, path_of(c, a) + std::string{page_name}, std::move(suggested), query);
  return page.finish();
}

// ---- Then: to which office, why, and what goes along

using Receiver = cases::OtherAuthority;

std::vector<kern::Option> grounds(StaffContext const& c, OwnApplication const& own, Authority const& to) {
  std::vector<kern::Option> options;
  for (auto const ground : {Ground::place, Ground::task, Ground::social})
    options.push_back({std::string{name_of(ground)}, german_of(ground)});
  auto const* agreed =
      own.service == nullptr ? nullptr : c.directory->delegation(own.service->key.value(), c.authority);
  if (agreed != nullptr and agreed->to == to.key.value())
    options.push_back({std::string{name_of(Ground::agreement)}, german_of(Ground::agreement)});
  return options;
}

kern::Form questions(StaffContext const& c, OwnApplication const& own, Receiver const& to) {
  kern::Form form{c.t,
                  c.today(),
                  {{.name = std::string{office_field},
                    .kind = kern::Kind::choice,
                    .label = "Amt dort",
                    .hint = "Vorgewählt ist, wer dort für diesen Dienst zuständig ist.",
                    .options = cases::offices_of(to),
                    .missing = "Wählen Sie das Amt, das weitermacht.",
                    .list = true},
                   {.name = std::string{ground_field},
                    .kind = kern::Kind::choice,
                    .label = "Weshalb ist die andere Behörde zuständig?",
                    .options = grounds(c, own, to.authority),
                    .missing = "Wählen Sie den Grund. Davon hängt ab, wann die Frist beginnt."},
                   {.name = std::string{reason_field},
                    .kind = kern::Kind::area,
                    .label = "Was die andere Behörde wissen muss",
                    .hint = "Sie liest es bei ihrem Fall. Wer Akteneinsicht bekommt, liest es mit (§ 29 VwVfG NRW).",
                    .most = longest_reason,
                    .rows = 4},
                   {.name = std::string{along_field},
                    .kind = kern::Kind::choices,
                    .label = "Was geht außer Antrag und Dateien mit?",
                    .hint = "Nur, was die andere Behörde für ihre Aufgabe braucht (Artikel 6 Absatz 1 Buchstabe e "
                            "DSGVO).",
                    .optional = true,
                    .unmarked = true,
                    .options = {{std::string{with_messages}, "Nachrichten mit der Person"},
                                {std::string{with_notes}, "Notizen des Amtes"}}}}};
  form.fill(office_field, office_in(*to.town, own.service));
  form.fill(along_field, std::vector<std::string>{std::string{with_messages}});
  return form;
}

void write_what_happens(html::Writer& out, StaffContext const& c, Application const& a, Authority const& to) {
  std::string paid;
  c.db.read([&](db::Connection& connection) { paid = paid_for(connection, c.t, a); });
  kern::note(out, {}, [&](html::Writer&) {
    out("<ul class='kl-prose'><li>Wer den Antrag gestellt hat, bekommt eine Nachricht; Nummer und Code gelten weiter "
        "und führen zu "_h,
        to.full_name(), ".</li><li>Was Sie nachgefordert haben, entfällt.</li>"_h);
    if (not paid.empty())
      out("<li>"_h, fmt::format("Bezahlt sind {}. Das Geld bleibt bei uns, die andere Behörde liest es.", paid),
          "</li>"_h);
    out("<li>Ist die andere Behörde auch nicht zuständig, kommt der Fall mit ihrem Grund zurück.</li></ul>"_h);
  });
}

http::Response show_questions(StaffContext const& c, OwnApplication const& own, cases::View const& view,
                              Receiver const& to, kern::Form const& form) {
  auto const& a = own.application;
  identity::StaffPage page{c, meta_of(c, a, &form)};
  page.lead(
      fmt::format("{} macht mit dem Fall weiter. Antrag und Dateien gehen unverändert mit.", to.authority.full_name()));
  write_what_happens(page.out(), c, a, to.authority);
  page.form(form, {.path = path_of(c, a) + std::string{page_name}}, [&](kern::Fields& f) {
    f.hidden(whom, to.authority.key.value());
    f.hidden(cases::revision_field, std::to_string(view.one.revision));
    f.all();
    f.submit(fmt::format("An {} abgeben", to.authority.full_name()));
  });
  kern::more_link(page.out(), path_of(c, a) + std::string{page_name}, "Eine andere Behörde wählen");
  return page.finish();
}

http::Response show_hindrance(StaffContext const& c, Application const& a, Hindrance hindrance, unsigned status) {
  identity::StaffPage page{c, meta_of(c, a, nullptr)};
  kern::alert(page.out(), kern::Tone::warning, "Der Fall kann gerade nicht abgegeben werden", sentence_of(hindrance));
  kern::actions(page.out(), [&](html::Writer& out) {
    kern::button_link(out, {.path = path_of(c, a), .label = "Zurück zum Fall", .weight = kern::Weight::secondary});
  });
  return page.finish(status);
}

http::Response show_without_offices(StaffContext const& c, Application const& a, Authority const& to) {
  identity::StaffPage page{c, meta_of(c, a, nullptr)};
  kern::alert(page.out(), kern::Tone::warning, fmt::format("{} hat hier kein Amt", to.full_name()),
              "Niemand könnte den Fall dort annehmen. Wählen Sie eine andere Behörde, oder schreiben Sie der Person, "
              "wohin sie sich wenden kann (§ 25 VwVfG NRW).");
  kern::more_link(page.out(), path_of(c, a) + std::string{page_name}, "Eine andere Behörde wählen");
  return page.finish();
}

http::Response pass_on_page(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto const view = view_of(module, c, own);
  if (auto const hindrance = hindrance_now(c, own.application); hindrance != Hindrance::none)
    return show_hindrance(c, own.application, hindrance, 200);
  auto const to = cases::other_authority(module.house, c, http::field(request.query, whom).value_or(""));
  if (not to) return show_choice(c, own, request.query);
  if (to->town->offices.empty()) return show_without_offices(c, own.application, to->authority);
  return show_questions(c, own, view, *to, questions(c, own, *to));
}

/// `Anna Beispiel, Bürgerbüro`
std::string who_says_so(StaffContext const& c) {
  auto const* office = c.town->office(c.path("amt"));
  return office == nullptr ? c.staff.name : fmt::format("{}, {}", c.staff.name, office->name);
}

Onward onward_of(StaffContext const& c, kern::Form const& form, Receiver const& to) {
  auto const& along = form.all(along_field);
  auto const goes = [&](std::string_view what) { return std::find(along.begin(), along.end(), what) != along.end(); };
  auto const* office = to.town->office(form.text(office_field));
  return {.authority = to.authority.key.value(),
          .office = form.text(office_field),
          .site = c.origin_of(to.authority),
          .ground = ground_in(form.text(ground_field)).value_or(Ground::place),
          .told = {.reason = form.text(reason_field),
                   .by = who_says_so(c),
                   .office = office == nullptr ? std::string{} : office->name,
                   .site = c.origin,
                   .messages = goes(with_messages),
                   .notes = goes(with_notes)}};
}

http::Response send_on(Applications& module, http::Request const& request, StaffContext& c) {
  auto const own = find(module, c);
  auto const view = view_of(module, c, own);
  auto const to = cases::other_authority(module.house, c, http::field(request.body, whom).value_or(""));
  if (not to) throw BadRequest{"there is no such authority here"};
  auto form = questions(c, own, *to);
  form.read(request.body);
  if (not form.fine()) return show_questions(c, own, view, *to, form);
  auto const seen = http::number_in(http::field(request.body, cases::revision_field).value_or("")).value_or(-1);
  try {
    return perform_on_case(c, request, [&](acts::Transaction& tx) {
      auto application = current(tx, own.application.id);
      auto one = cases::unchanged(tx, view.one.id, seen < 0 ? view.one.revision : seen);
      auto onward = onward_of(c, form, *to);
      onward.told.paid = paid_for(tx.db, c.t, application);
      pass_on(tx, c, application, one, *own.form, onward);
      return acts::see(cases::told(path_of(c, application), cases::done::passed_on));
    });
  } catch (Hindered const&) {
    return show_hindrance(c, own.application, hindrance_now(c, own.application), 409);
  } catch (cases::NotNow const&) {
    form.wrong("stand", "Inzwischen hat jemand den Fall geändert. Sehen Sie nach, und geben Sie ihn dann ab.");
  }
  return show_questions(c, own, view, *to, form);
}

}  // namespace

void add_passing_on(authority::Rows& rows, Applications& module) {
  using authority::bind;
  rows.staff("/verwaltung/amt/{amt}/antraege/{nummer}/weitergeben", rights::work, bind(module, &pass_on_page),
             "Hand an application over to another authority");
  rows.staff_form("/verwaltung/amt/{amt}/antraege/{nummer}/weitergeben", 16_KB, rights::work, bind(module, &send_on),
                  "Hand an application over to another authority");
  add_giving_back(rows, module);
}

}  // namespace kreislauf::applications::office
