#include <fmt/format.h>

#include <array>

#include "administration/catalog/resident/pages.h"

namespace kreislauf::catalog::pages {

namespace {

using Tile = std::pair<std::string_view, std::string_view>;
/// What residents of any town do most often; those the catalogue has are shown.
constexpr std::array<Tile, 8> frequent_in_town{{
    {"personalausweis", "card"},
    {"wohnsitz-anmelden", "move"},
    {"sperrmuell-abholen", "trash"},
    {"hund-anmelden", "dog"},
    {"kfz-anmelden", "car"},
    {"kita-platz", "ball"},
    {"geburtsurkunde", "baby"},
    {"strassenbeleuchtung-melden", "lamp"},
}};
/// A district does other things: identity cards, bins and dogs are tasks of its towns.
constexpr std::array<Tile, 8> frequent_in_district{{
    {"kfz-anmelden", "car"},
    {"fuehrerschein-umtausch", "card"},
    {"kfz-abmelden", "car"},
    {"elterngeld", "family"},
    {"schwerbehindertenausweis", "wheelchair"},
    {"unterhaltsvorschuss", "coins"},
    {"wohngeld", "house"},
    {"baugenehmigung", "build"},
}};

void write_search(html::Writer& out, Context const& c) {
  auto const& t = c.t;
  auto const often_searched = [&](html::Writer&) {
    out("<p class='kl-hero__often'><span>"_h, t("Oft gesucht:"), "</span>"_h);
    using Words = std::array<std::string_view, 4>;
    auto const* at = c.at_town();
    bool const district = at != nullptr and at->authority.is_district();
    for (auto const word : district ? Words{t("Auto anmelden"), t("Führerschein"), t("Elterngeld"), t("Wohngeld")}
                                    : Words{t("umziehen"), t("Personalausweis"), t("Hund anmelden"), t("Sperrmüll")}) {
      out(" <a href='"_h, authority::path_in(c, "/suche"), "?q="_h, html::Url{word}, "'>"_h, word, "</a>"_h);
    }
    out("</p>"_h);
  };
  kern::search_box(out, t,
                   {.path = authority::path_in(c, "/suche"),
                    .id = "suche",
                    .label = t("Suchen Sie mit Ihren eigenen Worten"),
                    .suggestions = fmt::format("/api/v1/suggest?lang={}&q=", i18n::code(t.language())),
                    .big = true},
                   often_searched);
}

void write_frequent(authority::Page& page, TownContext const& c, Snapshot const& catalog) {
  auto& out = page.out();
  out("<section class='kl-section' aria-labelledby='oft'><div class='kl-section__head'><h2 id='oft'>"_h,
      c.t("Oft gebraucht"), "</h2> "_h);
  kern::more_link(out, authority::path_in(c, "/dienste"), c.t("Alle Dienste"));
  out("</div><ul class='kl-tiles'>"_h);
  authority::write_panels(page, c, "home_first", {}, {});
  for (auto const& [slug, icon] : c.authority.is_district() ? frequent_in_district : frequent_in_town) {
    auto const* service = catalog.by_slug(slug);
    if (service == nullptr) continue;
    out("<li class='kl-tile'><span class='kl-tile__icon'>"_h, kern::icon(icon), "</span><h3><a href='"_h,
        path_of(c, *service), "'>"_h);
    shared::write_name(out, c, *service);
    auto const fee = shared::fee_text(c, *service), duration = shared::duration_text(c, service->duration);
    out("</a></h3><p><b>"_h, fee, "</b>"_h, fee.empty() or duration.empty() ? "" : " · ", duration, "</p></li>"_h);
  }
  out("</ul></section>"_h);
}

}  // namespace

http::Response home(Snapshot const& catalog, http::Request const&, TownContext& c) {
  auto const& t = c.t;
  auto const town = c.authority.full_name();
  authority::Page page{
      c, {.title = town, .path = "/", .description = t("Dienste, Ämter und Zuständigkeiten: {}.", town), .home = true}};
  auto& out = page.out();
  page("<section class='kl-hero'><div class='kl-wrap'><div class='kl-hero__in'><h1>"_h, t("Was möchten Sie erledigen?"),
       "</h1>"_h);
  write_search(out, c);
  page("</div></div>"_h);
  authority::write_skyline(out, c);
  page("</section><div class='kl-wrap kl-page'>"_h);
  write_frequent(page, c, catalog);
  page("<div class='kl-cols'>"_h);
  kern::section(out, {.id = "lagen", .heading = t("Was ist gerade los bei Ihnen?")}, [&](html::Writer&) {
    out("<ul class='kl-tiles kl-tiles--life'>"_h);
    write_situations(out, c, catalog, 3);
    out("</ul>"_h);
  });
  page("<div class='kl-section kl-stack'>"_h);
  if (auto const* office = c.town->office_for("buergerbuero")) {
    authority::write_office_today(out, c, *office);
  } else {
    authority::write_call_panel(out, c);
  }
  authority::write_panels(page, c, "home", {}, {});
  page("</div></div></div>"_h);
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
