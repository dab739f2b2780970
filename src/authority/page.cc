#include "authority/page.h"

#include <fmt/format.h>

#include "authority/authority.h"

namespace kreislauf::authority {

namespace {

using i18n::Language;

std::string offer_line(Context const& c) {
  auto const name =
      c.authority == nullptr ? std::string{c.t("Serviceportal Nordrhein-Westfalen")} : c.authority->full_name();
  // A sample must not call itself official.
  if (c.demo) return name + " · " + std::string{c.t("ein Beispielbetrieb")};
  return c.authority == nullptr ? name : c.t("Offizielles Angebot: {}", name);
}

std::array<std::string_view, 2> fonts_of(Language language) {
  switch (language) {
    case Language::ukrainian:
      return {"fira-sans-ukrainian-400.woff2", "fira-sans-ukrainian-600.woff2"};
    case Language::arabic:
      return {"noto-sans-arabic-arabic-400.woff2", "noto-sans-arabic-arabic-600.woff2"};
    default:
      return {"fira-sans-latin-400.woff2", "fira-sans-latin-600.woff2"};
  }
}

}  // namespace

/// Twelve quiet colours; a town keeps its own because it follows from its key.
std::string_view color_of(Context const& context) {
  auto const* authority = context.authority;
  static constexpr std::array<std::string_view, 12> colors{"fluss",     "schiefer", "kornblume", "patina",
                                                           "wald",      "moos",     "korn",      "kupfer",
                                                           "backstein", "kirsche",  "heide",     "flieder"};
  if (authority == nullptr) return colors[0];
  return colors[std::hash<std::string>{}(authority->slug) % colors.size()];
}

/// Neutral arms made from the key: no town's real arms are imitated.
void write_arms(html::Writer& out, Context const& context) {
  auto const* authority = context.authority;
  static constexpr std::array<std::string_view, 6> parts{"pale", "fess", "chief", "bend", "chevron", "wave"};
  static constexpr std::array<std::string_view, 7> charges{"tower", "tree", "wheel", "star", "key", "leaf", "mill"};
  auto const number = authority == nullptr ? 0 : std::hash<std::string>{}(authority->key.value());
  auto const icons = asset("icons.svg");
  out("<svg class=\"kl-arms\" viewBox=\"0 0 40 48\" aria-hidden=\"true\"><use class=\"kl-arms__field\" href=\"", icons,
      "#arms-field\"/><use class=\"kl-arms__part\" href=\"", icons, "#arms-", parts[number % parts.size()],
      "\"/><use class=\"kl-arms__charge\" href=\"", icons, "#arms-", charges[number / 7 % charges.size()],
      "\"/><use class=\"kl-arms__edge\" href=\"", icons, "#arms-field\"/></svg>");
}

Page::Page(Context const& context, PageMeta meta) : context_{context}, meta_{std::move(meta)}, out_{24 * 1024} {
  head();
  header();
  out_("<main id=\"inhalt\" tabindex=\"-1\">");
  crumbs();
}

http::Response Page::finish(unsigned status) {
  out_("</main>");
  footer();
  out_("</body></html>");
  return {.status = status, .body = out_.take_text(), .vary_language = true};
}

void Page::head() {
  auto const language = context_.t.language();
  auto const owner = context_.authority == nullptr ? std::string{context_.t("Serviceportal Nordrhein-Westfalen")}
                                                   : context_.authority->full_name();
  out_("<!DOCTYPE html>\n<html lang=\"", i18n::code(language), "\" dir=\"", i18n::direction(language),
       "\" data-kern-theme=\"auto\" data-kl-color=\"", color_of(context_), "\"><head><meta charset=\"utf-8\"><title>",
       meta_.title);
  if (not meta_.home) out_(" – ", owner);
  out_(
      "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" "
      "content=\"light dark\">");
  if (not meta_.description.empty()) out_("<meta name=\"description\" content=\"", meta_.description, "\">");
  if (not meta_.index) out_("<meta name=\"robots\" content=\"noindex\">");
  for (auto const font : fonts_of(language))
    out_("<link rel=\"preload\" href=\"", asset(font), "\" as=\"font\" type=\"font/woff2\" crossorigin>");
  out_("<link rel=\"stylesheet\" href=\"", asset("app.css"), "\"><script type=\"module\" src=\"", asset("app.js"),
       "\"></script>");
  for (auto const script : meta_.scripts) out_("<script type=\"module\" src=\"", asset(script), "\"></script>");
  if (meta_.refresh_seconds > 0)
    out_("<noscript><meta http-equiv=\"refresh\" content=\"", meta_.refresh_seconds, "\"></noscript>");
  out_("<link rel=\"icon\" href=\"", asset("favicon.svg"),
       "\" type=\"image/svg+xml\"><link rel=\"manifest\" href=\"/site.webmanifest\">");
  if (meta_.index) {
    out_("<link rel=\"canonical\" href=\"", context_.origin, i18n::path_prefix(language), meta_.path, "\">");
    for (auto const other : i18n::all_languages) {
      out_("<link rel=\"alternate\" hreflang=\"", i18n::code(other), "\" href=\"", context_.origin,
           i18n::path_prefix(other), meta_.path, "\">");
    }
  }
  out_("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"", context_.t("Neues im Dienste-Katalog"),
       "\" href=\"/feed.atom\"></head><body>");
}

void Page::language_links() {
  if (language_links_.empty()) language_links_ = make_language_links();
  out_(language_links_);
}

/// The same links stand at the top and at the bottom; they are made once.
html::Fragment Page::make_language_links() const {
  html::Writer out{1024};
  for (auto const language : i18n::all_languages) {
    bool const front = meta_.path == "/" and language != Language::german;
    out("<li><a href=\"", i18n::path_prefix(language), front ? std::string_view{} : std::string_view{meta_.path},
        meta_.query, "\" hreflang=\"", i18n::code(language), "\" lang=\"", i18n::code(language), "\"");
    if (i18n::direction(language) != i18n::direction(context_.t.language()))
      out(" dir=\"", i18n::direction(language), "\"");
    if (language == context_.t.language()) out(" aria-current=\"true\"");
    out(">", i18n::own_name(language), "</a></li>");
  }
  return out.take();
}

void Page::line() {
  auto const& t = context_.t;
  out_("<div class=\"kl-line\"><div class=\"kl-wrap\"><p class=\"kl-line__text\">", offer_line(context_),
       "</p><p class=\"kl-line__jump\"><a href=\"/leichte-sprache\" hreflang=\"de\" lang=\"de\">Leichte Sprache</a> <a "
       "href=\"#sprachen\" lang=\"en\">Languages</a></p><nav aria-label=\"",
       t("Sprache wählen"), "\"><ul class=\"kl-langs\">");
  language_links();
  out_("<li><a href=\"/leichte-sprache\" hreflang=\"de\" lang=\"de\">Leichte Sprache</a></li></ul></nav></div></div>");
}

void Page::brand() {
  out_("<a class=\"kl-brand\" href=\"", path_in(context_, "/"), "\">");
  write_arms(out_, context_);
  out_("<span><span class=\"kl-brand__name\">");
  if (context_.authority == nullptr) {
    out_(context_.t("Serviceportal"), "</span> <span class=\"kl-brand__sub\">",
         german(context_, "Nordrhein-Westfalen"));
  } else {
    out_(german(context_, context_.authority->full_name()), "</span> <span class=\"kl-brand__sub\">");
    auto const* district = context_.directory->district_of(*context_.authority);
    out_(german(context_, district == nullptr ? "Nordrhein-Westfalen" : district->full_name()));
  }
  out_("</span></span></a>");
}

void Page::navigation() {
  auto const& t = context_.t;
  if (context_.authority == nullptr) return;
  out_("<nav aria-label=\"", t("Hauptmenü"), "\"><ul class=\"kl-nav\">");
  auto const item = [&](std::string_view path, std::string_view name) {
    out_("<li><a href=\"", path_in(context_, path), "\"");
    if (meta_.path.starts_with(path))
      out_(" aria-current=\"", meta_.path == path ? std::string_view{"page"} : std::string_view{"true"}, "\"");
    out_(">", name, "</a></li>");
  };
  item("/dienste", t("Dienste"));
  item("/termine", t("Termine"));
  item("/lebenslagen", t("Lebenslagen"));
  item("/aemter", t("Ämter"));
  item("/zustaendigkeit", t("Zuständigkeit"));
  out_("</ul></nav>");
}

void Page::search_form() {
  auto const& t = context_.t;
  if (meta_.home or context_.authority == nullptr) return;
  out_("<form class=\"kl-search\" action=\"", path_in(context_, "/suche"),
       "\" method=\"get\" role=\"search\"><label class=\"kern-sr-only\" for=\"suche\">", t("Dienste und Ämter suchen"),
       "</label><div class=\"kl-search__row\"><input class=\"kl-search__input\" id=\"suche\" name=\"q\" "
       "type=\"search\" value=\"",
       meta_.search,
       "\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" data-kl-suggest=\"/api/v1/suggest?lang=",
       i18n::code(t.language()), "&amp;q=\" data-kl-count=\"", t("{n} Vorschläge. Mit den Pfeiltasten auswählen."),
       "\" data-kl-list=\"", t("Vorschläge"), "\"><button class=\"kl-search__go\" type=\"submit\">", icon("search"),
       "<span>", t("Suchen"), "</span></button></div></form>");
}

void Page::header() {
  out_("<a class=\"kl-skip\" href=\"#inhalt\">", context_.t("Zum Inhalt springen"), "</a><header>");
  line();
  if (meta_.home)
    out_("<div class=\"kl-header kl-header--home\">");
  else
    out_("<div class=\"kl-header\">");
  out_("<div class=\"kl-wrap\">");
  brand();
  navigation();
  search_form();
  out_("</div></div></header>");
}

void Page::crumbs() {
  if (meta_.home) return;
  out_("<nav class=\"kl-wrap\" aria-label=\"", context_.t("Brotkrumen"), "\"><ol class=\"kl-crumbs\"><li><a href=\"",
       path_in(context_, "/"), "\">", context_.t("Startseite"), "</a></li>");
  for (auto const& [path, name] : meta_.crumbs)
    out_("<li><a href=\"", path_in(context_, path), "\">", name, "</a></li>");
  out_("<li><span aria-current=\"page\">", meta_.here.empty() ? meta_.title : meta_.here, "</span></li></ol></nav>");
}

void Page::footer() {
  auto const& t = context_.t;
  auto const link = [&](std::string_view path, std::string_view name) {
    out_("<li><a href=\"", path_in(context_, path), "\">", name, "</a></li>");
  };
  out_(
      "<footer class=\"kl-footer\"><div class=\"kl-wrap kl-footer__top\"><section aria-labelledby=\"fuss-hilfe\"><h2 "
      "id=\"fuss-hilfe\">",
      t("Hilfe"), "</h2><a class=\"kl-footer__call\" href=\"tel:115\" aria-label=\"", t("Rufen Sie an: 115"), "\">",
      icon("phone"), "115</a><p class=\"kl-footer__small\">",
      t("Montag bis Freitag, 8 bis 18 Uhr. Sie brauchen keine Vorwahl."),
      "</p></section><nav aria-labelledby=\"fuss-zugang\"><h2 id=\"fuss-zugang\">", t("Barrierefreiheit"),
      "</h2><ul class=\"kl-footer__list\">");
  link("/barrierefreiheit", t("Erklärung zur Barrierefreiheit"));
  if (context_.authority != nullptr) link("/barriere-melden", t("Barriere melden"));
  out_(
      "<li><a href=\"/leichte-sprache\" hreflang=\"de\" lang=\"de\">Leichte Sprache</a></li></ul></nav><nav "
      "aria-labelledby=\"fuss-recht\"><h2 id=\"fuss-recht\">",
      t("Rechtliches"), "</h2><ul class=\"kl-footer__list\">");
  link("/datenschutz", t("Datenschutz"));
  link("/impressum", t("Impressum"));
  if (context_.authority != nullptr) link("/rueckmeldung", t("Rückmeldung geben"));
  link("/entwickler", t("Für Entwickler: Schnittstelle"));
  out_("</ul></nav><nav aria-labelledby=\"sprachen\"><h2 id=\"sprachen\">", t("Sprachen"),
       "</h2><ul class=\"kl-footer__list\">");
  language_links();
  out_("</ul></nav></div><div class=\"kl-footer__base\"><div class=\"kl-wrap\"><p>", offer_line(context_), "</p><p>",
       t("Kreislauf ist freie Software (EUPL-1.2)"), "</p></div></div></footer>");
}

std::string path_in(Context const& context, std::string_view path) {
  std::string out{i18n::path_prefix(context.t.language())};
  if (path != "/" or out.empty()) out += path;
  return out;
}

html::Fragment german(Context const& context, std::string_view text) {
  html::Writer out{text.size() + 40};
  switch (context.t.language()) {
    case Language::german:
      out(text);
      break;
    case Language::arabic:
      out("<bdi lang=\"de\" dir=\"ltr\">", text, "</bdi>");
      break;
    default:
      out("<span lang=\"de\">", text, "</span>");
  }
  return out.take();
}

html::Fragment name_of(Context const& context, Authority const& authority) {
  return german(context, authority.full_name());
}

}  // namespace kreislauf::authority
