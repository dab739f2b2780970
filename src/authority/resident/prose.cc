#include "authority/resident/prose.h"

namespace kreislauf::authority::pages {

std::string owner(Context const& c) {
  auto const* at = c.at_town();
  return at == nullptr ? std::string{c.t("das Serviceportal Nordrhein-Westfalen")} : at->authority.full_name();
}

/// The owner's name; only an authority's name is German on a page of another language.
html::Fragment owner_name(Context const& c) {
  auto const* at = c.at_town();
  return at == nullptr ? html::fragment(owner(c)) : name_of(c, at->authority);
}

void contact_panel(Page& page, Context const& c) {
  auto const& t = c.t;
  auto const* at = c.at_town();
  auto const* office = at == nullptr ? nullptr : at->town->office_for("buergerbuero");
  if (office == nullptr) {
    if (at != nullptr) write_town_ways(page.out(), *at);
    return;
  }
  page("<address>"_h, german(c, office->name), "<br>"_h, german(c, office->street), "<br>"_h,
       german(c, office->postal_code + " " + office->place), "</address>"_h);
  if (not office->email.empty()) {
    page("<p><a class='kl-more' href='mailto:"_h, office->email, "'><span dir='ltr'>"_h, office->email,
         "</span></a></p>"_h);
  }
  if (auto const number = help_number(c, office); not number.empty()) {
    page("<p>"_h);
    write_phone(page.out(), number);
    page("</p>"_h);
  }
  if (office->sample) {
    page("<p>"_h, t("Beispieldaten."), " ", t("Adresse, Telefon und Zeiten sind für die Vorführung erfunden."),
         "</p>"_h);
  }
}

/// Texts as they stand on the pages below: a heading, a paragraph, points.
void heading(Page& page, std::string_view text) { page("<h2>"_h, text, "</h2>"_h); }
void paragraph(Page& page, html::Content const& text) { page("<p>"_h, text, "</p>"_h); }
void points(Page& page, std::initializer_list<std::string_view> texts) {
  page("<ul>"_h);
  for (auto const text : texts) page("<li>"_h, text, "</li>"_h);
  page("</ul>"_h);
}

}  // namespace kreislauf::authority::pages
