#include <algorithm>

#include "administration/catalog/resident/pages.h"
#include "base/text.h"

// All services from A to Z: those that somebody wrote out, or a letter of the whole official catalogue.
namespace kreislauf::catalog::pages {

namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";

char initial_of(Named const& entry) { return entry.folded.empty() ? 'z' : entry.folded[0]; }

/// Of the whole catalogue those that begin with `letter`, else all that somebody wrote out.
std::vector<Named> entries(Snapshot const& catalog, Context const& c, bool whole, std::string_view letter) {
  std::vector<Named> listed;
  for (auto const& service : catalog.all()) {
    if (not service.package) break;  // packages come first
    auto const* text = reading_of(c, service).text;
    auto folded = sorted_as(text != nullptr and not text->name.empty() ? text->name : service.name());
    if (not whole or folded.starts_with(letter)) listed.push_back({std::move(folded), &service});
  }
  if (whole) {
    auto const official = catalog.official(letter);
    listed.insert(listed.end(), official.begin(), official.end());
  }
  std::sort(listed.begin(), listed.end(), [](auto const& a, auto const& b) {
    return a.folded != b.folded ? a.folded < b.folded : a.service->key < b.service->key;
  });
  return listed;
}

char capital(char letter) { return static_cast<char>(letter - 'a' + 'A'); }

/// Letters lead to other pages of the whole catalogue, or to places on this one.
void write_letters(html::Writer& out, Context const& c, std::vector<Named> const& listed, bool whole) {
  out("<nav aria-label='"_h, c.t("Dienste nach Buchstaben"), "'><ul class='kl-az'>"_h);
  for (char const letter : letters) {
    std::string_view const small{&letter, 1};
    auto const starts = [&](auto const& entry) { return entry.folded.starts_with(letter); };
    if (whole) {
      out("<li><a href='"_h, authority::path_in(c, "/dienste"), "?umfang=alle&amp;buchstabe="_h, small, "'>"_h);
    } else if (std::any_of(listed.begin(), listed.end(), starts)) {
      out("<li><a href='#b-"_h, small, "'>"_h);
    } else {
      continue;
    }
    out(std::string(1, capital(letter)), "</a></li>"_h);
  }
  out("</ul></nav>"_h);
}

void write_entries(html::Writer& out, Context const& c, std::vector<Named> const& listed) {
  auto const folder = authority::path_in(c, "/dienste/");
  char open = '\0';
  out("<ul class='kl-towns'>"_h);
  for (auto const& entry : listed) {
    auto const initial = initial_of(entry);
    if (initial != open) {
      if (open != '\0') out("</ul></li>"_h);
      out("<li><h2 id='b-"_h, std::string(1, initial), "'>"_h, std::string(1, capital(initial)), "</h2><ul>"_h);
      open = initial;
    }
    out("<li><a href='"_h, folder, entry.service->slug, "'>"_h);
    shared::write_name(out, c, *entry.service);
    out("</a></li>"_h);
  }
  if (open != '\0') out("</ul></li>"_h);
  out("</ul>"_h);
}

void write_lead(html::Writer& out, Context const& c, bool whole, std::size_t all) {
  auto const& t = c.t;
  auto const here = authority::path_in(c, "/dienste");
  if (whole) {
    out("<p class='kl-lead'>"_h,
        t("Der ganze amtliche Katalog. Zu vielen Diensten gibt es hier noch keinen ausführlichen Text."),
        " <a href='"_h, here, "'>"_h, t("Nur die ausführlich beschriebenen Dienste"), "</a></p>"_h);
  } else {
    out("<p class='kl-lead'>"_h, t("Diese Dienste haben wir ausführlich beschrieben."), " <a href='"_h, here,
        "?umfang=alle&amp;buchstabe=a'>"_h,
        t.count("Der ganze Katalog: {} Dienst", "Der ganze Katalog: {} Dienste", static_cast<std::int64_t>(all)),
        "</a></p>"_h);
  }
}

}  // namespace

http::Response services(Snapshot const& catalog, http::Request const& request, TownContext& c) {
  auto const& t = c.t;
  bool const whole = http::field(request.query, "umfang") == "alle";
  auto const letter = text::folded(http::field(request.query, "buchstabe").value_or("a")).substr(0, 1);
  auto const listed = entries(catalog, c, whole, letter);
  authority::Page page{c,
                       {.title = std::string{t("Alle Dienste von A bis Z")},
                        .path = "/dienste",
                        .description = t("Alle Dienste: {}.", c.authority.full_name())}};
  auto& out = page.out();
  write_lead(out, c, whole, catalog.all().size());
  page("<div class='kl-section'>"_h);
  write_letters(out, c, listed, whole);
  write_entries(out, c, listed);
  page("</div>"_h);
  return page.finish();
}

}  // namespace kreislauf::catalog::pages
