#include "administration/applications/resident/account.h"

#include <algorithm>

#include "administration/applications/acts/drafting.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/resident/pages.h"
#include "administration/applications/resident/reduction.h"
#include "administration/applications/shared/uses.h"
#include "authority/act.h"
#include "platform/i18n/dates.h"

namespace kreislauf::applications::pages {

using authority::Page, authority::path_in, authority::TownContext;

namespace {

constexpr std::string_view take_out = "herausnehmen";

}  // namespace

void write_account(Page& page, TownContext const& c, OwnApplication const& own,
                   std::optional<accounts::Holder> const& holder) {
  auto const& t = c.t;
  bool kept = false;
  if (holder)
    c.db.read([&](db::Connection& connection) {
      kept = accounts::is_kept(connection, holder->id, subject_of(own.application));
    });
  kern::section(page.out(), {.id = "konto", .heading = t("Mein Konto")}, [&](html::Writer& out) {
    if (kept) {
      out("<p>"_h, t("Dieser Antrag liegt in Ihrem Konto."), " "_h);
      kern::more_link(out, path_in(c, "/konto"), t("Zum Konto"));
      out("</p>"_h);
      page.button_form(
          path_in(c, path_of(c, "/konto")),
          {.label = t("Aus meinem Konto nehmen"), .weight = kern::Weight::tertiary, .name = "tun", .value = take_out});
    } else if (holder) {
      out("<p>"_h, t("Im Konto finden Sie ihn auch ohne Link wieder."), "</p>"_h);
      page.button_form(path_in(c, path_of(c, "/konto")),
                       {.label = t("In mein Konto legen"), .weight = kern::Weight::secondary});
    } else {
      out("<p>"_h, t("Mit einem Konto finden Sie alle Ihre Anträge an einer Stelle. Sie brauchen kein Passwort."),
          " "_h);
      kern::more_link(out, path_in(c, "/konto") + "?ziel=" + html::in_url(path_in(c, path_of(c))), t("Anmelden"));
      out("</p>"_h);
    }
    out("<p class='kl-small'>"_h);
    kern::more_link(out, path_in(c, path_of(c, "/datennutzung")), t("Wer hat meine Daten benutzt?"));
    out("</p>"_h);
  });
}

Offer offer_for(TownContext const& c, OwnApplication const& own, forms::Entered const& entered, std::size_t page,
                std::optional<accounts::Holder> const& holder) {
  if (not holder) return {};
  accounts::Facts facts;
  bool const asks_for_whom = own.form->definition().pages[page].id == forms::behalf_page;
  std::vector<accounts::Person> people;
  c.db.read([&](db::Connection& connection) {
    facts = accounts::offered_facts(connection, c, holder->id);
    if (asks_for_whom) people = accounts::people_of(connection, c, holder->id);
  });
  // Only those for whom the form lets somebody act.
  std::erase_if(people,
                [&](accounts::Person const& one) { return known_answers(own.form->definition(), one, facts).empty(); });
  auto known = known_answers(own.form->definition(), facts, acting_in(*own.form->compiled, entered));
  std::erase_if(known, [&](KnownAnswer const& one) { return one.page != page; });
  return {.known = not_answered(*own.form->compiled, entered, known), .at = facts.at, .people = std::move(people)};
}

namespace {

/// A day as people write it; everything else as it was told.
std::string shown(i18n::Translator const& t, std::string const& value) {
  auto const day = i18n::parse_iso(value);
  return day ? i18n::long_date(t, *day) : value;
}

}  // namespace

namespace {

/// For whom somebody has acted before: all of it by one button.
void write_people(kern::Fields& fields, TownContext const& c, std::vector<accounts::Person> const& people) {
  if (people.empty()) return;
  auto const& t = c.t;
  kern::panel(
      fields.out(), "personen-aus-dem-konto", t("Wieder für dieselbe Person?"),
      [&](html::Writer& out) {
        for (auto const& one : people) {
          auto const born = i18n::parse_iso(one.birthdate);
          kern::actions(out, [&](html::Writer&) {
            fields.button({.label = t("Für {}", one.given_name + " " + one.family_name),
                           .weight = kern::Weight::secondary,
                           .name = person_button,
                           .value = std::to_string(one.id)});
          });
          out("<p class='kl-small'>"_h, born ? t("Geboren am {}.", i18n::long_date(t, *born)) + " " : std::string{},
              t("Gemerkt: {}", i18n::moment(t, parse_iso_utc(one.at))), "</p>"_h);
        }
      },
      true);
}

}  // namespace

void write_offer(kern::Fields& fields, TownContext const& c, Offer const& offer) {
  write_people(fields, c, offer.people);
  if (offer.known.empty()) return;
  auto const& t = c.t;
  kern::panel(
      fields.out(), "aus-dem-konto", t("Aus Ihrem Konto"),
      [&](html::Writer& out) {
        kern::details(out, [&](kern::Details& details) {
          for (auto const& one : offer.known)
            details.row(forms::in_language(c, *one.label), html::fragment("<bdi>"_h, shown(t, one.value), "</bdi>"_h));
        });
        out("<p class='kl-small'>"_h, t("Gemerkt: {}", i18n::moment(t, parse_iso_utc(offer.at))), "</p>"_h);
        kern::actions(out, [&](html::Writer&) {
          fields.button({.label = t("Angaben übernehmen"),
                         .weight = kern::Weight::secondary,
                         .name = account_button,
                         .value = account_value});
        });
      },
      true);
}

kern::Form remember_question(TownContext const& c, Remembered const& asked) {
  std::vector<kern::Field> boxes{
      {.name = std::string{remember_box},
       .kind = kern::Kind::tick,
       .label = c.t("Name, Geburtsdatum, Anschrift und Telefon in meinem Konto merken"),
       .hint = c.t("Dann können Sie sie beim nächsten Antrag mit einem Knopf übernehmen. Sie können sie dort "
                   "jederzeit ändern und löschen."),
       .optional = true,
       .unmarked = true}};
  if (asked.behalf)
    boxes.push_back({.name = std::string{remember_person_box},
                     .kind = kern::Kind::tick,
                     .label = c.t("Auch die Person merken, für die ich handle: Name und Geburtsdatum"),
                     .hint = c.t("Sie steht dann in Ihrem Konto unter „Meine Angaben“, bis Sie sie dort löschen."),
                     .optional = true,
                     .unmarked = true});
  if (asked.reduction) boxes.push_back(keep_question(c));
  return {c.t, c.today(), std::move(boxes)};
}

http::Response keep_in_account(Applications& module, http::Request const& request, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const holder = accounts::holder_of(c, request);
  if (not holder) return http::see_other(path_in(c, "/konto") + "?ziel=" + html::in_url(path_in(c, path_of(c))));
  bool const out = http::field(request.body, "tun").value_or("") == take_out;
  return perform(c, request, [&](acts::Transaction& tx) {
    auto const application = current(tx, own.application);
    if (out)
      accounts::take_out(tx, holder->id, subject_of(application));
    else
      accounts::keep(tx, holder->id, subject_of(application));
    return acts::see(path_in(c, path_of(c)) + "#konto");
  });
}

http::Response uses(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const& t = c.t;
  Page page{c, meta_of(c, own, std::string{t("Wer hat meine Daten benutzt?")}, path_of(c, "/datennutzung"))};
  page.lead(t("An jedem Tag, an dem jemand im Amt oder ein anderes Programm Ihre Daten benutzt, steht es hier."));
  accounts::write_uses(page.out(), t, uses_of(module, c, own.application), false);
  return page.finish();
}

}  // namespace kreislauf::applications::pages
