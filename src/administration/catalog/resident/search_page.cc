#include "administration/catalog/resident/pages.h"
#include "base/text.h"

namespace kreislauf::catalog::pages {

namespace {

constexpr std::size_t results_shown = 20;

void write_result(html::Writer& out, TownContext const& c, Service const& service) {
  out("<li class='kl-result'><h3><a href='"_h, path_of(c, service), "'>"_h);
  shared::write_name(out, c, service);
  out("</a></h3>"_h);
  shared::write_teaser(out, c, reading_of(c, service));
  out("<ul class='kl-meta'>"_h);
  if (service.fee.kind != Fee::Kind::unknown) {
    out("<li>"_h, kern::icon("euro"), shared::fee_text(c, service), "</li>"_h);
  }
  auto const responsible = rules::responsible(service, c.authority, *c.directory);
  if (responsible.level != Level::unknown) {
    out("<li>"_h, kern::icon(responsible.level == Level::district ? "district" : "office"));
    shared::write_responsible(out, c, responsible);
    out("</li>"_h);
  }
  out("</ul></li>"_h);
}

void write_office(html::Writer& out, TownContext const& c, authority::Office const& office) {
  out("<li class='kl-result'><h3><a href='"_h, authority::path_in(c, "/aemter/" + office.id.value()), "'>"_h);
  authority::write_german(out, c, office.name);
  out("</a></h3>"_h);
  authority::write_open_now(out, c, office);
  out("</li>"_h);
}

/// Results of one kind with their number; nothing where there are none.
template <class Things, class Write>
void write_list(html::Writer& out, Context const& c, std::string_view heading, Things const& things,
                Write const& write) {
  if (things.empty()) return;
  out("<h2 class='kl-results__head'>"_h, heading, " <span>"_h,
      c.t.count("{} Treffer", "{} Treffer", static_cast<std::int64_t>(things.size())),
      "</span></h2><ul class='kl-results'>"_h);
  for (auto const* thing : things) write(*thing);
  out("</ul>"_h);
}

std::vector<authority::Office const*> offices_matching(TownContext const& c, std::string_view typed) {
  std::vector<authority::Office const*> found;
  auto const folded = text::folded(text::trimmed(typed));
  if (folded.size() < 3) return found;
  for (auto const& office : c.town->offices) {
    if (text::folded(office.name).find(folded) != std::string::npos) found.push_back(&office);
  }
  return found;
}

void write_help(html::Writer& out, Context const& c) {
  auto const& t = c.t;
  auto const more = [&](std::string const& path, std::string_view label) {
    out("<p>"_h);
    kern::more_link(out, path, label);
    out("</p>"_h);
  };
  out("<aside class='kl-aside' aria-labelledby='nichtgefunden'><div class='kl-panel kl-panel--soft kl-stack'>"
      "<h2 id='nichtgefunden'>"_h,
      t("Nicht das Richtige?"), "</h2><p>"_h, t("Unter der 115 hilft Ihnen ein Mensch weiter."),
      "</p><p><a class='kl-call' href='tel:115'>"_h, kern::icon("phone"), "115</a></p>"_h);
  more(authority::path_in(c, "/dienste"), t("Alle Dienste von A bis Z"));
  more(authority::path_in(c, "/rueckmeldung") + "?von=/suche", t("Sagen Sie uns, was fehlt"));
  out("</div></aside>"_h);
}

std::string heading_of(i18n::Translator const& t, std::size_t count, bool full, std::string const& typed) {
  if (count == 0) return t("Kein Treffer für „{}“", typed);
  return full ? t("Die besten Treffer für „{}“", typed) : t("Treffer für „{}“", typed);
}

}  // namespace

http::Response search(Snapshot const& catalog, http::Request const& request, TownContext& c) {
  auto const& t = c.t;
  auto const given = http::field(request.query, "q").value_or("");
  auto const typed = text::shortened(text::nfc(text::trimmed(given)), 100);
  if (typed.empty()) return http::see_other(authority::path_in(c, "/dienste"));
  auto const found = search_in(catalog, &c.authority, typed, results_shown);
  auto const offices = offices_matching(c, typed);
  auto const count = found.services.size() + offices.size();
  auto const heading = heading_of(t, count, found.services.size() == results_shown, typed);
  authority::Page page{c,
                       {.title = heading,
                        .path = "/suche",
                        .layout = kern::Layout::own,
                        .query = "?q=" + html::in_url(typed),
                        .search = typed,
                        .index = false}};
  auto& out = page.out();
  page("<div class='kl-wrap kl-page'><div class='kl-cols'><div><h1>"_h, heading, "</h1>"_h);
  if (not found.did_you_mean.empty()) {
    page("<p class='kl-did'>"_h, t("Meinten Sie:"), " <a href='"_h, authority::path_in(c, "/suche"), "?q="_h,
         html::Url{found.did_you_mean}, "'><b>"_h, authority::german(c, found.did_you_mean), "</b></a></p>"_h);
  }
  if (count == 0) {
    page.lead(t("Probieren Sie ein anderes Wort. Oft hilft ein einfaches Wort wie „Baum“ oder „Ausweis“."));
  }
  write_list(out, c, t("Dienste"), found.services, [&](Service const& one) { write_result(out, c, one); });
  write_list(out, c, t("Ämter"), offices, [&](authority::Office const& one) { write_office(out, c, one); });
  page("</div>"_h);
  write_help(out, c);
  page("</div></div>"_h);
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
