#include "administration/applications/resident/rating.h"
#include "administration/applications/acts/counting.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "authority/act.h"
#include "platform/http/numbers.h"

// At the end: how it went. A number is counted for the head of the office, nobody's answer is kept.
namespace kreislauf::applications::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::string_view mark = "note";

kern::Form rating_question(TownContext const& c) {
  auto const& t = c.t;
  return {t,
          c.today(),
          {{.name = std::string{mark},
            .kind = kern::Kind::choice,
            .label = t("Wie zufrieden sind Sie damit, wie das gelaufen ist?"),
            .hint = t("Wir zählen nur, wie oft welche Antwort kommt."),
            .options = {{"5", std::string{t("Sehr zufrieden")}},
                        {"4", std::string{t("Zufrieden")}},
                        {"3", std::string{t("Geht so")}},
                        {"2", std::string{t("Unzufrieden")}},
                        {"1", std::string{t("Sehr unzufrieden")}}}}}};
}

}  // namespace

void write_rating(Page& page, TownContext const& c, Application const& a, bool thanks) {
  auto const& t = c.t;
  if (thanks) return kern::done(page.out(), t("Danke für Ihre Antwort."));
  bool rated = false;
  c.db.read([&](db::Connection& connection) { rated = was_rated(connection, a.id); });
  if (rated) return;
  kern::section(page.out(), {.id = "bewertung", .heading = t("Wie war es?")}, [&](html::Writer&) {
    page.short_form(rating_question(c), {.path = path_in(c, path_of(c, "/bewertung"))}, [&](kern::Fields& f) {
      f.all();
      f.button({.label = t("Antwort senden"), .weight = kern::Weight::secondary});
    });
  });
}

http::Response rate_own(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto form = rating_question(c);
  form.read(request.body);
  // Who has chosen nothing finds the question where it was.
  if (not is_settled(own.application.state) or own.application.state == State::passed_on or not form.fine())
    return http::see_other(path_in(c, path_of(c)) + "#bewertung");
  return perform(c, request, [&](acts::Transaction& tx) {
    auto const application = current(tx, own.application);
    rate(tx, application, static_cast<int>(http::number_in(form.text(mark)).value_or(0)));
    return acts::see(path_in(c, path_of(c)) + "?danke=1#bewertung");
  });
}

}  // namespace kreislauf::applications::pages
