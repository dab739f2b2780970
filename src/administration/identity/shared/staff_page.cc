#include "administration/identity/identity.h"
#include "administration/identity/shared/frame.h"
#include "platform/kern/head.h"

// The frame of the pages that staff works with.
namespace kreislauf::identity {

namespace {

constexpr std::size_t offices_in_bar = 4;

std::string csrf_of(authority::TownContext const& c) {
  auto const* person = c.signed_in();
  return person == nullptr ? std::string{} : person->csrf;
}

}  // namespace

StaffPage::StaffPage(authority::TownContext const& context, StaffMeta meta)
    : Sheet{context.t, context.random, csrf_of(context), meta.form, 24 * 1024} {
  head(context, meta);
  bar(context, meta);
  if (context.signed_in() != nullptr) tabs(context, meta);
  out_("</header><main id='inhalt' tabindex='-1'>"_h);
  crumbs(meta);
  begin_content(meta.layout, meta.heading.empty() ? html::Content{meta.title} : meta.heading);
}

void StaffPage::head(authority::TownContext const& c, StaffMeta const& meta) {
  // Pages with a form of their own, which all but few are, keep what is typed into it.
  std::vector<std::string_view> scripts{"app.js", "unsaved.js"};
  scripts.insert(scripts.end(), meta.scripts.begin(), meta.scripts.end());
  kern::write_head(out_, {.title = title(meta.title) + " – " + c.authority.full_name(),
                          .language = i18n::Language::german,  // whatever the address says
                          .color = authority::color_of(c),
                          .staff = true,
                          .scripts = std::move(scripts)});
  out_(
      "<body class='kl-staff' data-kl-kept='Was Sie geschrieben haben, steht noch hier.' data-kl-offline='Keine "
      "Verbindung: Das wurde nicht gesendet.'><a class='kl-skip' href='#inhalt'>Zum Inhalt springen</a><header>"_h);
}

void StaffPage::bar(authority::TownContext const& c, StaffMeta const& meta) {
  out_("<div class='kl-bar'><div class='kl-wrap'><a class='kl-brand' href='/verwaltung'>"_h);
  authority::write_arms(out_, c);
  out_("<span><span class='kl-brand__name'>"_h, c.authority.full_name(),
       "</span> <span class='kl-brand__sub'>Verwaltung</span></span></a>"_h);
  if (auto const* person = c.signed_in()) {
    office_switch(c, meta);
    out_("<div class='kl-bar__me'><span><span class='kern-sr-only'>Angemeldet als </span>"_h, person->name,
         "</span>"_h);
    form({.path = "/verwaltung/abmelden", .classes = ""_h},
         [](kern::Fields& f) { f.out()("<button type='submit'>Abmelden</button>"_h); });
    out_("</div>"_h);
  }
  out_("</div></div>"_h);
}

void StaffPage::office_switch(authority::TownContext const& c, StaffMeta const& meta) {
  if (meta.office.empty()) return;
  auto const offices = offices_of(c);
  if (meta.switch_path.empty() or offices.size() == 1 or offices.size() > offices_in_bar) {
    for (auto const* one : offices) {
      if (one->id.value() == meta.office) out_("<p>"_h, one->name, "</p>"_h);
    }
    return;
  }
  std::vector<kern::Link> choices;
  for (auto const* one : offices) choices.push_back({with_office(meta.switch_path, one->id.value()), one->name});
  kern::switcher(out_, "Amt wechseln", choices, with_office(meta.switch_path, meta.office));
}

void StaffPage::tabs(authority::TownContext const& c, StaffMeta const& meta) {
  auto const offices = offices_of(c);
  auto const office = meta.office.empty() and not offices.empty() ? offices.front()->id.value() : meta.office;
  out_("<nav class='kl-tabs' aria-label='Bereiche'><div class='kl-wrap'><ul>"_h);
  for (auto const* entry : entries_for(c, office)) {
    auto const path = with_office(entry->path, office);
    out_("<li><a href='"_h, path, "'"_h);
    if (meta.path == path) out_(" aria-current='page'"_h);
    out_(">"_h, entry->label, "</a></li>"_h);
  }
  out_("</ul></div></nav>"_h);
}

void StaffPage::crumbs(StaffMeta const& meta) {
  if (meta.crumbs.empty()) return;
  out_("<nav class='kl-wrap' aria-label='Brotkrumen'><ol class='kl-crumbs'>"_h);
  for (auto const& [path, name] : meta.crumbs) out_("<li><a href='"_h, path, "'>"_h, name, "</a></li>"_h);
  out_("<li><span aria-current='page'>"_h, meta.here.empty() ? meta.title : meta.here, "</span></li></ol></nav>"_h);
}

http::Response StaffPage::finish(unsigned status) {
  end_content();
  out_("</main></body></html>"_h);
  auto response = answer(status);
  response.caching = http::Caching::none;
  return response;
}

}  // namespace kreislauf::identity
