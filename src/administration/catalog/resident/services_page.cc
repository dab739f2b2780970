#include <algorithm>

#include "administration/catalog/resident/pages.h"
#include "base/text.h"

// All services from A to Z: those that somebody wrote out, or a letter of the whole official catalogue.
namespace kreislauf::catalog::pages {

namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";

/// A line of the list with the letter it stands under.
struct Entry {
  std::string folded;
  std::string initial;    ///< `F`, `П`, `ط`: a letter of the visitor's own alphabet
  std::string_view word;  ///< what people look for, where the name begins with something else: `führerschein`
  Service const* service;
};

std::string capital(std::string_view word) {
  std::string out{word};
  if (not out.empty() and out[0] >= 'a' and out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

std::string initial_of(std::string_view folded, std::string_view name) {
  if (not folded.empty()) return capital(folded.substr(0, 1));
  return std::string{name.substr(0, text::byte_of(name, 1))};
}

/// Where a letter stands on the page: `b-f`, of other alphabets `b-1060`.
std::string place_of(std::string_view initial) {
  std::size_t at = 0;
  auto const letter = text::next_code_point(initial, at);
  if (letter < 0x80) return "b-" + text::folded(initial);
  return "b-" + std::to_string(static_cast<std::uint32_t>(letter));
}

/// "Alten Führerschein umtauschen" is looked for under F: the first of the words by which people find it.
Entry entry_of(Context const& c, Service const& service) {
  auto const language = c.t.language();
  auto const& name = service.name(language);
  auto folded = sorted_as(name);
  auto const& words = service.keywords[i18n::Language::german];
  std::string_view word;
  if (language == i18n::Language::german and not words.empty()) {
    auto const known_as = sorted_as(words.front());
    if (not folded.starts_with(known_as.substr(0, 3))) {
      word = words.front();
      folded = known_as;
    }
  }
  auto initial = initial_of(folded, name);
  if (folded.empty()) folded = name;
  return {std::move(folded), std::move(initial), word, &service};
}

/// Of the whole catalogue those that begin with `letter`, else all that somebody wrote out.
std::vector<Entry> entries(Snapshot const& catalog, Context const& c, bool whole, std::string_view letter) {
  std::vector<Entry> listed;
  for (auto const& service : catalog.all()) {
    if (not service.package) break;  // packages come first
    auto entry = entry_of(c, service);
    if (not whole or entry.folded.starts_with(letter)) listed.push_back(std::move(entry));
  }
  if (whole) {
    for (auto const& one : catalog.official(letter))
      listed.push_back({one.folded, initial_of(one.folded, one.service->name()), {}, one.service});
  }
  std::sort(listed.begin(), listed.end(), [](auto const& a, auto const& b) {
    return a.folded != b.folded ? a.folded < b.folded : a.service->key < b.service->key;
  });
  return listed;
}

/// Letters lead to other pages of the whole catalogue, or to places on this one.
void write_letters(html::Writer& out, Context const& c, std::vector<Entry> const& listed, bool whole) {
  out("<nav aria-label='"_h, c.t("Dienste nach Buchstaben"), "'><ul class='kl-az'>"_h);
  auto const link = [&](std::string const& address, std::string_view letter) {
    out("<li><a href='"_h, address, "'>"_h, capital(letter), "</a></li>"_h);
  };
  if (whole) {
    auto const list = authority::path_in(c, "/dienste") + "?umfang=alle&buchstabe=";
    for (std::size_t i = 0; i < letters.size(); ++i) link(list + letters[i], letters.substr(i, 1));
  } else {
    std::string_view last;
    for (auto const& entry : listed) {
      if (entry.initial != last) link("#" + place_of(entry.initial), entry.initial);
      last = entry.initial;
    }
  }
  out("</ul></nav>"_h);
}

void write_entries(html::Writer& out, Context const& c, std::vector<Entry> const& listed) {
  auto const folder = authority::path_in(c, "/dienste/");
  std::string_view open;
  out("<ul class='kl-towns'>"_h);
  for (auto const& entry : listed) {
    if (entry.initial != open) {
      if (not open.empty()) out("</ul></li>"_h);
      out("<li><h2 id='"_h, place_of(entry.initial), "'>"_h, entry.initial, "</h2><ul>"_h);
      open = entry.initial;
    }
    out("<li><a href='"_h, folder, entry.service->slug, "'>"_h);
    shared::write_name(out, c, *entry.service);
    out("</a>"_h);
    if (not entry.word.empty()) out(" <small>"_h, capital(entry.word), "</small>"_h);
    out("</li>"_h);
  }
  if (not open.empty()) out("</ul></li>"_h);
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
  auto const asked = text::folded(http::field(request.query, "buchstabe").value_or("")).substr(0, 1);
  auto const letter = letters.find(asked) != std::string_view::npos and not asked.empty() ? asked : std::string{"a"};
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
