#include <algorithm>

#include "authority/authority.h"
#include "authority/page.h"
#include "authority/rules.h"
#include "base/typed/typed.h"

// Whom a visitor can call, and where else a town can be reached. 115 helps only where the town takes part in it, and it
// can neither cancel an appointment nor look into a case: the office's own number comes first.
namespace kreislauf::authority {

namespace {

constexpr std::string_view number_of_all = "115";

/// A number or an address inside a sentence or a button, which must not break and not turn round in Arabic.
html::Fragment number(std::string_view shown) {
  html::Writer out{80};
  out("<span dir='ltr'>"_h, rules::unbroken(shown), "</span>"_h);
  return out.take();
}

}  // namespace

std::string help_number(Authority const& authority, Town const& town, Office const* office) {
  if (office != nullptr and not office->phone.empty()) return office->phone;
  if (not authority.phone.empty()) return authority.phone;
  auto const* first = town.office_for("buergerbuero");
  if (first != nullptr and not first->phone.empty()) return first->phone;
  return authority.call_115 ? std::string{number_of_all} : std::string{};
}

std::string help_number(Context const& c, Office const* office) {
  auto const* at = c.at_town();
  return at == nullptr ? std::string{} : help_number(at->authority, *at->town, office);
}

std::string call_us(Context const& c, Office const* office) {
  auto const shown = help_number(c, office);
  // The marks keep a number in its order inside a line of Arabic (U+2066, U+2069).
  return shown.empty() ? std::string{} : " " + c.t("Rufen Sie uns an: {}.", "\u2066" + shown + "\u2069");
}

bool write_help_button(html::Writer& out, Context const& c, Office const* office) {
  auto const shown = help_number(c, office);
  if (shown.empty()) return false;
  html::Writer label{160};
  label(c.t("Anrufen:"), " ", number(shown));
  kern::button_link(out, {.path = "tel:" + rules::dial_of(shown),
                          .label = label.take(),
                          .icon = "phone",
                          .weight = kern::Weight::secondary});
  return true;
}

void write_call(html::Writer& out, Context const& c) {
  auto const& t = c.t;
  auto const* at = c.at_town();
  if (at == nullptr)
    return out("<p>"_h, t("Wählen Sie zuerst Ihren Ort. Dort steht, wen Sie anrufen können."), "</p>"_h);
  auto const shown = help_number(c);
  if (not shown.empty() and shown != number_of_all) {
    out("<p>"_h);
    write_phone(out, shown);
    out("</p>"_h);
  }
  if (at->authority.call_115) {
    out("<p><a class='kl-call' href='tel:115'>"_h, kern::icon("phone"), "115</a></p><p class='kl-small'>"_h,
        t("Montag bis Freitag, 8 bis 18 Uhr. Sie brauchen keine Vorwahl."), "</p>"_h);
  }
  if (shown.empty() and not at->authority.website.empty()) {
    out("<p>"_h);
    kern::more_link(out, at->authority.website, t("Internetseite der Verwaltung"));
    out("</p>"_h);
  } else if (shown.empty()) {
    out("<p class='kl-small'>"_h, t("Eine Telefonnummer ist hier noch nicht hinterlegt."), "</p>"_h);
  }
}

void write_call_panel(html::Writer& out, Context const& c) {
  auto const* at = c.at_town();
  if (at == nullptr or help_number(c).empty()) return;
  kern::panel(
      out, "andere", c.t("Lieber sprechen?"), [&](html::Writer&) { write_call(out, c); }, true);
}

void write_town_ways(html::Writer& out, TownContext const& c) {
  auto const& t = c.t;
  auto const& town = c.authority;
  if (town.website.empty() and town.email.empty() and help_number(c).empty()) {
    return out("<p>"_h,
               t("Für diesen Ort sind hier noch keine Ämter hinterlegt, auch keine Telefonnummer und keine eigene "
                 "Internetseite."),
               "</p>"_h);
  }
  out("<ul class='kl-list'>"_h);
  auto const link = [&](std::string_view icon, html::Markup scheme, std::string_view address, html::Content label) {
    if (address.empty()) return;
    out("<li>"_h, kern::icon(icon), "<div><a class='kl-more' href='"_h, scheme, address, "'>"_h, label,
        "</a></div></li>"_h);
  };
  link("globe", {}, town.website, t("Internetseite der Verwaltung"));
  if (auto const phone = help_number(c); not phone.empty())
    link("phone", "tel:"_h, rules::dial_of(phone), number(phone));
  link("mail", "mailto:"_h, town.email, number(town.email));
  out("</ul>"_h);
}

bool offers(TownContext const& c, std::string_view path) {
  return std::any_of(c.frame.menu.begin(), c.frame.menu.end(), [&](MenuEntry const& entry) {
    return entry.path == path and (not entry.shown or entry.shown(c));
  });
}

}  // namespace kreislauf::authority
