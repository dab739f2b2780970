#include "administration/identity/identity.h"
#include "administration/identity/frame.h"

namespace kreislauf::identity {

using authority::path_in;

std::vector<authority::Office const*> offices_of(authority::Context const& c) {
  std::vector<authority::Office const*> found;
  if (c.town == nullptr || not c.staff) return found;
  for (auto const& office : c.town->offices) {
    if (c.staff->may(http::Right::kiosk, office.id.value())) found.push_back(&office);
  }
  return found;
}

std::string with_office(std::string_view path, std::string_view office) {
  std::string out{path};
  if (auto const at = out.find("{amt}"); at != std::string::npos) {
    html::Writer encoded{64};
    encoded(html::Url{office});
    out.replace(at, 5, encoded.take_text());
  }
  return out;
}

std::vector<NavEntry const*> entries_for(authority::Context const& c, std::string_view office) {
  std::vector<NavEntry const*> found;
  if (c.navigation == nullptr || not c.staff) return found;
  for (auto const& entry : *c.navigation) {
    bool const of_office = entry.path.find("{amt}") != std::string_view::npos;
    if (of_office ? not office.empty() && c.staff->may(entry.right, office) : c.staff->may(entry.right)) found.push_back(&entry);
  }
  return found;
}

namespace {

authority::PageMeta page_meta(StaffMeta const& meta) {
  authority::PageMeta page{.title = meta.title, .path = meta.path, .crumbs = meta.crumbs, .here = meta.here, .index = false};
  if (meta.path != "/verwaltung") page.crumbs.insert(page.crumbs.begin(), {"/verwaltung", "Verwaltung"});
  return page;
}

}  // namespace

StaffPage::StaffPage(authority::Context const& context, StaffMeta meta) : page_{context, page_meta(meta)} {
  if (context.staff) bar(context, meta);
}

void StaffPage::bar(authority::Context const& c, StaffMeta const& meta) {
  auto const& t = c.t;
  auto const offices = offices_of(c);
  auto const office = meta.office.empty() && not offices.empty() ? offices.front()->id.value() : meta.office;
  page_("<div class=\"kl-wrap\"><div class=\"kl-panel kl-panel--soft kl-stack\"><p>", t("Angemeldet als"), " <b>", authority::german(c, c.staff->name), "</b></p><nav aria-label=\"", t("Verwaltung"), "\"><ul class=\"kl-nav\">");
  for (auto const* entry : entries_for(c, office)) {
    auto const path = with_office(entry->path, office);
    page_("<li><a href=\"", path_in(c, path), "\"");
    if (meta.path == path) page_(" aria-current=\"page\"");
    page_(">", t(entry->label), "</a></li>");
  }
  page_("</ul></nav>");
  if (not meta.switch_path.empty() && offices.size() > 1) {
    page_("<nav aria-label=\"", t("Amt wechseln"), "\"><ul class=\"kl-nav\">");
    for (auto const* one : offices) {
      page_("<li><a href=\"", path_in(c, with_office(meta.switch_path, one->id.value())), "\"");
      if (one->id.value() == office) page_(" aria-current=\"true\"");
      page_(">", authority::german(c, one->name), "</a></li>");
    }
    page_("</ul></nav>");
  }
  page_("<form action=\"", path_in(c, "/verwaltung/abmelden"), "\" method=\"post\">", form_fields(c), "<button class=\"kern-btn kern-btn--tertiary\" type=\"submit\"><span class=\"kern-label\">", t("Abmelden"), "</span></button></form></div></div>");
}

http::Response StaffPage::finish(unsigned status) {
  auto response = page_.finish(status);
  response.caching = http::Caching::none;
  return response;
}

html::Fragment form_fields(authority::Context const& c, std::string_view form_key) {
  html::Writer out{256};
  if (c.staff) out("<input type=\"hidden\" name=\"csrf\" value=\"", c.staff->csrf, "\">");
  out("<input type=\"hidden\" name=\"form\" value=\"", form_key.empty() ? c.random.hex(16) : std::string{form_key}, "\">");
  return out.take();
}

std::string form_key_of(http::Request const& request) {
  auto const key = http::field(request.body, "form").value_or("");
  return key.size() == 32 && key.find_first_not_of("0123456789abcdef") == std::string::npos ? key : std::string{};
}

acts::Answer act(authority::Context& c, http::Request const& request, std::string_view route, std::string_view compared, std::function<acts::Answer(db::Connection&)> const& work) {
  acts::Answer answer;
  auto const principal = c.staff ? c.staff->actor() : std::string{"guest"};
  auto const form_key = form_key_of(request);
  c.db->write([&](db::Connection& connection) {
    answer = acts::once(connection, c.clock.now(), {.principal = principal, .route = route, .form_key = form_key, .body = compared}, [&] { return work(connection); });
  });
  return answer;
}

http::Response to_response(acts::Answer const& answer) {
  http::Response response{.status = answer.status, .body = answer.body, .caching = http::Caching::none};
  if (not answer.location.empty()) response.headers.emplace_back("Location", answer.location);
  return response;
}

namespace {

http::Response short_page(authority::Context const& c, unsigned status, std::string_view heading, std::string_view lead, std::string_view target, std::string_view button) {
  StaffPage page{c, {.title = std::string{heading}, .path = "/verwaltung"}};
  page("<div class=\"kl-wrap kl-page\"><h1>", heading, "</h1><p class=\"kl-lead\">", lead, "</p><p class=\"kl-actions\"><a class=\"kern-btn kern-btn--primary\" href=\"", path_in(c, target), "\"><span class=\"kern-label\">", button, "</span></a></p></div>");
  return page.finish(status);
}

}  // namespace

http::Response signed_out_page(authority::Context const& c) {
  auto const& t = c.t;
  return short_page(c, 401, t("Sie sind nicht mehr angemeldet"), t("Nichts wurde gespeichert. Melden Sie sich an und öffnen Sie die Seite noch einmal. Wer 30 Minuten nichts tut, wird abgemeldet."), "/verwaltung/anmelden", t("Anmelden"));
}

http::Response no_right_page(authority::Context const& c) {
  auto const& t = c.t;
  return short_page(c, 403, t("Dafür haben Sie hier kein Recht"), t("Nichts wurde gespeichert. Wer die Konten verwaltet, kann Ihnen das Recht geben."), "/verwaltung", t("Zur Startseite der Verwaltung"));
}

}  // namespace kreislauf::identity
