#include <fmt/format.h>

#include "administration/catalog/pages.h"

// How facts of a service are said in words.
namespace kreislauf::catalog::pages {

Reading reading_of(Context const& c, Service const& service) {
  auto const language = c.t.language();
  if (language == i18n::Language::english and service.english) return {&*service.english, false};
  return {service.german ? &*service.german : nullptr, language != i18n::Language::german};
}

html::Fragment name_of(Context const& c, Service const& service) {
  auto const reading = reading_of(c, service);
  auto const& name = reading.text != nullptr and not reading.text->name.empty() ? reading.text->name : service.name();
  bool const german = c.t.language() == i18n::Language::german or reading.foreign or reading.text == nullptr;
  if (german) return authority::german(c, name);
  html::Writer out{name.size() + 8};
  out(name);
  return out.take();
}

namespace {

std::string amount(Money money, bool comma) {
  auto const cents = money.cents % 100;
  return cents == 0 ? fmt::format("{}", money.cents / 100)
                    : fmt::format("{}{}{:02}", money.cents / 100, comma ? ',' : '.', cents);
}

}  // namespace

std::string fee_text(Context const& c, Service const& service) {
  auto const& t = c.t;
  // English and Arabic write a point, the others a comma.
  bool const comma = t.language() != i18n::Language::english and t.language() != i18n::Language::arabic;
  if (c.town) {
    if (auto const* own = c.town->override_for(service.key.value()); own != nullptr and not own->fee.empty()) {
      // Isolated, so that German words keep their order inside Arabic.
      return i18n::direction(t.language()) == "rtl" ? "\u2068" + own->fee + "\u2069" : own->fee;
    }
  }
  switch (service.fee.kind) {
    case Fee::Kind::free:
      return std::string{t("kostenlos")};
    case Fee::Kind::fixed:
      return t("{} Euro", amount(service.fee.least, comma));
    case Fee::Kind::range:
      return t("{0} bis {1} Euro", amount(service.fee.least, comma), amount(service.fee.most, comma));
    case Fee::Kind::local:
      return std::string{t("je nach Satzung")};
    case Fee::Kind::unknown:
      break;
  }
  return std::string{t("Auf Anfrage")};
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
      return std::string{t("unterschiedlich")};
    case Duration::Kind::unknown:
      break;
  }
  return std::string{t("Auf Anfrage")};
}

html::Fragment responsible_name(Context const& c, rules::Responsible const& responsible) {
  auto const& t = c.t;
  if (responsible.authority != nullptr) return authority::name_of(c, *responsible.authority);
  html::Writer out{80};
  switch (responsible.level) {
    case Level::municipality:
      out(t("die Stadt oder Gemeinde"));
      break;
    case Level::district:
      out(t("der Kreis"));
      break;
    case Level::state:
      out(authority::german(c, "Land Nordrhein-Westfalen"));
      break;
    case Level::federal:
      out(t("eine Behörde des Bundes"));
      break;
    case Level::other:
      out(t("eine andere Stelle"));
      break;
    case Level::unknown:
      out(t("noch nicht hinterlegt"));
      break;
  }
  return out.take();
}

namespace {

void write_inlines(html::Writer& out, std::vector<Inline> const& pieces) {
  for (auto const& piece : pieces) {
    switch (piece.kind) {
      case Inline::Kind::plain:
        out(piece.text);
        break;
      case Inline::Kind::bold:
        out("<b>", piece.text, "</b>");
        break;
      case Inline::Kind::link:
        out("<a href=\"", piece.url, "\">", piece.text, "</a>");
        break;
    }
  }
}

}  // namespace

void write_blocks(html::Writer& out, std::vector<Block> const& blocks, bool documents) {
  for (auto const& block : blocks) {
    if (block.kind == Block::Kind::paragraph) {
      out("<p>");
      write_inlines(out, block.items[0]);
      out("</p>");
      continue;
    }
    bool const steps = block.kind == Block::Kind::steps;
    if (steps)
      out("<ol class=\"kl-steps\">");
    else if (documents)
      out("<ul class=\"kl-docs\">");
    else
      out("<ul>");
    for (auto const& item : block.items) {
      if (steps)
        out("<li><p>");
      else
        out("<li>");
      write_inlines(out, item);
      if (steps)
        out("</p></li>");
      else
        out("</li>");
    }
    if (steps)
      out("</ol>");
    else
      out("</ul>");
  }
}

}  // namespace kreislauf::catalog::pages

namespace kreislauf::catalog {

html::Fragment visible_name(authority::Context const& context, Service const& service) {
  return pages::name_of(context, service);
}
std::string visible_fee(authority::Context const& context, Service const& service) {
  return pages::fee_text(context, service);
}

bool write_documents(html::Writer& out, authority::Context const& context, Service const& service) {
  auto const reading = pages::reading_of(context, service);
  if (reading.text == nullptr or (*reading.text)[Module::documents].empty()) return false;
  if (reading.foreign) out("<div lang=\"de\" dir=\"ltr\">");
  pages::write_blocks(out, (*reading.text)[Module::documents], true);
  if (reading.foreign) out("</div>");
  return true;
}

}  // namespace kreislauf::catalog
