#include "administration/identity/frame.h"
#include "administration/identity/identity.h"

namespace kreislauf::identity {

using authority::asset, authority::path_in;

std::vector<authority::Office const*> offices_of(authority::Context const& c) {
  std::vector<authority::Office const*> found;
  if (c.town == nullptr or not c.staff) return found;
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
  if (c.navigation == nullptr or not c.staff) return found;
  for (auto const& entry : *c.navigation) {
    bool const of_office = entry.path.find("{amt}") != std::string_view::npos;
    if (of_office ? not office.empty() and c.staff->may(entry.right, office) : c.staff->may(entry.right))
      found.push_back(&entry);
  }
  return found;
}

namespace {

constexpr std::size_t offices_in_bar = 4;

}  // namespace

StaffPage::StaffPage(authority::Context const& context, StaffMeta meta) {
  head(context, meta);
  bar(context, meta);
  if (context.staff) tabs(context, meta);
  out_("</header><main id=\"inhalt\" tabindex=\"-1\">");
  crumbs(context, meta);
}

void StaffPage::head(authority::Context const& c, StaffMeta const& meta) {
  auto const language = c.t.language();
  out_("<!DOCTYPE html>\n<html lang=\"", i18n::code(language), "\" dir=\"", i18n::direction(language),
       "\" data-kern-theme=\"auto\" data-kl-color=\"", authority::color_of(c),
       "\"><head><meta charset=\"utf-8\"><title>", meta.title);
  if (c.authority != nullptr) out_(" – ", c.authority->full_name());
  out_(
      "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" "
      "content=\"light dark\"><meta name=\"robots\" content=\"noindex\"><link rel=\"stylesheet\" href=\"",
      asset("app.css"), "\"><link rel=\"stylesheet\" href=\"", asset("staff.css"), "\"><script type=\"module\" src=\"",
      asset("app.js"), "\"></script>");
  for (auto const script : meta.scripts) out_("<script type=\"module\" src=\"", asset(script), "\"></script>");
  out_("<link rel=\"icon\" href=\"", asset("favicon.svg"),
       "\" type=\"image/svg+xml\"></head><body class=\"kl-staff\"><a class=\"kl-skip\" href=\"#inhalt\">",
       c.t("Zum Inhalt springen"), "</a><header>");
}

void StaffPage::bar(authority::Context const& c, StaffMeta const& meta) {
  auto const& t = c.t;
  out_("<div class=\"kl-bar\"><div class=\"kl-wrap\"><a class=\"kl-brand\" href=\"", path_in(c, "/verwaltung"), "\">");
  authority::write_arms(out_, c);
  out_("<span><span class=\"kl-brand__name\">", c.authority == nullptr ? std::string{} : c.authority->full_name(),
       "</span> <span class=\"kl-brand__sub\">", t("Verwaltung"), "</span></span></a>");
  if (c.staff) {
    office_switch(c, meta);
    out_("<div class=\"kl-bar__me\"><span><span class=\"kern-sr-only\">", t("Angemeldet als"), " </span>",
         authority::german(c, c.staff->name), "</span><form action=\"", path_in(c, "/verwaltung/abmelden"),
         "\" method=\"post\">", form_fields(c), "<button type=\"submit\">", t("Abmelden"), "</button></form></div>");
  }
  out_("</div></div>");
}

void StaffPage::office_switch(authority::Context const& c, StaffMeta const& meta) {
  auto const offices = offices_of(c);
  if (meta.office.empty()) return;
  if (meta.switch_path.empty() or offices.size() == 1 or offices.size() > offices_in_bar) {
    for (auto const* one : offices) {
      if (one->id.value() == meta.office) out_("<p>", authority::german(c, one->name), "</p>");
    }
    return;
  }
  // One button for each office: the address names the office, so a list to choose from would need a script.
  out_("<form method=\"get\" aria-label=\"", c.t("Amt wechseln"), "\">");
  for (auto const* one : offices) {
    out_("<button type=\"submit\" formaction=\"", path_in(c, with_office(meta.switch_path, one->id.value())), "\"");
    if (one->id.value() == meta.office) out_(" aria-current=\"true\"");
    out_(">", authority::german(c, one->name), "</button>");
  }
  out_("</form>");
}

void StaffPage::tabs(authority::Context const& c, StaffMeta const& meta) {
  auto const offices = offices_of(c);
  auto const office = meta.office.empty() and not offices.empty() ? offices.front()->id.value() : meta.office;
  out_("<nav class=\"kl-tabs\" aria-label=\"", c.t("Bereiche"), "\"><div class=\"kl-wrap\"><ul>");
  for (auto const* entry : entries_for(c, office)) {
    auto const path = with_office(entry->path, office);
    out_("<li><a href=\"", path_in(c, path), "\"");
    if (meta.path == path) out_(" aria-current=\"page\"");
    out_(">", c.t(entry->label), "</a></li>");
  }
  out_("</ul></div></nav>");
}

void StaffPage::crumbs(authority::Context const& c, StaffMeta const& meta) {
  if (meta.crumbs.empty()) return;
  out_("<nav class=\"kl-wrap\" aria-label=\"", c.t("Brotkrumen"), "\"><ol class=\"kl-crumbs\">");
  for (auto const& [path, name] : meta.crumbs) out_("<li><a href=\"", path_in(c, path), "\">", name, "</a></li>");
  out_("<li><span aria-current=\"page\">", meta.here.empty() ? meta.title : meta.here, "</span></li></ol></nav>");
}

http::Response StaffPage::finish(unsigned status) {
  out_("</main></body></html>");
  return {.status = status, .body = out_.take_text(), .caching = http::Caching::none, .vary_language = true};
}

html::Fragment form_fields(authority::Context const& c, std::string_view form_key) {
  html::Writer out{256};
  if (c.staff) out("<input type=\"hidden\" name=\"csrf\" value=\"", c.staff->csrf, "\">");
  out("<input type=\"hidden\" name=\"form\" value=\"", form_key.empty() ? c.random.hex(16) : std::string{form_key},
      "\">");
  return out.take();
}

std::string form_key_of(http::Request const& request) {
  auto const key = http::field(request.body, "form").value_or("");
  return key.size() == 32 and key.find_first_not_of("0123456789abcdef") == std::string::npos ? key : std::string{};
}

acts::Answer act(authority::Context& c, http::Request const& request, std::string_view route, std::string_view compared,
                 std::function<acts::Answer(db::Connection&)> const& work) {
  acts::Answer answer;
  auto const principal = c.staff ? c.staff->actor() : std::string{"guest"};
  auto const form_key = form_key_of(request);
  c.db->write([&](db::Connection& connection) {
    answer = acts::once(connection, c.clock.now(),
                        {.principal = principal, .route = route, .form_key = form_key, .body = compared},
                        [&] { return work(connection); });
  });
  return answer;
}

http::Response to_response(acts::Answer const& answer) {
  http::Response response{.status = answer.status, .body = answer.body, .caching = http::Caching::none};
  if (not answer.location.empty()) response.headers.emplace_back("Location", answer.location);
  return response;
}

namespace {

http::Response short_page(authority::Context const& c, unsigned status, std::string_view heading, std::string_view lead,
                          std::string_view target, std::string_view button) {
  StaffPage page{c, {.title = std::string{heading}, .path = "/verwaltung"}};
  page("<div class=\"kl-wrap kl-page\"><h1>", heading, "</h1><p class=\"kl-lead\">", lead,
       "</p><p class=\"kl-actions\"><a class=\"kern-btn kern-btn--primary\" href=\"", path_in(c, target),
       "\"><span class=\"kern-label\">", button, "</span></a></p></div>");
  return page.finish(status);
}

}  // namespace

http::Response signed_out_page(authority::Context const& c) {
  auto const& t = c.t;
  return short_page(c, 401, t("Sie sind nicht mehr angemeldet"),
                    t("Nichts wurde gespeichert. Melden Sie sich an und öffnen Sie die Seite noch einmal. Wer 30 "
                      "Minuten nichts tut, wird abgemeldet."),
                    "/verwaltung/anmelden", t("Anmelden"));
}

http::Response no_right_page(authority::Context const& c) {
  auto const& t = c.t;
  return short_page(c, 403, t("Dafür haben Sie hier kein Recht"),
                    t("Nichts wurde gespeichert. Wer die Konten verwaltet, kann Ihnen das Recht geben."), "/verwaltung",
                    t("Zur Startseite der Verwaltung"));
}

}  // namespace kreislauf::identity
