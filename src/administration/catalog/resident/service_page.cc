#include "administration/catalog/resident/pages.h"
#include "base/errors.h"

namespace kreislauf::catalog::pages {

namespace {

/// Everything the parts of the page look at.
struct View {
  TownContext const& c;
  Service const& service;
  Reading reading;
  rules::Responsible responsible;
  authority::Office const* office = nullptr;  ///< the town's own, when the town itself is responsible

  bool town_itself() const { return responsible.authority == &c.authority; }
};

/// The office that the town names for this service, else the one for its kind of work.
authority::Office const* office_of(TownContext const& c, Service const& service) {
  auto const* own = c.town->override_for(service.key.value());
  if (own != nullptr and not own->office.empty()) return c.town->office(own->office);
  return c.town->office_for(service.office);
}

std::int64_t count_documents(Text const& text) {
  std::size_t count = 0;
  for (auto const& block : text[Module::documents]) {
    if (block.kind != Block::Kind::paragraph) count += block.items.size();
  }
  return static_cast<std::int64_t>(count);
}

void write_documents_fact(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const* text = v.reading.text;
  if (text == nullptr or (*text)[Module::documents].empty()) return out(t("Auf Anfrage"));
  auto const count = count_documents(*text);
  out("<a href='#unterlagen'>"_h);
  if (count > 0) {
    out(t.count("{} Angabe oder Unterlage", "{} Angaben und Unterlagen", count));
  } else {
    out(t("siehe unten"));
  }
  out("</a>"_h);
}

void write_responsible_fact(html::Writer& out, View const& v) {
  if (v.office == nullptr) return shared::write_responsible(out, v.c, v.responsible);
  out("<a href='"_h, authority::path_in(v.c, "/aemter/"), v.office->id.value(), "'>"_h);
  authority::write_german(out, v.c, v.office->name);
  out("</a><small>"_h);
  shared::write_responsible(out, v.c, v.responsible);
  out("</small>"_h);
}

void write_facts(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  kern::facts(out, [&](kern::Facts& facts) {
    facts.row("euro", t("Kosten"), [&](html::Writer&) { out(shared::fee_text(v.c, v.service)); });
    facts.row("clock", t("Dauer"), [&](html::Writer&) { out(shared::duration_text(v.c, v.service.duration)); });
    facts.row("docs", t("Sie brauchen"), [&](html::Writer&) { write_documents_fact(out, v); });
    facts.row("office", t("Zuständig"), [&](html::Writer&) { write_responsible_fact(out, v); });
  });
}

/// Another authority does this for the town: by agreement, or because it is a task of the district.
void write_who_else(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const* other = v.responsible.authority;
  bool const by_agreement = v.responsible.delegation != nullptr;
  if (other == nullptr or (not by_agreement and v.town_itself())) return;
  kern::note(out, {.icon = by_agreement ? "handshake" : "district"}, [&](html::Writer&) {
    out("<p><b>"_h, t("{0} macht das für {1}.", other->full_name(), v.c.authority.name), "</b> "_h);
    if (by_agreement) {
      out(t("Grundlage ist eine Vereinbarung."), " <a href='"_h, authority::path_in(v.c, "/zustaendigkeit"),
          "#vereinbarungen'>"_h, t("Mehr dazu"), "</a></p>"_h);
    } else {
      out("<a href='"_h, v.c.origin_of(*other), path_of(v.c, v.service), "'>"_h, t("Zur Seite: {}", other->full_name()),
          "</a></p>"_h);
    }
  });
}

void write_notes(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  write_who_else(out, v);
  if (auto const* own = v.c.town->override_for(v.service.key.value()); own != nullptr and not own->note.empty()) {
    kern::note(out, {}, [&](html::Writer&) {
      out("<p>"_h);
      authority::write_german(out, v.c, own->note);
      out("</p>"_h);
    });
  }
  if (v.reading.foreign) {
    kern::note(out, {.icon = "globe", .warning = true}, [&](html::Writer&) {
      out("<p><b>"_h, t("Dieser Text ist noch nicht übersetzt."), "</b> "_h,
          t("Sie lesen ihn auf Deutsch. Rechtlich gilt immer der deutsche Text."), "</p>"_h);
    });
  } else if (t.language() != i18n::Language::german) {
    kern::note(out, {.icon = "globe"},
               [&](html::Writer&) { out("<p>"_h, t("Rechtlich gilt immer der deutsche Text."), "</p>"_h); });
  }
}

/// Parts that others link to have a name of their own, the rest is called after its code: `teil-06`.
std::string id_of(ModuleNames const& names) {
  switch (names.module) {
    case Module::documents:
      return "unterlagen";
    case Module::procedure:
      return "ablauf";
    case Module::remedy:
      return "widerspruch";
    default:
      return "teil-" + std::string{names.xzufi};
  }
}

void write_module(html::Writer& out, View const& v, ModuleNames const& names) {
  auto const& blocks = (*v.reading.text)[names.module];
  if (blocks.empty()) return;
  kern::section(out, {.id = id_of(names), .heading = v.c.t(names.german)}, [&](html::Writer&) {
    // Lists of documents and steps have a look of their own; other parts are running text.
    bool const own_look = names.module == Module::documents or names.module == Module::procedure;
    out("<div class='"_h, own_look ? "kl-stack'"_h : "kl-prose'"_h,
        v.reading.foreign ? " lang='de' dir='ltr'>"_h : ">"_h);
    shared::write_blocks(out, blocks, names.module == Module::documents);
    out("</div>"_h);
  });
}

void write_channels(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const& ways = v.service.channels;
  auto const way = [&](bool open, std::string_view icon, std::string_view name, std::string_view text) {
    if (open) out("<li>"_h, kern::icon(icon), "<div><b>"_h, name, "</b><p>"_h, text, "</p></div></li>"_h);
  };
  kern::section(out, {.id = "wege", .heading = t("Ihre Wege zu uns")}, [&](html::Writer&) {
    out("<ul class='kl-channels'>"_h);
    way(ways.counter, "office", t("Vor Ort"),
        v.service.appointment ? t("Bitte machen Sie vorher einen Termin aus.")
                              : t("Kommen Sie zu den Öffnungszeiten."));
    way(ways.phone, "phone", t("Am Telefon"), t("Rufen Sie das Amt an oder wählen Sie die 115."));
    way(ways.email, "mail", t("Per E-Mail"), t("Schreiben Sie an das Amt."));
    way(ways.post, "mail", t("Per Post"),
        t("Schicken Sie die Unterlagen an das Amt. Bitte nur Kopien, keine Originale."));
    // An online way is promised only where it leads to the end.
    way(true, "screen", t("Online: noch nicht"),
        ways.online ? t("Das Gesetz erlaubt den Antrag online. Auf diesem Portal gibt es ihn noch nicht.")
                    : t("Hier müssen Sie selbst kommen oder schreiben."));
    out("</ul>"_h);
  });
}

void write_legal_basis(html::Writer& out, std::vector<LegalBasis> const& all) {
  out("<ul class='kl-law' lang='de' dir='ltr'>"_h);
  for (auto const& basis : all) {
    if (basis.url.empty()) {
      out("<li><b>"_h, basis.place, " ", basis.law, "</b>: "_h, basis.title, "</li>"_h);
    } else {
      out("<li><a href='"_h, basis.url, "'>"_h, basis.place, " ", basis.law, "</a>: "_h, basis.title, "</li>"_h);
    }
  }
  out("</ul>"_h);
}

void write_law(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const& service = v.service;
  kern::section(out, {.id = "recht", .heading = t("Das steht im Gesetz")}, [&](html::Writer&) {
    if (not service.legal_basis.empty()) {
      write_legal_basis(out, service.legal_basis);
    } else if (service.catalogue_law.empty()) {
      out("<p>"_h, t("Der amtliche Katalog nennt keine Rechtsgrundlage."), "</p>"_h);
    } else {
      out("<p>"_h, authority::german(v.c, service.catalogue_law), "</p>"_h);
    }
    if (not service.competence.basis.empty()) {
      out("<p class='kl-small kl-muted'>"_h, t("Zuständigkeit: {}", service.competence.basis), "</p>"_h);
    }
  });
}

void write_aside(html::Writer& out, View const& v) {
  out("<aside class='kl-aside kl-stack' aria-label='"_h, v.c.t("Ansprechpartner"), "'>"_h);
  if (v.office != nullptr) authority::write_office_contact(out, v.c, *v.office);
  authority::write_call_panel(out, v.c);
  out("</aside>"_h);
}

/// What the official catalogue knows of a service that nobody has written out.
void write_without_text(html::Writer& out, View const& v) {
  auto const& t = v.c.t;
  auto const row = [&](std::string_view name, std::string const& value) {
    if (not value.empty()) out("<div><dt>"_h, name, "</dt><dd>"_h, authority::german(v.c, value), "</dd></div>"_h);
  };
  kern::section(out, {.id = "katalog", .heading = t("Aus dem amtlichen Katalog")}, [&](html::Writer&) {
    kern::note(out, {}, [&](html::Writer&) {
      out("<p><b>"_h, t("Für diesen Dienst gibt es noch keinen ausführlichen Text."), "</b> "_h,
          t("Unter der 115 sagt man Ihnen, was Sie brauchen und wer zuständig ist."), "</p>"_h);
    });
    out("<dl class='kl-list'>"_h);
    row(t("Leistungsbündel"), v.service.bundle);
    row(t("Lebenslage"), v.service.situation);
    row(t("Themenfeld"), v.service.topic);
    out("</dl>"_h);
  });
}

void write_body(authority::Page& page, View const& v) {
  auto& out = page.out();
  page("<div class='kl-cols'><div>"_h);
  if (v.reading.text != nullptr) {
    for (auto const& names : module_names()) write_module(out, v, names);
  } else {
    write_without_text(out, v);
  }
  if (v.service.package) write_channels(out, v);
  write_law(out, v);
  page("</div>"_h);
  write_aside(out, v);
  page("</div>"_h);
}

std::string reference_of(Context const& c, Service const& service) {
  auto const& key = service.key.value();
  return rules::is_leika_key(key) ? c.t("LeiKa {}", key) : std::string{c.t("ohne LeiKa-Schlüssel")};
}

/// The page of a service that was found.
http::Response show(View const& v) {
  auto const& [c, service, reading, responsible, office] = v;
  auto const path = "/dienste/" + service.slug;
  bool const named = reading.text != nullptr and not reading.text->name.empty();
  authority::Page page{c,
                       {.title = named ? reading.text->name : service.name(),
                        .path = path,
                        .layout = kern::Layout::own,
                        .description = reading.text != nullptr ? reading.text->teaser : service.bundle,
                        .crumbs = {{"/dienste", std::string{c.t("Dienste")}}}}};
  auto& out = page.out();
  page("<article class='kl-wrap kl-page kl-service'><header class='kl-service__head'><h1>"_h);
  shared::write_name(out, c, service);
  page("</h1>"_h);
  shared::write_teaser(out, c, reading, "kl-lead"_h);
  page("</header>"_h);
  write_facts(out, v);
  if (v.town_itself()) authority::write_panels(page, c, "service", service.key.value(), service.slug);
  write_notes(out, v);
  write_body(page, v);
  authority::write_feedback_line(out, c, path, reference_of(c, service));
  write_json_ld(out, c, service, responsible);
  page("</article>"_h);
  return page.finish();
}

}  // namespace

http::Response service(Snapshot const& catalog, http::Request const&, TownContext& c) {
  auto const& name = c.path("dienst");
  auto const* found = catalog.by_slug(name);
  if (found == nullptr) {
    // Old addresses and official keys lead to the page, too.
    if (auto const* by_key = catalog.by_key(name)) return http::moved(path_of(c, *by_key));
    throw NotFound{};
  }
  View view{c, *found, reading_of(c, *found), rules::responsible(*found, c.authority, *c.directory)};
  if (view.town_itself()) view.office = office_of(c, *found);
  return show(view);
}

}  // namespace kreislauf::catalog::pages
