#include "administration/applications/resident/earlier.h"

#include "administration/applications/acts/reusing.h"
#include "platform/i18n/dates.h"
#include "platform/kern/components.h"
#include "platform/kern/fields.h"

namespace kreislauf::applications::pages {

namespace {

using authority::TownContext;

std::string day_of(TownContext const& c, Earlier const& one) {
  return i18n::long_date(c.t, legal_time(parse_iso_utc(one.sent_at)).day);
}

void write_answers(html::Writer& out, TownContext const& c, Earlier const& one) {
  kern::details(out, [&](kern::Details& details) {
    for (auto const& answer : one.shown) {
      auto const label =
          answer.german ? html::Content{authority::german(c, answer.label)} : html::Content{answer.label};
      details.row(label, [&](html::Writer& value) {
        bool first = true;
        for (auto const& line : answer.lines) {
          if (not first) value("<br>"_h);
          value("<bdi>"_h, line, "</bdi>"_h);
          first = false;
        }
      });
    }
  });
}

}  // namespace

std::vector<Earlier> earlier_offers(Applications& module, TownContext const& c, OwnApplication const& own,
                                    forms::Entered const& entered, std::size_t page,
                                    std::optional<accounts::Holder> const& holder) {
  std::vector<Earlier> offers;
  if (own.form->definition().known.empty()) return offers;
  c.db.read([&](db::Connection& connection) {
    offers = earlier_for(module, c, connection,
                         {.draft = own.application,
                          .form = *own.form,
                          .entered = entered,
                          .page = page,
                          .account = holder ? holder->id : 0});
  });
  return offers;
}

void write_earlier(kern::Fields& fields, TownContext const& c, std::vector<Earlier> const& offers) {
  if (offers.empty()) return;
  auto const& t = c.t;
  kern::panel(
      fields.out(), "aus-frueherem-antrag", t("Das haben Sie uns schon gesagt"),
      [&](html::Writer& out) {
        out("<p>"_h,
            offers.size() == 1 ? t("Möchten Sie diese Angaben hier verwenden? Sie können sie danach ändern.")
                               : t("Möchten Sie davon etwas hier verwenden? Sie können die Angaben danach ändern."),
            "</p>"_h);
        for (auto const& one : offers) {
          out("<p><b>"_h, t("Aus Ihrem Antrag „{0}“ vom {1}", one.name, day_of(c, one)), "</b></p>"_h);
          write_answers(out, c, one);
          auto const id = std::to_string(one.application);
          kern::actions(out, [&](html::Writer&) {
            fields.button({.label = t("Ja, Angaben vom {} übernehmen", day_of(c, one)),
                           .weight = kern::Weight::secondary,
                           .name = earlier_button,
                           .value = id});
          });
        }
        out("<p class='kl-small'>"_h,
            t("Ohne Ihr Ja verwenden wir nichts davon. Was Sie übernehmen, sehen Sie später unter „Wer hat meine Daten "
              "benutzt?“."),
            "</p>"_h);
        kern::actions(out, [&](html::Writer&) {
          fields.button({.label = t("Nein, ich fülle selbst aus"),
                         .weight = kern::Weight::tertiary,
                         .name = earlier_button,
                         .value = no_earlier});
        });
      },
      true);
}

std::string wanted_earlier(std::string const& fields) { return http::field(fields, earlier_button).value_or(""); }

bool act_on_earlier(acts::Transaction& tx, Applications& module, TownContext const& c, EarlierAsked const& asked,
                    std::string const& wanted, forms::Entered& entered) {
  if (wanted.empty()) return false;
  if (wanted == no_earlier) {
    refuse_reuse(tx, asked.draft);
    return false;
  }
  for (auto& one : earlier_for(module, c, tx.db, asked)) {
    if (std::to_string(one.application) != wanted) continue;
    entered = std::move(one.entered);
    note_reuse(tx, asked.draft, one.application);
    return true;
  }
  return false;
}

}  // namespace kreislauf::applications::pages
