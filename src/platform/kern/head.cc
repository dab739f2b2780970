#include "platform/kern/head.h"

#include <array>

#include "platform/kern/assets.h"

namespace kreislauf::kern {

namespace {

using i18n::Language;

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

void write_styles(html::Writer& out, Head const& head) {
  if (head.fonts) {
    for (auto const font : fonts_of(head.language)) {
      out("<link rel='preload' href='"_h, asset(font), "' as='font' type='font/woff2' crossorigin>"_h);
    }
  }
  out("<link rel='stylesheet' href='"_h, asset("app.css"), "'>"_h);
  if (head.staff) out("<link rel='stylesheet' href='"_h, asset("staff.css"), "'>"_h);
  for (auto const script : head.scripts) out("<script type='module' src='"_h, asset(script), "'></script>"_h);
}

void write_refresh(html::Writer& out, Head const& head) {
  if (head.refresh_seconds <= 0) return;
  out("<noscript><meta http-equiv='refresh' content='"_h, head.refresh_seconds);
  if (not head.refresh_to.empty()) out(";url=", head.refresh_to);
  out("'></noscript>"_h);
}

void write_addresses(html::Writer& out, Head const& head) {
  if (head.index and not head.canonical.empty()) {
    out("<link rel='canonical' href='"_h, head.canonical, i18n::path_prefix(head.language), head.path, "'>"_h);
    for (auto const other : i18n::all_languages) {
      out("<link rel='alternate' hreflang='"_h, i18n::code(other), "' href='"_h, head.canonical,
          i18n::path_prefix(other), head.path, "'>"_h);
    }
  }
  if (not head.feed_title.empty())
    out("<link rel='alternate' type='application/atom+xml' title='"_h, head.feed_title, "' href='/feed.atom'>"_h);
}

}  // namespace

void write_head(html::Writer& out, Head const& head) {
  out("<!DOCTYPE html>\n<html lang='"_h, i18n::code(head.language), "' dir='"_h, i18n::direction(head.language),
      "' data-kern-theme='"_h, head.light ? "light"_h : "auto"_h, "' data-kl-color='"_h, head.color,
      "'><head><meta charset='utf-8'><title>"_h, head.title,
      "</title><meta name='viewport' content='width=device-width, initial-scale=1'>"_h);
  if (not head.light) out("<meta name='color-scheme' content='light dark'>"_h);
  if (not head.description.empty()) out("<meta name='description' content='"_h, head.description, "'>"_h);
  if (not head.index) out("<meta name='robots' content='noindex'>"_h);
  write_styles(out, head);
  write_refresh(out, head);
  out("<link rel='icon' href='"_h, asset("favicon.svg"), "' type='image/svg+xml'>"_h);
  if (head.manifest) out("<link rel='manifest' href='/site.webmanifest'>"_h);
  write_addresses(out, head);
  out("</head>"_h);
}

}  // namespace kreislauf::kern
