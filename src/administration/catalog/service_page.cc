#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/catalog/json.h"
#include "administration/catalog/pages.h"
#include "base/errors.h"
#include "base/text.h"

namespace kreislauf::catalog::pages {

namespace {

/// Everything the parts of the page look at.
struct View {
  Context const& c;
  Service const& service;
  Reading reading;
  rules::Responsible responsible;
  authority::Office const* office;  ///< the town's own, when the town itself is responsible
};

std::size_t count_documents(Text const& text) {
  std::size_t count = 0;
  for (auto const& block : text[Module::documents]) {
    if (block.kind != Block::Kind::paragraph) count += block.items.size();
  }
  return count;
}

void write_facts(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  out("<dl class=\"kl-facts\"><div>", authority::icon("euro"), "<dt>", t("Kosten"), "</dt><dd>",
      fee_text(v.c, v.service), "</dd></div><div>", authority::icon("clock"), "<dt>", t("Dauer"), "</dt><dd>",
      duration_text(v.c, v.service.duration), "</dd></div><div>", authority::icon("docs"), "<dt>", t("Sie brauchen"),
      "</dt><dd>");
  auto const documents = v.reading.text == nullptr ? 0 : count_documents(*v.reading.text);
  if (documents > 0)
    out("<a href=\"#unterlagen\">",
        t.count("{} Angabe oder Unterlage", "{} Angaben und Unterlagen", static_cast<std::int64_t>(documents)), "</a>");
  else if (v.reading.text != nullptr and not(*v.reading.text)[Module::documents].empty())
    out("<a href=\"#unterlagen\">", t("siehe unten"), "</a>");
  else
    out(t("Auf Anfrage"));
  out("</dd></div><div>", authority::icon("office"), "<dt>", t("Zuständig"), "</dt><dd>");
  if (v.office != nullptr)
    out("<a href=\"", authority::path_in(v.c, "/aemter/" + v.office->id.value()), "\">",
        authority::german(v.c, v.office->name), "</a><small>", responsible_name(v.c, v.responsible), "</small>");
  else
    out(responsible_name(v.c, v.responsible));
  out("</dd></div></dl>");
}

void write_notes(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const& town = *v.c.authority;
  if (v.responsible.delegation != nullptr and v.responsible.authority != nullptr) {
    out("<div class=\"kl-note\">", authority::icon("handshake"), "<div><p><b>",
        t("{0} macht das für {1}.", v.responsible.authority->full_name(), town.name), "</b> ",
        t("Grundlage ist eine Vereinbarung."), " <a href=\"", authority::path_in(v.c, "/zustaendigkeit"),
        "#vereinbarungen\">", t("Mehr dazu"), "</a></p></div></div>");
  } else if (v.responsible.authority != nullptr and v.responsible.authority != &town) {
    auto const& other = *v.responsible.authority;
    out("<div class=\"kl-note\">", authority::icon("district"), "<div><p><b>",
        t("{0} macht das für {1}.", other.full_name(), town.name), "</b> <a href=\"", v.c.origin_of(other),
        authority::path_in(v.c, "/dienste/" + v.service.slug), "\">", t("Zur Seite: {}", other.full_name()),
        "</a></p></div></div>");
  }
  if (v.c.town) {
    if (auto const* own = v.c.town->override_for(v.service.key.value()); own != nullptr and not own->note.empty())
      out("<div class=\"kl-note\">", authority::icon("info"), "<div><p>", authority::german(v.c, own->note),
          "</p></div></div>");
  }
  if (v.reading.foreign) {
    out("<div class=\"kl-note kl-note--warn\">", authority::icon("globe"), "<div><p><b>",
        t("Dieser Text ist noch nicht übersetzt."), "</b> ",
        t("Sie lesen ihn auf Deutsch. Rechtlich gilt immer der deutsche Text."), "</p></div></div>");
  } else if (t.language() != i18n::Language::german) {
    out("<div class=\"kl-note\">", authority::icon("globe"), "<div><p>", t("Rechtlich gilt immer der deutsche Text."),
        "</p></div></div>");
  }
}

std::string_view heading_of(View const& v, ModuleNames const& names) { return v.c.t(names.german); }

void write_module(html::Writer& out, View const& v, ModuleNames const& names) {
  auto const& blocks = (*v.reading.text)[names.module];
  if (blocks.empty()) return;
  std::string_view const id = names.module == Module::documents   ? "unterlagen"
                              : names.module == Module::procedure ? "ablauf"
                              : names.module == Module::remedy    ? "widerspruch"
                                                                  : names.xzufi;
  bool const digits = id[0] >= '0' and id[0] <= '9';
  out("<section class=\"kl-section\" aria-labelledby=\"", digits ? std::string_view{"teil-"} : std::string_view{}, id,
      "\"><h2 id=\"", digits ? std::string_view{"teil-"} : std::string_view{}, id, "\">", heading_of(v, names),
      "</h2>");
  // Lists of documents and steps have a look of their own; other parts are running text.
  bool const own_look = names.module == Module::documents or names.module == Module::procedure;
  out("<div class=\"", own_look ? std::string_view{"kl-stack"} : std::string_view{"kl-prose"}, "\"");
  if (v.reading.foreign) out(" lang=\"de\" dir=\"ltr\"");
  out(">");
  write_blocks(out, blocks, names.module == Module::documents);
  out("</div></section>");
}

void write_channels(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const& ways = v.service.channels;
  out("<section class=\"kl-section\" aria-labelledby=\"wege\"><h2 id=\"wege\">", t("Ihre Wege zu uns"),
      "</h2><ul class=\"kl-channels\">");
  auto const way = [&](bool open, std::string_view icon, std::string_view name, std::string_view text) {
    if (open) out("<li>", authority::icon(icon), "<div><b>", name, "</b><p>", text, "</p></div></li>");
  };
  way(ways.counter, "office", t("Vor Ort"),
      v.service.appointment ? t("Bitte machen Sie vorher einen Termin aus.") : t("Kommen Sie zu den Öffnungszeiten."));
  way(ways.phone, "phone", t("Am Telefon"), t("Rufen Sie das Amt an oder wählen Sie die 115."));
  way(ways.email, "mail", t("Per E-Mail"), t("Schreiben Sie an das Amt."));
  way(ways.post, "mail", t("Per Post"),
      t("Schicken Sie die Unterlagen an das Amt. Bitte nur Kopien, keine Originale."));
  // An online way is promised only where it leads to the end.
  way(true, "screen", t("Online: noch nicht"),
      ways.online ? t("Das Gesetz erlaubt den Antrag online. Auf diesem Portal gibt es ihn noch nicht.")
                  : t("Hier müssen Sie selbst kommen oder schreiben."));
  out("</ul></section>");
}

void write_law(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  out("<section class=\"kl-section\" aria-labelledby=\"recht\"><h2 id=\"recht\">", t("Das steht im Gesetz"), "</h2>");
  if (v.service.legal_basis.empty()) {
    if (v.service.catalogue_law.empty())
      out("<p>", t("Der amtliche Katalog nennt keine Rechtsgrundlage."), "</p>");
    else
      out("<p>", authority::german(v.c, v.service.catalogue_law), "</p>");
  } else {
    out("<ul class=\"kl-law\" lang=\"de\" dir=\"ltr\">");
    for (auto const& basis : v.service.legal_basis) {
      if (basis.url.empty())
        out("<li><b>", basis.place, " ", basis.law, "</b>: ", basis.title, "</li>");
      else
        out("<li><a href=\"", basis.url, "\">", basis.place, " ", basis.law, "</a>: ", basis.title, "</li>");
    }
    out("</ul>");
  }
  if (not v.service.competence.basis.empty())
    out("<p class=\"kl-small kl-muted\">", t("Zuständigkeit: {}", v.service.competence.basis), "</p>");
  out("</section>");
}

void write_aside(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  out("<aside class=\"kl-aside kl-stack\" aria-label=\"", t("Ansprechpartner"), "\">");
  if (v.office != nullptr) {
    out("<section class=\"kl-panel kl-stack\" aria-labelledby=\"amt\"><h2 id=\"amt\">",
        authority::german(v.c, v.office->name), "</h2>");
    authority::write_open_now(out, v.c, v.office->hours);
    out("<address>", authority::german(v.c, v.office->street), "<br>",
        authority::german(v.c, v.office->postal_code + " " + v.office->place), "</address>");
    if (not v.office->phone.empty()) {
      out("<p>");
      authority::write_phone(out, v.office->phone);
      out("</p>");
    }
    out("<p><a class=\"kl-more\" href=\"", authority::path_in(v.c, "/aemter/" + v.office->id.value()), "\">",
        t("Zeiten und Anfahrt"), authority::arrow(), "</a></p></section>");
  }
  out("<section class=\"kl-panel kl-panel--soft kl-stack\" aria-labelledby=\"andere\"><h2 id=\"andere\">",
      t("Lieber sprechen?"), "</h2><p><a class=\"kl-call\" href=\"tel:115\">", authority::icon("phone"),
      "115</a></p><p class=\"kl-small\">", t("Montag bis Freitag, 8 bis 18 Uhr. Sie brauchen keine Vorwahl."),
      "</p></section></aside>");
}

void write_without_text(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  out("<section class=\"kl-section\" aria-labelledby=\"katalog\"><h2 id=\"katalog\">", t("Aus dem amtlichen Katalog"),
      "</h2><div class=\"kl-note\">", authority::icon("info"), "<div><p><b>",
      t("Für diesen Dienst gibt es noch keinen ausführlichen Text."), "</b> ",
      t("Unter der 115 sagt man Ihnen, was Sie brauchen und wer zuständig ist."),
      "</p></div></div><dl class=\"kl-list\">");
  auto const row = [&](std::string_view name, std::string const& value) {
    if (not value.empty()) out("<div><dt>", name, "</dt><dd>", authority::german(v.c, value), "</dd></div>");
  };
  row(t("Leistungsbündel"), v.service.bundle);
  row(t("Lebenslage"), v.service.situation);
  row(t("Themenfeld"), v.service.topic);
  out("</dl></section>");
}

std::string reference_of(Service const& service, Context const& c) {
  return rules::is_leika_key(service.key.value()) ? c.t("LeiKa {}", service.key.value())
                                                  : std::string{c.t("ohne LeiKa-Schlüssel")};
}

}  // namespace

http::Response service(Snapshot const& catalog, http::Request const&, Context& c) {
  auto const& t = c.t;
  auto const* found = catalog.by_slug(c.values[0]);
  if (found == nullptr) {
    // Old addresses and official keys lead to the page, too.
    if (auto const* by_key = catalog.by_key(c.values[0]))
      return http::moved(authority::path_in(c, "/dienste/" + by_key->slug));
    throw NotFound{};
  }
  View v{c, *found, reading_of(c, *found), rules::responsible(*found, *c.authority, *c.directory), nullptr};
  if (v.responsible.authority == c.authority) {
    auto const* own = c.town->override_for(found->key.value());
    v.office =
        own != nullptr and not own->office.empty() ? c.town->office(own->office) : c.town->office_for(found->office);
  }
  auto const path = "/dienste/" + found->slug;
  auto const& title =
      v.reading.text != nullptr and not v.reading.text->name.empty() ? v.reading.text->name : found->name();
  authority::Page page{c,
                       {.title = title,
                        .path = path,
                        .description = v.reading.text != nullptr ? v.reading.text->teaser : found->bundle,
                        .crumbs = {{"/dienste", std::string{t("Dienste")}}}}};
  page("<article class=\"kl-wrap kl-page kl-service\"><header class=\"kl-service__head\"><h1>", name_of(c, *found),
       "</h1>");
  if (v.reading.text != nullptr and not v.reading.text->teaser.empty()) {
    if (v.reading.foreign)
      page("<p class=\"kl-lead\">", authority::german(c, v.reading.text->teaser), "</p>");
    else
      page("<p class=\"kl-lead\">", v.reading.text->teaser, "</p>");
  }
  page("</header>");
  write_facts(page.out(), v);
  auto const before_panel = page.out().size();
  if (c.panel != nullptr and v.responsible.authority == c.authority)
    c.panel->write(page.out(), c, found->key.value(), found->slug);
  bool const has_form = page.out().size() != before_panel;
  write_notes(page.out(), v);
  page("<div class=\"kl-cols\"><div>");
  if (v.reading.text != nullptr) {
    for (auto const& names : module_names()) write_module(page.out(), v, names);
  } else {
    write_without_text(page.out(), v);
  }
  if (found->package) write_channels(page.out(), v);
  write_law(page.out(), v);
  page("</div>");
  write_aside(page.out(), v);
  page("</div>");
  authority::write_feedback_line(page.out(), c, path, reference_of(*found, c));
  write_json_ld(page.out(), c, *found, v.responsible);
  page("</article>");
  auto response = page.finish();
  // The key of the form belongs to one visitor: a copy kept on the way would give it to many.
  if (has_form) response.caching = http::Caching::none;
  return response;
}

}  // namespace kreislauf::catalog::pages
