#include "administration/catalog/pages.h"

namespace kreislauf::catalog::pages {

namespace {

/// What residents of any town do most often; those the catalogue has are shown.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> frequent{{
    {"personalausweis", "card"},
    {"wohnsitz-anmelden", "move"},
    {"sperrmuell-abholen", "trash"},
    {"hund-anmelden", "dog"},
    {"kfz-anmelden", "car"},
    {"kita-platz", "ball"},
    {"geburtsurkunde", "baby"},
    {"strassenbeleuchtung-melden", "lamp"},
}};

void write_search(html::Writer& out, Context const& c) {
  auto const& t = c.t;
  out("<form class=\"kl-search kl-search--big\" action=\"", authority::path_in(c, "/suche"),
      "\" method=\"get\" role=\"search\" aria-label=\"", t("Suchen Sie mit Ihren eigenen Worten"),
      "\"><label class=\"kl-search__label\" for=\"suche\">", t("Suchen Sie mit Ihren eigenen Worten"),
      "</label><div class=\"kl-search__row\"><input class=\"kl-search__input\" id=\"suche\" name=\"q\" type=\"search\" "
      "value=\"\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" "
      "data-kl-suggest=\"/api/v1/suggest?lang=",
      i18n::code(t.language()), "&amp;q=\" data-kl-count=\"", t("{n} Vorschläge. Mit den Pfeiltasten auswählen."),
      "\" data-kl-list=\"", t("Vorschläge"), "\"><button class=\"kl-search__go\" type=\"submit\">",
      authority::icon("search"), "<span>", t("Suchen"), "</span></button></div><p class=\"kl-hero__often\"><span>",
      t("Oft gesucht:"), "</span>");
  for (auto const word : {t("umziehen"), t("Personalausweis"), t("Hund anmelden"), t("Sperrmüll")}) {
    out(" <a href=\"", authority::path_in(c, "/suche"), "?q=", html::Url{word}, "\">", word, "</a>");
  }
  out("</p></form>");
}

void write_tile(html::Writer& out, Context const& c, Service const& service, std::string_view icon) {
  out("<li class=\"kl-tile\"><span class=\"kl-tile__icon\">", authority::icon(icon), "</span><h3><a href=\"",
      authority::path_in(c, "/dienste/" + service.slug), "\">", name_of(c, service), "</a></h3><p><b>",
      fee_text(c, service), "</b> · ", duration_text(c, service.duration), "</p></li>");
}

}  // namespace

http::Response home(Snapshot const& catalog, http::Request const&, Context& c) {
  auto const& t = c.t;
  authority::Page page{c,
                       {.title = c.authority->full_name(),
                        .path = "/",
                        .description = t("Dienste, Ämter und Zuständigkeiten: {}.", c.authority->full_name()),
                        .home = true}};
  page("<section class=\"kl-hero\"><div class=\"kl-wrap\"><div class=\"kl-hero__in\"><h1>",
       t("Was möchten Sie erledigen?"), "</h1>");
  write_search(page.out(), c);
  page("</div></div>");
  authority::write_skyline(page.out());
  page(
      "</section><div class=\"kl-wrap kl-page\"><section class=\"kl-section\" aria-labelledby=\"oft\"><div "
      "class=\"kl-section__head\"><h2 id=\"oft\">",
      t("Oft gebraucht"), "</h2> <a class=\"kl-more\" href=\"", authority::path_in(c, "/dienste"), "\">",
      t("Alle Dienste"), authority::arrow(), "</a></div><ul class=\"kl-tiles\">");
  for (auto const& [slug, icon] : frequent) {
    if (auto const* service = catalog.by_slug(slug)) write_tile(page.out(), c, *service, icon);
  }
  page(
      "</ul></section><div class=\"kl-cols\"><section class=\"kl-section\" aria-labelledby=\"lagen\"><h2 id=\"lagen\">",
      t("Was ist gerade los bei Ihnen?"), "</h2><ul class=\"kl-tiles kl-tiles--life\">");
  for (auto const& situation : catalog::situations()) {
    if (catalog.in_situation(situation.id).empty()) continue;
    page("<li class=\"kl-tile\"><span class=\"kl-tile__icon\">", authority::icon(situation.icon),
         "</span><h3><a href=\"", authority::path_in(c, "/lebenslagen/" + std::string{situation.id}), "\">",
         t(situation.german), "</a></h3><p>", t(situation.german_hint), "</p></li>");
  }
  page("</ul></section><div class=\"kl-section kl-stack\">");
  if (auto const* office = c.town->office_for("buergerbuero"))
    authority::write_office_today(page.out(), c, *office);
  else {
    page("<div class=\"kl-panel kl-panel--soft kl-stack\"><h2>", t("Lieber sprechen?"),
         "</h2><p><a class=\"kl-call\" href=\"tel:115\">", authority::icon("phone"),
         "115</a></p><p class=\"kl-small\">", t("Montag bis Freitag, 8 bis 18 Uhr. Sie brauchen keine Vorwahl."),
         "</p></div>");
  }
  page("</div></div></div>");
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
