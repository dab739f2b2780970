#include "administration/catalog/resident/answers.h"
#include "platform/kern/search_box.h"

namespace kreislauf::catalog::pages {

namespace {

constexpr std::size_t results_shown = 20;

void write_result(html::Writer& out, TownContext const& c, Service const& service) {
  out("<li class='kl-result'><h3><a href='"_h, path_of(c, service), "'>"_h);
  shared::write_name(out, c, service);
  out("</a></h3>"_h);
  shared::write_teaser(out, c, reading_of(c, service));
  out("<ul class='kl-meta'>"_h);
  if (auto const fee = shared::fee_text(c, service); not fee.empty()) {
    out("<li>"_h, kern::icon("euro"), fee, "</li>"_h);
  }
  auto const responsible = rules::responsible(service, c.authority, *c.directory);
  if (responsible.level != Level::unknown) {
    out("<li>"_h, kern::icon(responsible.level == Level::district ? "district" : "office"));
    shared::write_responsible(out, c, responsible);
    out("</li>"_h);
  }
  out("</ul></li>"_h);
}

void write_answer(html::Writer& out, Answer const& answer) {
  out("<li class='kl-result kl-result--"_h, answer.kind, "'><h3><a href='"_h, answer.url, "'>"_h, answer.title,
      "</a></h3>"_h, answer.more, "</li>"_h);
}

void write_answers(html::Writer& out, Context const& c, Answered const& answered) {
  if (answered.answers.empty()) return;
  if (not answered.first) out("<h2 class='kl-results__head'>"_h, c.t("Ämter, Zeiten und Seiten"), "</h2>"_h);
  out("<ul class='kl-results kl-results--answers'>"_h);
  for (auto const& one : answered.answers) write_answer(out, one);
  out("</ul>"_h);
}

/// All in one list, what answers most first.
void write_services(html::Writer& out, TownContext const& c, std::vector<Service const*> const& services) {
  if (services.empty()) return;
  out("<h2 class='kl-results__head'>"_h, c.t("Dienste"), " <span>"_h,
      c.t.count("{} Treffer", "{} Treffer", static_cast<std::int64_t>(services.size())),
      "</span></h2><ul class='kl-results'>"_h);
  for (auto const* one : services) write_result(out, c, *one);
  out("</ul>"_h);
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
      t("Nicht das Richtige?"), "</h2>"_h);
  authority::write_call(out, c);
  more(authority::path_in(c, "/dienste"), t("Alle Dienste von A bis Z"));
  more(authority::path_in(c, "/rueckmeldung") + "?von=/suche", t("Sagen Sie uns, was fehlt"));
  out("</div></aside>"_h);
}

void write_did_you_mean(html::Writer& out, Context const& c, std::string const& meant) {
  out("<p class='kl-did'>"_h, c.t("Meinten Sie:"), " <a href='"_h, authority::path_in(c, "/suche"), "?q="_h,
      html::Url{meant}, "'><b>"_h, authority::german(c, meant), "</b></a></p>"_h);
}

std::string heading_of(i18n::Translator const& t, std::size_t count, bool full, std::string const& typed) {
  if (count == 0) return t("Kein Treffer für „{}“", typed);
  return full ? t("Die besten Treffer für „{}“", typed) : t("Treffer für „{}“", typed);
}

}  // namespace

http::Response search(Snapshot const& catalog, authority::Authorities const& authorities, http::Request const& request,
                      TownContext& c) {
  auto const& t = c.t;
  auto const typed = kern::searched_for(request.query);
  if (typed.empty()) return http::see_other(authority::path_in(c, "/dienste"));
  auto const answered = answer(catalog, authorities, c, typed, results_shown);
  auto const& found = answered.found;
  auto const count = found.services.size() + answered.answers.size();
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
  if (not found.did_you_mean.empty()) write_did_you_mean(out, c, found.did_you_mean);
  if (count == 0) {
    page.lead(t("Probieren Sie ein anderes Wort. Oft hilft ein einfaches Wort wie „Baum“ oder „Ausweis“."));
  }
  if (answered.first) write_answers(out, c, answered);
  write_services(out, c, found.services);
  if (not answered.first) write_answers(out, c, answered);
  page("</div>"_h);
  write_help(out, c);
  page("</div></div>"_h);
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
