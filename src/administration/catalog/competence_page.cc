#include "administration/catalog/pages.h"

namespace kreislauf::catalog::pages {

namespace {

constexpr std::array columns{authority::Status::small, authority::Status::medium, authority::Status::large,
                             authority::Status::independent};

std::string_view column_name(Context const& c, authority::Status status) {
  switch (status) {
    case authority::Status::small:
      return c.t("Kreisangehörige Gemeinde");
    case authority::Status::medium:
      return c.t("Mittlere Stadt");
    case authority::Status::large:
      return c.t("Große Stadt");
    default:
      return c.t("Kreisfreie Stadt");
  }
}

void write_level(html::Writer& out, Context const& c, Level level) {
  auto const& t = c.t;
  switch (level) {
    case Level::municipality:
      return out("<span class=\"kl-who\">", authority::icon("office"), t("Stadt"), "</span>");
    case Level::district:
      return out("<span class=\"kl-who kl-who--district\">", authority::icon("district"), t("Kreis"), "</span>");
    case Level::state:
      return out("<span class=\"kl-who\">", t("Land"), "</span>");
    case Level::federal:
      return out("<span class=\"kl-who\">", t("Bund"), "</span>");
    case Level::other:
      return out("<span class=\"kl-who\">", t("andere Stelle"), "</span>");
    case Level::unknown:
      return out("–");
  }
}

void write_delegations(html::Writer& out, Context const& c, Snapshot const& catalog) {
  auto const& t = c.t;
  out("<section class=\"kl-section\" aria-labelledby=\"vereinbarungen\"><h2 id=\"vereinbarungen\">",
      t("Vereinbarungen"), "</h2>");
  bool any = false;
  for (auto const& d : c.directory->delegations()) {
    bool const gives = d.from == c.authority->key.value(), takes = d.to == c.authority->key.value();
    auto const *from = c.directory->by_key(d.from), *to = c.directory->by_key(d.to);
    if ((not gives and not takes) or from == nullptr or to == nullptr) continue;
    any = true;
    auto const* service = catalog.by_key(d.service);
    out("<div class=\"kl-note\">", authority::icon("handshake"), "<div><p><b>");
    if (service != nullptr)
      out("<a href=\"", authority::path_in(c, "/dienste/" + service->slug), "\">", name_of(c, *service), "</a>: ");
    if (d.form == "delegation")
      out(t("{0} hat die Aufgabe von {1} übernommen.", to->full_name(), from->full_name()));
    else
      out(t("{0} macht die Arbeit im Auftrag von {1}.", to->full_name(), from->full_name()));
    out("</b></p><p class=\"kl-small\">", authority::german(c, d.basis), " ",
        t("Seit {}.", authority::long_date(c, d.since)), "</p></div></div>");
  }
  if (not any) out("<p>", t("Es gibt keine Vereinbarungen mit anderen Städten oder dem Kreis."), "</p>");
  out("</section>");
}

}  // namespace

http::Response competences(Snapshot const& catalog, http::Request const&, Context& c) {
  auto const& t = c.t;
  auto const& town = *c.authority;
  authority::Page page{c,
                       {.title = t("Wer macht was in {}?", town.name),
                        .path = "/zustaendigkeit",
                        .description = t("Welche Aufgaben Stadt, Kreis, Land und Bund haben: {}.", town.full_name())}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Wer macht was in {}?", town.name), "</h1><p class=\"kl-lead\">");
  auto const* district = c.directory->district_of(town);
  if (district != nullptr)
    page(t("{0} gehört zum Kreis: {1}. Manche Aufgaben macht der Ort selbst, andere der Kreis.", town.full_name(),
           district->full_name()));
  else if (town.is_district())
    page(t("Der Kreis arbeitet für {} Städte und Gemeinden.", c.directory->members_of(town).size()));
  else
    page(t("{} ist kreisfrei und macht auch die Aufgaben eines Kreises.", town.full_name()));
  page("</p>");
  if (not town.is_district()) page("<p>", t("Status: {}", t(authority::german_name_of(town.status))), "</p>");
  write_delegations(page.out(), c, catalog);
  page("<section class=\"kl-section\" aria-labelledby=\"tabelle\"><h2 id=\"tabelle\">", t("Alle Aufgaben im Vergleich"),
       "</h2><p>", t("Die Größe einer Stadt entscheidet, was sie selbst macht. Ihre Spalte ist farbig."),
       "</p><section class=\"kl-scroll\" aria-labelledby=\"tab-titel\" tabindex=\"0\"><table class=\"kl-table "
       "kl-table--wide\"><caption id=\"tab-titel\">",
       t("Dienste nach Art der Gemeinde"), "</caption><thead><tr><th scope=\"col\">", t("Dienst"), "</th>");
  for (auto const status : columns) {
    if (status == town.status)
      page("<th scope=\"col\" class=\"kl-table__mine\">");
    else
      page("<th scope=\"col\">");
    page(column_name(c, status), "</th>");
  }
  page("</tr></thead><tbody>");
  for (auto const& service : catalog.all()) {
    if (not service.package) break;  // packages come first; the catalogue alone names no competence
    page("<tr><th scope=\"row\"><a href=\"", authority::path_in(c, "/dienste/" + service.slug), "\">",
         name_of(c, service), "</a><small>", authority::german(c, service.competence.basis), "</small></th>");
    for (auto const status : columns) {
      if (status == town.status)
        page("<td class=\"kl-table__mine\">");
      else
        page("<td>");
      write_level(page.out(), c, rules::level_for(service, status));
      if (status == town.status and c.directory->delegation(service.key.value(), town) != nullptr)
        page("<small>", t("durch Vereinbarung abgegeben"), "</small>");
      page("</td>");
    }
    page("</tr>");
  }
  page("</tbody></table></section></section>");
  authority::write_feedback_line(page.out(), c, "/zustaendigkeit", {});
  page("</div>");
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
