#include "administration/applications/shared/cost.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/applications/acts/sending.h"
#include "authority/page.h"
#include "platform/i18n/amounts.h"

namespace kreislauf::applications {

namespace json = boost::json;

forms::FeeFacts prices_of(authority::TownContext const& c, catalog::Service const& service, forms::Form const& form) {
  forms::FeeFacts prices{.price = catalog::fee_amount(c, service)};
  for (auto const& question : form.definition().terms.fee.town) {
    if (auto const amount = catalog::amount_answered(c, service, question)) prices.town.emplace(question, *amount);
  }
  return prices;
}

void write_reasons(html::Writer& out, authority::Context const& c, forms::Form const& form, forms::Fee const& fee) {
  auto const& cases = form.definition().terms.fee.cases;
  for (auto const place : fee.cases) {
    if (place >= cases.size()) continue;
    out("<p>"_h, forms::in_language(c, cases[place].why), "</p><p class='kl-small'>"_h, c.t("Grundlage:"), " "_h,
        authority::german(c, cases[place].law), "</p>"_h);
  }
}

void write_cost(html::Writer& out, authority::Context const& c, forms::Form const& form, forms::Fee const& fee) {
  auto const& t = c.t;
  bool const follows_from_answers = not form.definition().terms.fee.price;
  if (fee.costs())
    out("<p>"_h, t("Danach zahlen Sie {}.", i18n::money(t, *fee.amount)), "</p>"_h);
  else if (follows_from_answers)
    out("<p>"_h,
        fee.amount ? t("Das kostet Sie nichts.")
                   : t("Was es kostet, schreibt Ihnen das Amt mit dem Bescheid. Jetzt zahlen Sie nichts."),
        "</p>"_h);
  write_reasons(out, c, form, fee);
}

std::optional<forms::Fee> fee_asked(authority::TownContext const& c, OwnApplication const& own, Money asked) {
  if (own.service == nullptr or own.form->compiled->fee() == nullptr) return std::nullopt;
  auto const entered = entered_of(c, own.application, *own.form);
  auto fee = fee_of(*own.form, entered, prices_of(c, *own.service, *own.form), c.clock);
  return fee and fee->amount == asked ? std::move(fee) : std::nullopt;
}

void write_why(html::Writer& out, authority::TownContext const& c, OwnApplication const& own, Money asked) {
  if (auto const fee = fee_asked(c, own, asked)) write_reasons(out, c, *own.form, *fee);
}

namespace {

std::string price_of(i18n::Translator const& t, std::optional<Money> fixed) {
  if (not fixed) return std::string{t("schreibt Ihnen das Amt")};
  return fixed->cents == 0 ? std::string{t("kostenlos")} : i18n::money(t, *fixed);
}

}  // namespace

json::array cost_blocks(i18n::Translator const& t, forms::Form const& form) {
  auto const& cases = form.definition().terms.fee.cases;
  if (cases.empty()) return {};
  json::array rows;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    auto const& one = cases[i];
    auto const fixed = form.compiled->fee()->fixed(i);
    auto const language = one.why[t.language()].empty() ? i18n::Language::german : t.language();
    auto const& why = one.why[language];
    json::value said = json::string{why};
    if (language != t.language()) said = json::array{json::object{{"text", why}, {"lang", "de"}}};
    rows.push_back(
        json::array{std::move(said), price_of(t, fixed), json::array{json::object{{"text", one.law}, {"lang", "de"}}}});
  }
  json::array const columns{
      {{"head", t("Fall")}, {"width", 3}}, {{"head", t("Preis")}, {"width", 1}}, {{"head", t("Gesetz")}, {"width", 1}}};
  return {json::object{{"kind", "heading"}, {"text", t("Was es kostet")}},
          json::object{{"kind", "table"}, {"columns", columns}, {"rows", std::move(rows)}}};
}

}  // namespace kreislauf::applications
