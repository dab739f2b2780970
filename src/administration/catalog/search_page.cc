#include <algorithm>

#include "administration/catalog/pages.h"
#include "base/text.h"

namespace kreislauf::catalog::pages {

namespace {

constexpr std::size_t results_shown = 20;

void write_result(html::Writer& out, Context const& c, Service const& service) {
  auto const reading = reading_of(c, service);
  out("<li class=\"kl-result\"><h3><a href=\"", authority::path_in(c, "/dienste/" + service.slug), "\">",
      name_of(c, service), "</a></h3>");
  if (reading.text != nullptr and not reading.text->teaser.empty()) {
    if (reading.foreign)
      out("<p>", authority::german(c, reading.text->teaser), "</p>");
    else
      out("<p>", reading.text->teaser, "</p>");
  }
  out("<ul class=\"kl-meta\">");
  if (service.fee.kind != Fee::Kind::unknown) out("<li>", authority::icon("euro"), fee_text(c, service), "</li>");
  auto const responsible = rules::responsible(service, *c.authority, *c.directory);
  if (responsible.level != Level::unknown)
    out("<li>", authority::icon(responsible.level == Level::district ? "district" : "office"),
        responsible_name(c, responsible), "</li>");
  out("</ul></li>");
}

std::vector<authority::Office const*> offices_matching(Context const& c, std::string_view typed) {
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
  out("<div class=\"kl-panel kl-panel--soft kl-stack\"><h2 id=\"nichtgefunden\">", t("Nicht das Richtige?"), "</h2><p>",
      t("Unter der 115 hilft Ihnen ein Mensch weiter."), "</p><p><a class=\"kl-call\" href=\"tel:115\">",
      authority::icon("phone"), "115</a></p><p><a class=\"kl-more\" href=\"", authority::path_in(c, "/dienste"), "\">",
      t("Alle Dienste von A bis Z"), authority::arrow(), "</a></p><p><a class=\"kl-more\" href=\"",
      authority::path_in(c, "/rueckmeldung"), "?von=/suche\">", t("Sagen Sie uns, was fehlt"), authority::arrow(),
      "</a></p></div>");
}

}  // namespace

http::Response search(Snapshot const& catalog, http::Request const& request, Context& c) {
  auto const& t = c.t;
  auto const typed = text::shortened(text::nfc(text::trimmed(http::field(request.query, "q").value_or(""))), 100);
  if (typed.empty()) return http::see_other(authority::path_in(c, "/dienste"));
  auto const found = search_in(catalog, c.authority, typed, results_shown);
  auto const offices = offices_matching(c, typed);
  auto const count = static_cast<std::int64_t>(found.services.size() + offices.size());
  std::string encoded;
  html::escape_url(encoded, typed);
  auto const heading = count == 0                               ? t("Kein Treffer für „{}“", typed)
                       : found.services.size() == results_shown ? t("Die besten Treffer für „{}“", typed)
                                                                : t("Treffer für „{}“", typed);
  authority::Page page{c,
                       {.title = heading, .path = "/suche", .query = "?q=" + encoded, .search = typed, .index = false}};
  page("<div class=\"kl-wrap kl-page\"><div class=\"kl-cols\"><div><h1>", heading, "</h1>");
  if (not found.did_you_mean.empty()) {
    page("<p class=\"kl-did\">", t("Meinten Sie:"), " <a href=\"", authority::path_in(c, "/suche"),
         "?q=", html::Url{found.did_you_mean}, "\"><b>", authority::german(c, found.did_you_mean), "</b></a></p>");
  }
  if (count == 0)
    page("<p class=\"kl-lead\">",
         t("Probieren Sie ein anderes Wort. Oft hilft ein einfaches Wort wie „Baum“ oder „Ausweis“."), "</p>");
  if (not found.services.empty()) {
    page("<h2 class=\"kl-results__head\">", t("Dienste"), " <span>",
         t.count("{} Treffer", "{} Treffer", static_cast<std::int64_t>(found.services.size())),
         "</span></h2><ul class=\"kl-results\">");
    for (auto const* service : found.services) write_result(page.out(), c, *service);
    page("</ul>");
  }
  if (not offices.empty()) {
    page("<h2 class=\"kl-results__head\">", t("Ämter"), " <span>",
         t.count("{} Treffer", "{} Treffer", static_cast<std::int64_t>(offices.size())),
         "</span></h2><ul class=\"kl-results\">");
    for (auto const* office : offices) {
      page("<li class=\"kl-result\"><h3><a href=\"", authority::path_in(c, "/aemter/" + office->id.value()), "\">",
           authority::german(c, office->name), "</a></h3>");
      authority::write_open_now(page.out(), c, office->hours);
      page("</li>");
    }
    page("</ul>");
  }
  page("</div><aside class=\"kl-aside\" aria-labelledby=\"nichtgefunden\">");
  write_help(page.out(), c);
  page("</aside></div></div>");
  return page.finish();
}

http::Response services(Snapshot const& catalog, http::Request const& request, Context& c) {
  auto const& t = c.t;
  bool const whole = http::field(request.query, "umfang") == "alle";
  auto const letter = text::folded(http::field(request.query, "buchstabe").value_or("a")).substr(0, 1);
  std::vector<std::pair<std::string, Service const*>> listed;
  for (auto const& service : catalog.all()) {
    if (not service.package and not whole) break;  // packages come first
    auto const* text = reading_of(c, service).text;
    auto folded = text::folded(text != nullptr and not text->name.empty() ? text->name : service.name());
    while (not folded.empty() and not(folded[0] >= 'a' and folded[0] <= 'z')) folded.erase(0, 1);
    if (whole and not folded.starts_with(letter)) continue;
    listed.emplace_back(std::move(folded), &service);
  }
  std::sort(listed.begin(), listed.end(), [](auto const& a, auto const& b) {
    return a.first != b.first ? a.first < b.first : a.second->key < b.second->key;
  });
  authority::Page page{c,
                       {.title = std::string{t("Alle Dienste von A bis Z")},
                        .path = "/dienste",
                        .description = t("Alle Dienste: {}.", c.authority->full_name())}};
  page("<div class=\"kl-wrap kl-page\"><h1>", t("Alle Dienste von A bis Z"), "</h1>");
  if (whole)
    page("<p class=\"kl-lead\">",
         t("Der ganze amtliche Katalog. Zu vielen Diensten gibt es hier noch keinen ausführlichen Text."),
         " <a href=\"", authority::path_in(c, "/dienste"), "\">", t("Nur die ausführlich beschriebenen Dienste"),
         "</a></p>");
  else
    page("<p class=\"kl-lead\">", t("Diese Dienste haben wir ausführlich beschrieben."), " <a href=\"",
         authority::path_in(c, "/dienste"), "?umfang=alle&amp;buchstabe=a\">",
         t.count("Der ganze Katalog: {} Dienst", "Der ganze Katalog: {} Dienste",
                 static_cast<std::int64_t>(catalog.all().size())),
         "</a></p>");
  page("<div class=\"kl-section\"><nav aria-label=\"", t("Dienste nach Buchstaben"), "\"><ul class=\"kl-az\">");
  for (char const initial : std::string_view{"abcdefghijklmnopqrstuvwxyz"}) {
    std::string const small(1, initial), capital(1, static_cast<char>(initial - 32));
    if (whole)
      page("<li><a href=\"", authority::path_in(c, "/dienste"), "?umfang=alle&amp;buchstabe=", small, "\">", capital,
           "</a></li>");
    else if (std::any_of(listed.begin(), listed.end(),
                         [&](auto const& entry) { return entry.first.starts_with(small); }))
      page("<li><a href=\"#b-", small, "\">", capital, "</a></li>");
  }
  page("</ul></nav><ul class=\"kl-towns\">");
  std::string open;
  for (auto const& [folded, service] : listed) {
    auto const initial = folded.empty() ? std::string{"z"} : folded.substr(0, 1);
    if (initial != open) {
      if (not open.empty()) page("</ul></li>");
      page("<li><h2 id=\"b-", initial, "\">", std::string(1, static_cast<char>(initial[0] - 32)), "</h2><ul>");
      open = initial;
    }
    page("<li><a href=\"", authority::path_in(c, "/dienste/" + service->slug), "\">", name_of(c, *service),
         "</a></li>");
  }
  if (not open.empty()) page("</ul></li>");
  page("</ul></div></div>");
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
