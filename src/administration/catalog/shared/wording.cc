#include "administration/catalog/shared/wording.h"
#include "base/typed/typed.h"

#include "platform/i18n/amounts.h"

namespace kreislauf::catalog::shared {

authority::Authority const* town_of(Context const& c) {
  auto const* at = c.at_town();
  return at == nullptr ? nullptr : &at->authority;
}

std::string path_of(Context const& c, Service const& service) {
  return authority::path_in(c, "/dienste/" + service.slug);
}

Reading reading_of(Context const& c, Service const& service) {
  auto const language = c.t.language();
  auto const* german = service.german() ? &*service.german() : nullptr;
  bool const foreign = language != i18n::Language::german;
  Reading reading{german, foreign, german, foreign};
  if (auto const& own = service.texts[language]) {
    reading.title = &*own;
    reading.title_foreign = false;
    if (own->has_parts()) reading.text = &*own;
    reading.foreign = foreign and not own->has_parts();
  }
  return reading;
}

void write_name(html::Writer& out, Context const& c, Service const& service) {
  auto const reading = reading_of(c, service);
  if (reading.title == nullptr or reading.title->name.empty()) return authority::write_german(out, c, service.name());
  if (reading.title_foreign) return authority::write_german(out, c, reading.title->name);
  out(reading.title->name);
}

void write_teaser(html::Writer& out, Context const& c, Reading const& reading, html::Markup classes) {
  if (reading.title == nullptr or reading.title->teaser.empty()) return;
  if (classes.empty()) {
    out("<p>"_h);
  } else {
    out("<p class='"_h, classes, "'>"_h);
  }
  if (reading.title_foreign) {
    authority::write_german(out, c, reading.title->teaser);
  } else {
    out(reading.title->teaser);
  }
  out("</p>"_h);
}

std::optional<Money> plain_amount(std::string_view text) {
  constexpr std::string_view euro = " Euro";
  if (not text.ends_with(euro)) return std::nullopt;
  auto const amount = typed::money(text.substr(0, text.size() - euro.size()));
  return amount ? std::optional{*amount} : std::nullopt;
}

namespace {

/// What the town itself charges (its Satzung says so), isolated so that German words keep their order inside Arabic.
std::string own_fee(Context const& c, Service const& service) {
  auto const* at = c.at_town();
  auto const* own = at == nullptr ? nullptr : at->town->override_for(service.key.value());
  if (own == nullptr or own->fee.empty()) return {};
  if (auto const words = at->town->translated(own->service, "fee", i18n::code(c.t.language())); not words.empty())
    return std::string{words};
  if (auto const amount = plain_amount(own->fee)) return i18n::money(c.t, *amount);
  return i18n::direction(c.t.language()) == "rtl" ? "\u2068" + own->fee + "\u2069" : own->fee;
}

/// § 5 KrO NRW: what the district does, its own statute prices.
bool set_by_district(Context const& c, Service const& service) {
  auto const* at = c.at_town();
  return at != nullptr and rules::responsible(service, at->authority, *c.directory).level == Level::district;
}

}  // namespace

std::optional<Money> fee_amount(authority::TownContext const& c, Service const& service) {
  auto const* own = c.town->override_for(service.key.value());
  std::optional<Money> amount;
  if (own != nullptr and not own->fee.empty())
    amount = plain_amount(own->fee);
  else if (service.fee.kind == Fee::Kind::fixed)
    amount = service.fee.least;
  return amount and amount->cents > 0 ? amount : std::nullopt;
}

std::string fee_text(Context const& c, Service const& service) {
  auto const& t = c.t;
  auto const& fee = service.fee;
  if (auto own = own_fee(c, service); not own.empty()) return own;
  switch (fee.kind) {
    case Fee::Kind::free:
      return std::string{t("kostenlos")};
    case Fee::Kind::fixed:
      return i18n::money(t, fee.least);
    case Fee::Kind::range:
      return t("{0} bis {1} Euro", i18n::amount(t, fee.least), i18n::amount(t, fee.most));
    case Fee::Kind::usual:
      return t("meist {}", i18n::money(t, fee.least));
    case Fee::Kind::local:
      return std::string{set_by_district(c, service) ? t("Der Kreis legt den Preis fest")
                                                     : t("Ihre Stadt legt den Preis fest")};
    case Fee::Kind::unknown:
      break;
  }
  return {};
}

std::string duration_text(Context const& c, Duration const& duration) {
  auto const& t = c.t;
  auto const said = [&](std::string_view one, std::string_view many, std::string_view span) {
    return duration.least == duration.most ? t.count(one, many, duration.most) : t(span, duration.least, duration.most);
  };
  switch (duration.kind) {
    case Duration::Kind::immediate:
      return std::string{t("sofort")};
    case Duration::Kind::days:
      return said("{} Tag", "{} Tage", i18n::message("{0} bis {1} Tage"));
    case Duration::Kind::weeks:
      return said("{} Woche", "{} Wochen", i18n::message("{0} bis {1} Wochen"));
    case Duration::Kind::months:
      return said("{} Monat", "{} Monate", i18n::message("{0} bis {1} Monate"));
    case Duration::Kind::varies:
      return std::string{t("Das hängt vom Fall ab")};
    case Duration::Kind::unknown:
      break;
  }
  return {};
}

void write_responsible(html::Writer& out, Context const& c, rules::Responsible const& responsible) {
  auto const& t = c.t;
  if (responsible.authority != nullptr) return authority::write_german(out, c, responsible.authority->full_name());
  switch (responsible.level) {
    case Level::municipality:
      return out(t("die Stadt oder Gemeinde"));
    case Level::district:
      return out(t("der Kreis"));
    case Level::state:
      return authority::write_german(out, c, "Land Nordrhein-Westfalen");
    case Level::federal:
      return out(t("eine Behörde des Bundes"));
    case Level::other:
      return out(t("eine andere Stelle"));
    case Level::unknown:
      return out(t("noch nicht hinterlegt"));
  }
}

namespace {

void write_inlines(html::Writer& out, std::vector<Inline> const& pieces) {
  for (auto const& piece : pieces) {
    switch (piece.kind) {
      case Inline::Kind::plain:
        out(piece.text);
        break;
      case Inline::Kind::bold:
        out("<b>"_h, piece.text, "</b>"_h);
        break;
      case Inline::Kind::link:
        out("<a href='"_h, piece.url, "'>"_h, piece.text, "</a>"_h);
        break;
    }
  }
}

void write_items(html::Writer& out, Block const& block, html::Markup before, html::Markup after) {
  for (auto const& item : block.items) {
    out(before);
    write_inlines(out, item);
    out(after);
  }
}

}  // namespace

void write_blocks(html::Writer& out, std::vector<Block> const& blocks, bool documents) {
  for (auto const& block : blocks) {
    switch (block.kind) {
      case Block::Kind::paragraph:
        write_items(out, block, "<p>"_h, "</p>"_h);
        break;
      case Block::Kind::steps:
        out("<ol class='kl-steps'>"_h);
        write_items(out, block, "<li><p>"_h, "</p></li>"_h);
        out("</ol>"_h);
        break;
      case Block::Kind::bullets:
        out(documents ? "<ul class='kl-docs'>"_h : "<ul>"_h);
        write_items(out, block, "<li>"_h, "</li>"_h);
        out("</ul>"_h);
        break;
    }
  }
}

}  // namespace kreislauf::catalog::shared

// What other modules may use of it.
namespace kreislauf::catalog {

html::Fragment visible_name(authority::Context const& context, Service const& service) {
  html::Writer out{service.name().size() + 40};
  shared::write_name(out, context, service);
  return out.take();
}

std::optional<Money> fee_amount(authority::TownContext const& context, Service const& service) {
  return shared::fee_amount(context, service);
}

std::optional<Money> amount_answered(authority::TownContext const& context, Service const& service,
                                     std::string_view question) {
  return shared::plain_amount(context.town->answer_to(service.key.value(), question));
}

std::string visible_fee(authority::Context const& context, Service const& service) {
  return shared::fee_text(context, service);
}

bool write_documents(html::Writer& out, authority::Context const& context, Service const& service) {
  auto const reading = shared::reading_of(context, service);
  if (reading.text == nullptr or (*reading.text)[Module::documents].empty()) return false;
  if (reading.foreign)
    out("<p class='kl-small'>"_h, context.t("Diese Liste gibt es nur auf Deutsch."), "</p><div lang='de' dir='ltr'>"_h);
  shared::write_blocks(out, (*reading.text)[Module::documents], true);
  if (reading.foreign) out("</div>"_h);
  return true;
}

}  // namespace kreislauf::catalog
