#include "administration/applications/resident/notice.h"

#include <fmt/format.h>

#include "administration/applications/acts/change.h"
#include "administration/applications/acts/deciding.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/shared/issued_notice.h"
#include "administration/applications/shared/objections.h"
#include "authority/act.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::pages {

namespace {

using authority::path_in;

std::string path_of_notice(TownContext const& c, notices::Notice const& notice) {
  return path_in(c, path_of(c, fmt::format("/bescheid/{}.pdf", notice.id)));
}

void write_terms(html::Writer& out, TownContext const& c, notices::Notice const& notice) {
  auto const& t = c.t;
  if (notice.remedy == deadlines::Remedy::none) return;  // it decides nothing
  auto const announced = i18n::parse_iso(notice.announced_on), until = i18n::parse_iso(notice.remedy_until);
  if (announced)
    out("<p>"_h, t("Er gilt als bekannt gegeben am {} ({}).", i18n::long_date(t, *announced), notice.announced_law),
        "</p>"_h);
  if (until)
    out("<p>"_h,
        t("Sind Sie nicht einverstanden, können Sie bis {} etwas dagegen tun. Was, steht am Ende des Bescheids.",
          i18n::long_date(t, *until)),
        "</p>"_h);
}

/// Against it, where an authority looks at it once more.
void write_objecting(authority::Page& page, Applications const& module, TownContext const& c,
                     notices::Notice const& notice) {
  if (objection_form(module, c, notice) == nullptr) return;
  page.button_form(path_in(c, path_of(c, fmt::format("/bescheid/{}.pdf/widerspruch", notice.id))),
                   {.label = c.t("Widerspruch einlegen"), .weight = kern::Weight::secondary});
}

/// It lies here to be fetched: that of a decision is its announcement (§ 41 (2a) VwVfG NRW), that of a letter is not.
void write_fetching(authority::Page& page, TownContext const& c, notices::Notice const& one, bool letter) {
  auto const& t = c.t;
  auto& out = page.out();
  if (notices::is_lapsed(one, c.clock.now()))
    return out("<p>"_h,
               letter ? t("Die Zeit zum Abrufen ist vorbei. Sie bekommen die Mitteilung auf einem anderen Weg.")
                      : t("Die Zeit zum Abrufen ist vorbei. Sie bekommen den Bescheid auf einem anderen Weg, "
                          "und erst dann beginnen Fristen."),
               "</p>"_h);
  out("<p>"_h,
      letter ? t("Rufen Sie sie ab. Fristen beginnen damit keine.")
             : t("Rufen Sie ihn ab. Am Tag danach gilt er als bekannt gegeben, und Fristen beginnen."),
      "</p>"_h);
  if (auto const last = notices::last_day_to_fetch(one))
    out("<p>"_h, t("Das geht bis {}.", i18n::long_date(t, *last)), "</p>"_h);
  page.button_form(path_of_notice(c, one),
                   {.label = letter ? t("Mitteilung abrufen") : t("Bescheid abrufen"), .icon = "download"});
}

}  // namespace

void write_notices(authority::Page& page, Applications const& module, TownContext const& c, Application const& a) {
  auto const& t = c.t;
  std::vector<notices::Notice> issued;
  c.db.read([&](db::Connection& db) { issued = notices::issued_of(db, subject_of(a)); });
  for (auto const& one : issued) {
    auto const day = legal_time(parse_iso_utc(one.issued_at)).day;
    bool const fetched = one.way != notices::Way::retrieval or not one.sent_on.empty();
    bool const letter = one.remedy == deadlines::Remedy::none;
    kern::panel(page.out(), fmt::format("bescheid-{}", one.id),
                letter ? t("Mitteilung des Amtes vom {}", i18n::long_date(t, day))
                       : t("Ihr Bescheid vom {}", i18n::long_date(t, day)),
                [&](html::Writer& out) {
                  if (one.way == notices::Way::post)
                    out("<p>"_h, letter ? t("Sie kommt auch mit der Post.") : t("Er kommt auch mit der Post."),
                        "</p>"_h);
                  write_terms(out, c, one);
                  if (fetched) {
                    kern::actions(out, [&](html::Writer&) {
                      kern::button_link(out, {.path = path_of_notice(c, one),
                                              .label = letter ? t("Mitteilung als PDF") : t("Bescheid als PDF"),
                                              .icon = "download",
                                              .weight = kern::Weight::secondary,
                                              .download = true});
                    });
                    return write_objecting(page, module, c, one);
                  }
                  write_fetching(page, c, one, letter);
                });
  }
}

bool has_notice(TownContext const& c, Application const& a) {
  bool issued = false;
  c.db.read([&](db::Connection& db) { issued = not notices::issued_of(db, subject_of(a)).empty(); });
  return issued;
}

void write_programme(authority::Page& page, TownContext const& c) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "programm", .heading = t("Automatisch entschieden")}, [&](html::Writer& out) {
    out("<p>"_h,
        t("Ein Programm hat entschieden. Sie können verlangen, dass ein Mensch es ansieht. Das kostet nichts."),
        "</p>"_h);
    page.button_form(path_in(c, path_of(c, "/mensch")),
                     {.label = t("Von einem Menschen prüfen lassen"), .weight = kern::Weight::secondary});
  });
}

http::Response ask_for_person(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const back = path_in(c, path_of(c));
  try {
    auto answer = perform(c, request, [&](acts::Transaction& tx) {
      auto application = current(tx, own.application);
      auto one = cases::of_subject(tx.db, subject_of(application));
      if (not one) throw NotFound{};
      cases::ask_for_person(tx, *one);
      notices::recall(tx, one->subject);
      tx.event("application.ask_person", subject_of(application));
      resume(tx, c, module.house.languages.translator(language_of(application)), application,
             own.name(language_of(application)));
      return acts::see(back);
    });
    cases::tell(c, own.application.office);
    return answer;
  } catch (cases::NotNow const&) {  // somebody does already
    return http::see_other(back);
  }
}

http::Response fetch_notice(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const seen = issued_notice(c, own.application, c.path("datei"));
  return perform(c, request, [&](acts::Transaction& tx) {
    auto const one = cases::of_subject(tx.db, subject_of(own.application));
    for (auto& issued : notices::issued_of(tx.db, subject_of(own.application))) {
      bool const waits =
          issued.id == seen.id and issued.way == notices::Way::retrieval and not notices::is_lapsed(issued, tx.now);
      if (waits and one) notices::note_sent(tx, issued, module.cases.library.version(one->version)->regime);
    }
    return acts::see(path_of_notice(c, seen));
  });
}

http::Response notice_file(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const one = issued_notice(c, own.application, c.path("datei"));
  bool const fetched = one.way != notices::Way::retrieval or not one.sent_on.empty();
  if (not fetched) return http::see_other(path_in(c, path_of(c)) + "#bescheid-" + std::to_string(one.id));
  return issued_file(module, c, own.application, c.path("datei"));
}

}  // namespace kreislauf::applications::pages
