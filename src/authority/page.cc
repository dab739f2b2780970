#include "authority/page.h"

#include <fmt/format.h>

#include "authority/authority.h"
#include "authority/frame_cache.h"
#include "base/text.h"
#include "platform/kern/head.h"

namespace kreislauf::authority {

namespace {

using i18n::Language;

std::string first_letter(std::string_view name) {
  std::size_t length = 1;
  while (length < name.size() and (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U) ++length;
  return std::string{name.substr(0, length)};
}

}  // namespace

/// Twelve quiet colours; a town keeps its own because it follows from its key.
std::string_view color_of(Context const& context) {
  auto const* at = context.at_town();
  static constexpr std::array<std::string_view, 12> colors{"fluss",     "schiefer", "kornblume", "patina",
                                                           "wald",      "moos",     "korn",      "kupfer",
                                                           "backstein", "kirsche",  "heide",     "flieder"};
  if (at == nullptr) return colors[0];
  return colors[std::hash<std::string>{}(at->authority.slug) % colors.size()];
}

/// The town's own arms where it has given them. Else a plain mark with its letter: nobody's arms are invented.
void write_arms(html::Writer& out, Context const& context) {
  auto const* at = context.at_town();
  if (at != nullptr) {
    if (auto const* arms = at->town->picture("wappen"))
      return out("<img class='kl-arms' src='"_h, path_of(*arms), "' alt='' width='40' height='48'>"_h);
  }
  auto const letter = at == nullptr ? std::string{"NRW"} : first_letter(at->authority.name);
  out("<svg class='kl-arms"_h, at == nullptr ? " kl-arms--land"_h : ""_h,
      "' viewBox='0 0 40 48' aria-hidden='true'><rect class='kl-arms__field' y='4' width='40' height='40' "
      "rx='9'/><text class='kl-arms__letter' x='20' y='24'>"_h,
      letter, "</text></svg>"_h);
}

Page::Page(Context const& context, PageMeta meta)
    : Sheet{context.t, context.random, {}, meta.form, 24 * 1024}, context_{context}, meta_{std::move(meta)} {
  head();
  header();
  out_("<main id='inhalt' tabindex='-1'>"_h);
  crumbs();
  if (meta_.home) meta_.layout = kern::Layout::own;
  begin_content(meta_.layout, meta_.heading.empty() ? html::Content{meta_.title} : meta_.heading);
}

http::Response Page::finish(unsigned status) {
  end_content();
  out_("</main>"_h);
  footer();
  out_("</body></html>"_h);
  return answer(status);
}

void Page::head() {
  auto title_text = title(meta_.title);
  if (not meta_.home) title_text += " – " + owner_of(context_);
  std::vector<std::string_view> scripts{"app.js"};
  scripts.insert(scripts.end(), meta_.scripts.begin(), meta_.scripts.end());
  kern::write_head(out_, {.title = std::move(title_text),
                          .language = context_.t.language(),
                          .color = color_of(context_),
                          .index = meta_.index,
                          .description = meta_.description,
                          .fonts = true,
                          .staff = meta_.staff_style,
                          .scripts = std::move(scripts),
                          .refresh_seconds = meta_.refresh_seconds,
                          .manifest = true,
                          .canonical = context_.origin,
                          .path = meta_.path,
                          .feed_title = std::string{context_.t("Neues im Dienste-Katalog")}});
  out_("<body>"_h);
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
    out("<li><a href='"_h, i18n::path_prefix(language), front ? std::string_view{} : std::string_view{meta_.path},
        meta_.query, "' hreflang='"_h, i18n::code(language), "' lang='"_h, i18n::code(language), "'"_h);
    if (i18n::direction(language) != i18n::direction(context_.t.language()))
      out(" dir='"_h, i18n::direction(language), "'"_h);
    if (language == context_.t.language()) out(" aria-current='true'"_h);
    out(">"_h, i18n::own_name(language), "</a></li>"_h);
  }
  return out.take();
}

void Page::line() {
  auto const& t = context_.t;
  // On a phone the name stands right below.
  auto const brief = context_.demo ? t("Beispielbetrieb") : t("Offizielles Angebot");
  out_("<div class='kl-line'><div class='kl-wrap'><p class='kl-line__text'><span class='kl-line__long'>"_h,
       pieces().offer, "</span><span class='kl-line__brief'>"_h, brief,
       "</span></p><p class='kl-line__jump'><a href='/leichte-sprache' hreflang='de' lang='de'>Leichte Sprache</a> "
       "<a href='#sprachen' lang='en'>Languages</a></p><nav aria-label='"_h,
       t("Sprache wählen"), "'><ul class='kl-langs'>"_h);
  language_links();
  out_("<li><a href='/leichte-sprache' hreflang='de' lang='de'>Leichte Sprache</a></li></ul></nav></div></div>"_h);
}

void Page::brand() { out_(pieces().brand); }

/// The entries of all modules, in the order that they ask for; where a town has nothing to show, none.
void Page::navigation() {
  auto const& at = *context_.at_town();
  out_("<nav aria-label='"_h, context_.t("Hauptmenü"), "'><ul class='kl-nav'>"_h);
  for (auto const& entry : context_.frame.menu) {
    if (entry.in_footer or (entry.shown and not entry.shown(at))) continue;
    out_("<li><a href='"_h, path_in(context_, entry.path), "'"_h);
    if (meta_.path == entry.path)
      out_(" aria-current='page'"_h);
    else if (meta_.path.starts_with(entry.path))
      out_(" aria-current='true'"_h);
    out_(">"_h, context_.t(entry.label), "</a></li>"_h);
  }
  out_("</ul></nav>"_h);
}

/// On a wide page the menu is a row; on a narrow one a button opens it. A popover needs no script, and where a browser
/// does not know it, the style shows the menu as it is.
void Page::menu() {
  if (context_.at_town() == nullptr) return;
  auto const& t = context_.t;
  if (not meta_.home) {
    out_("<a class='kl-head__find' href='"_h, path_in(context_, "/suche"), "'>"_h, kern::icon("search"),
         "<span class='kern-sr-only'>"_h, t("Suchen"), "</span></a>"_h);
  }
  out_("<button class='kl-menu__open' type='button' popovertarget='menue'>"_h, kern::icon("menu"), "<span>"_h,
       t("Menü"),
       "</span></button><div class='kl-menu' id='menue' popover><button class='kl-menu__close' type='button' "
       "popovertarget='menue' popovertargetaction='hide'>"_h,
       kern::icon("cross"), "<span>"_h, t("Menü schließen"), "</span></button>"_h);
  navigation();
  out_("</div>"_h);
}

void Page::search_form() {
  auto const& t = context_.t;
  if (meta_.home or context_.at_town() == nullptr) return;
  kern::search_box(out_, t,
                   {.path = path_in(context_, "/suche"),
                    .id = "suche",
                    .label = t("Dienste und Ämter suchen"),
                    .value = meta_.search,
                    .suggestions = fmt::format("/api/v1/suggest?lang={}&q=", i18n::code(t.language()))});
}

void Page::header() {
  out_("<a class='kl-skip' href='#inhalt'>"_h, context_.t("Zum Inhalt springen"), "</a><header>"_h);
  line();
  out_("<div class='kl-header"_h);
  if (meta_.home) out_(" kl-header--home"_h);
  if (meta_.path == "/suche") out_(" kl-header--search"_h);
  out_("'><div class='kl-wrap'>"_h);
  brand();
  menu();
  search_form();
  out_("</div></div></header>"_h);
}

void Page::crumbs() {
  if (meta_.home) return;
  out_("<nav class='kl-wrap' aria-label='"_h, context_.t("Brotkrumen"), "'><ol class='kl-crumbs'><li><a href='"_h,
       path_in(context_, "/"), "'>"_h, context_.t("Startseite"), "</a></li>"_h);
  for (auto const& [path, name] : meta_.crumbs)
    out_("<li><a href='"_h, path_in(context_, path), "'>"_h, name, "</a></li>"_h);
  out_("<li><span aria-current='page'>"_h, meta_.here.empty() ? meta_.title : meta_.here, "</span></li></ol></nav>"_h);
}

void Page::footer() {
  out_(pieces().footer_begin);
  language_links();
  out_(pieces().footer_end);
}

FramePieces const& Page::pieces() {
  if (pieces_ == nullptr) pieces_ = frame_pieces(context_);
  return *pieces_;
}

std::string path_in(Context const& context, std::string_view path) {
  std::string out{i18n::path_prefix(context.t.language())};
  if (path != "/" or out.empty()) out += path;
  return out;
}

html::Fragment german(Context const& context, std::string_view text) {
  html::Writer out{text.size() + 40};
  write_german(out, context, text);
  return out.take();
}

void write_german(html::Writer& out, Context const& context, std::string_view text) {
  switch (context.t.language()) {
    case Language::german:
      return out(text);
    case Language::arabic:
      return out("<bdi lang='de' dir='ltr'>"_h, text, "</bdi>"_h);
    default:
      out("<span lang='de'>"_h, text, "</span>"_h);
  }
}

html::Fragment told(Context const& context, Town const& town, std::string_view service, std::string_view subject,
                    std::string_view german_text) {
  if (auto const own = town.translated(service, subject, i18n::code(context.t.language())); not own.empty())
    return html::fragment(own);
  return german(context, german_text);
}

html::Fragment name_of(Context const& context, Authority const& authority) {
  return german(context, authority.full_name());
}

http::Response short_answer(Context const& c, ShortAnswer const& answer) {
  Page page{c, {.title = answer.title, .path = answer.crumb, .layout = kern::Layout::own, .index = false}};
  page("<div class='kl-wrap kl-page'><div class='kl-oops'><div><h1>"_h, answer.title, "</h1><p class='kl-lead'>"_h,
       answer.lead, "</p></div></div>"_h);
  kern::actions(
      page.out(),
      [&](html::Writer& out) {
        if (not answer.path.empty()) kern::button_link(out, {.path = path_in(c, answer.path), .label = answer.button});
        if (not answer.path.empty() and answer.phone) out(" ");
        if (answer.phone) write_help_button(out, c);
      },
      "kl-actions kl-section"_h);
  page("</div>"_h);
  auto response = page.finish(answer.status);
  response.caching = http::Caching::none;
  return response;
}

}  // namespace kreislauf::authority
