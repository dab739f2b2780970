#include <algorithm>
#include <span>

#include "administration/catalog/resident/service_view.h"

namespace kreislauf::catalog::pages {

namespace {

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

bool has(ServiceView const& v, Module module) { return not(*v.reading.text)[module].empty(); }

void write_module(html::Writer& out, ServiceView const& v, ModuleNames const& names, int level) {
  auto const& blocks = (*v.reading.text)[names.module];
  if (blocks.empty()) return;
  auto const classes = level == 2 ? "kl-section"_h : "kl-part"_h;
  kern::section(out, {.id = id_of(names), .heading = v.c.t(names.german()), .classes = classes, .level = level},
                [&](html::Writer&) {
                  // Lists of documents and steps have a look of their own; other parts are running text.
                  bool const own_look = names.module == Module::documents or names.module == Module::procedure;
                  out("<div class='"_h, own_look ? "kl-stack'"_h : "kl-prose'"_h,
                      v.reading.foreign ? " lang='de' dir='ltr'>"_h : ">"_h);
                  shared::write_blocks(out, blocks, names.module == Module::documents);
                  out("</div>"_h);
                });
}

/// What the town itself charges stands instead of the sentence that the town decides.
bool write_own_cost(html::Writer& out, ServiceView const& v, int level) {
  auto const* own = v.c.town->override_for(v.service.key.value());
  if (v.service.fee.kind != Fee::Kind::local or own == nullptr or own->fee.empty()) return false;
  kern::section(out,
                {.id = id_of(module_names()[static_cast<std::size_t>(Module::cost)]),
                 .heading = v.c.t("Kosten"),
                 .classes = level == 2 ? "kl-section"_h : "kl-part"_h,
                 .level = level},
                [&](html::Writer&) {
                  out("<p>"_h, v.c.t("In {} kostet es:", v.c.authority.name), " <b>"_h,
                      shared::fee_text(v.c, v.service), "</b></p>"_h);
                });
  return true;
}

html::Content label_of(ServiceView const& v, TownQuestion const& question) {
  if (v.c.t.language() == i18n::Language::english) return question.label_en;
  return authority::german(v.c, question.label);
}

std::string_view answer_to(ServiceView const& v, TownQuestion const& question) {
  return v.its == nullptr ? std::string_view{} : v.its->answer_to(v.service.key.value(), question.id);
}

/// What the town has not said is to be asked, never guessed.
void write_unanswered(html::Writer& out, ServiceView const& v, std::vector<TownQuestion const*> const& open) {
  if (open.empty()) return;
  out("<p>"_h, v.c.t("Bitte fragen Sie im Amt nach:"), " "_h);
  bool first = true;
  for (auto const* question : open) {
    out(first ? "" : "; ", label_of(v, *question));
    first = false;
  }
  out("</p>"_h);
}

/// What the town itself sets, with its answers.
void write_town_facts(html::Writer& out, ServiceView const& v) {
  auto const& t = v.c.t;
  std::vector<TownQuestion const*> answered, open;
  for (auto const& question : v.service.town_questions) {
    if (question.id == online_question) continue;  // the ways tell it
    if (question.id == automatic_question) continue;
    (answer_to(v, question).empty() ? open : answered).push_back(&question);
  }
  auto const heading =
      v.responsible.level == Level::district ? t("Das legt der Kreis fest") : t("Das legt Ihre Stadt fest");
  kern::section(out, {.id = "vor-ort", .heading = heading, .classes = "kl-part"_h, .level = 3}, [&](html::Writer&) {
    if (not answered.empty()) {
      kern::details(out, [&](kern::Details& details) {
        for (auto const* question : answered)
          details.row(label_of(v, *question), authority::told(v.c, *v.its, v.service.key.value(),
                                                              "answer:" + question->id, answer_to(v, *question)));
      });
    }
    write_unanswered(out, v, open);
  });
}

/// Parts that belong together stand under one heading: four or five instead of eleven alike.
struct Chapter {
  std::string_view id;
  std::string_view heading;  ///< empty: its only part names it
  std::span<Module const> parts;
};
constexpr std::array in_short{Module::in_short};
constexpr std::array before{Module::requirements, Module::documents};
constexpr std::array procedure{Module::procedure};
constexpr std::array money_and_time{Module::cost, Module::deadlines, Module::duration};
constexpr std::array more{Module::hints, Module::remedy};
constexpr std::array<Chapter, 5> chapters{{{"", "", in_short},
                                           {"vorher", i18n::message("Bevor Sie beginnen"), before},
                                           {"", "", procedure},
                                           {"kosten-zeit", i18n::message("Kosten und Zeit"), money_and_time},
                                           {"mehr", i18n::message("Was Sie noch wissen sollten"), more}}};

ModuleNames const& names_of(Module module) { return module_names()[static_cast<std::size_t>(module)]; }

void write_part(html::Writer& out, ServiceView const& v, Module module, int level) {
  if (module == Module::cost and write_own_cost(out, v, level)) return;
  write_module(out, v, names_of(module), level);
}

void write_chapter(html::Writer& out, ServiceView const& v, Chapter const& chapter) {
  auto const filled =
      std::count_if(chapter.parts.begin(), chapter.parts.end(), [&](Module one) { return has(v, one); });
  bool const town_facts = chapter.id == "kosten-zeit" and not v.service.town_questions.empty();
  if (filled == 0 and not town_facts) return;
  if (chapter.heading.empty() or (filled == 1 and not town_facts)) {
    for (auto const module : chapter.parts) write_part(out, v, module, 2);
    return;
  }
  kern::section(out, {.id = chapter.id, .heading = v.c.t(chapter.heading)}, [&](html::Writer&) {
    for (auto const module : chapter.parts) write_part(out, v, module, 3);
    if (town_facts) write_town_facts(out, v);
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

}  // namespace

void write_service_chapters(html::Writer& out, ServiceView const& v) {
  for (auto const& chapter : chapters) write_chapter(out, v, chapter);
}

void write_service_law(html::Writer& out, ServiceView const& v) {
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
    auto const small = [&](std::string const& text) { out("<p class='kl-small kl-muted'>"_h, text, "</p>"_h); };
    if (not service.competence.basis.empty()) small(t("Zuständigkeit: {}", service.competence.basis));
    if (not service.fee.basis.empty()) small(t("Kosten: {}", service.fee.basis));
    if (not service.deadlines.basis.empty()) small(t("Fristen: {}", service.deadlines.basis));
  });
}

}  // namespace kreislauf::catalog::pages
