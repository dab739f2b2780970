#include "authority/authority.h"
#include "authority/frame_cache.h"
#include "authority/page.h"

// What is the same on every page of a town: made once for each language.
namespace kreislauf::authority {

namespace {

html::Fragment make_brand(Context const& c) {
  html::Writer out{512};
  out("<a class='kl-brand' href='"_h, path_in(c, "/"), "'>"_h);
  write_arms(out, c);
  out("<span><span class='kl-brand__name'>"_h);
  if (auto const* at = c.at_town()) {
    auto const* district = c.directory->district_of(at->authority);
    out(german(c, at->authority.full_name()), "</span> <span class='kl-brand__sub'>"_h,
        german(c, district == nullptr ? "Nordrhein-Westfalen" : district->full_name()));
  } else {
    out(c.t("Serviceportal"), "</span> <span class='kl-brand__sub'>"_h, german(c, "Nordrhein-Westfalen"));
  }
  out("</span></span></a>"_h);
  return out.take();
}

/// Up to the languages, which lead to the page they stand on.
html::Fragment make_footer_begin(Context const& c, std::uint64_t entries) {
  auto const& t = c.t;
  html::Writer out{3072};
  auto const link = [&](std::string_view path, std::string_view name) {
    out("<li><a href='"_h, path_in(c, path), "'>"_h, name, "</a></li>"_h);
  };
  out("<footer class='kl-footer'><div class='kl-wrap kl-footer__top'><section aria-labelledby='fuss-hilfe'>"
      "<h2 id='fuss-hilfe'>"_h,
      t("Hilfe"), "</h2>"_h);
  write_call(out, c);
  out("</section><nav aria-labelledby='fuss-zugang'><h2 id='fuss-zugang'>"_h, t("Barrierefreiheit"),
      "</h2><ul class='kl-footer__list'>"_h);
  link("/barrierefreiheit", t("Erklärung zur Barrierefreiheit"));
  if (c.at_town() != nullptr) link("/barriere-melden", t("Barriere melden"));
  out("<li><a href='/leichte-sprache' hreflang='de' lang='de'>Leichte Sprache</a></li></ul></nav>"
      "<nav aria-labelledby='fuss-recht'><h2 id='fuss-recht'>"_h,
      t("Über diese Seiten"), "</h2><ul class='kl-footer__list'>"_h);
  link("/datenschutz", t("Datenschutz"));
  link("/impressum", t("Impressum"));
  for (std::size_t i = 0; i < c.frame.menu.size(); ++i) {
    auto const& entry = c.frame.menu[i];
    if (entry.in_footer and (entries >> i & 1) != 0) link(entry.path, t(entry.label));
  }
  if (c.at_town() != nullptr) link("/rueckmeldung", t("Rückmeldung geben"));
  link("/entwickler", t("Für Entwickler: Schnittstelle"));
  out("</ul></nav><nav aria-labelledby='sprachen'><h2 id='sprachen'>"_h, t("Sprachen"),
      "</h2><ul class='kl-footer__list'>"_h);
  return out.take();
}

std::string offer_line(Context const& c) {
  auto const name = owner_of(c);
  // A sample must not call itself official.
  if (c.demo) return name + " · " + std::string{c.t("ein Beispielbetrieb")};
  return c.at_town() == nullptr ? name : c.t("Offizielles Angebot: {}", name);
}

html::Fragment make_footer_end(Context const& c) {
  return html::fragment("</ul></nav></div><div class='kl-footer__base'><div class='kl-wrap'><p>"_h, offer_line(c),
                        "</p><p>"_h, c.t("Kreislauf ist freie Software (EUPL-1.2)"), "</p></div></div></footer>"_h);
}

std::uint64_t shown_entries(Context const& c) {
  std::uint64_t entries = 0;
  auto const* at = c.at_town();
  for (std::size_t i = 0; at != nullptr and i < c.frame.menu.size(); ++i) {
    auto const& entry = c.frame.menu[i];
    if (not entry.shown or entry.shown(*at)) entries |= std::uint64_t{1} << i;
  }
  return entries;
}

}  // namespace

std::string owner_of(Context const& c) {
  auto const* at = c.at_town();
  return at == nullptr ? std::string{c.t("Serviceportal Nordrhein-Westfalen")} : at->authority.full_name();
}

std::shared_ptr<FramePieces const> frame_pieces(Context const& c) {
  auto const entries = shown_entries(c);
  auto const* at = c.at_town();
  auto* cache = at == nullptr ? nullptr : at->town->frames.get();
  if (cache != nullptr) {
    if (auto known = cache->of(c.t.language());
        known != nullptr and known->entries == entries and known->directory.lock() == c.directory.held())
      return known;
  }
  auto made = std::make_shared<FramePieces const>(FramePieces{c.directory.held(), entries,
                                                              html::fragment(offer_line(c)), make_brand(c),
                                                              make_footer_begin(c, entries), make_footer_end(c)});
  if (cache != nullptr) cache->keep(c.t.language(), made);
  return made;
}

}  // namespace kreislauf::authority
