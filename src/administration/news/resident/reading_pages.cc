#include <fmt/format.h>

#include "administration/news/resident/pages.h"
#include "administration/news/rules/text.h"
#include "administration/news/store/store.h"
#include "authority/page.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// What residents read: the list, one piece.
namespace kreislauf::news::pages {

namespace {

using authority::Page, authority::path_in;

constexpr std::size_t on_a_page = 10;

std::string date_of(TownContext const& c, std::string const& at) {
  return i18n::long_date(c.t, legal_time(parse_iso_utc(at)).day);
}

kern::Link link_to(TownContext const& c, Piece const& piece) {
  return {.path = path_in(c, fmt::format("/neues/{}", piece.id)),
          .label = authority::german(c, piece.title),
          .small = date_of(c, piece.published_at)};
}

void write_text(Page& page, TownContext const& c, Piece const& piece) {
  for (auto const& paragraph : paragraphs(piece.text)) {
    page("<p>"_h);
    bool first = true;
    for (auto const line : text::split(paragraph, '\n')) {
      if (not first) page("<br>"_h);
      page(authority::german(c, line));
      first = false;
    }
    page("</p>"_h);
  }
}

void write_pagination(Page& page, TownContext const& c, std::size_t number, bool more) {
  if (number == 1 and not more) return;
  auto const path = [&](std::size_t n) { return path_in(c, "/neues") + (n == 1 ? "" : fmt::format("?seite={}", n)); };
  kern::pagination(page.out(), {.before = number > 1 ? path(number - 1) : "",
                                .after = more ? path(number + 1) : "",
                                .before_label = c.t("Neuere"),
                                .after_label = c.t("Ältere")});
}

void write_subscription(Page& page, TownContext const& c) {
  auto const& t = c.t;
  kern::section(page.out(), {.id = "abo", .heading = t("Neues per E-Mail")}, [&](html::Writer&) {
    page.form(address_question(c), {.path = path_in(c, "/neues/abo")}, [&](kern::Fields& f) {
      f.all();
      f.submit(t("E-Mails bestellen"));
    });
    kern::more_link(page.out(), "/neues/feed.atom", t("Als Atom-Feed lesen"));
  });
}

}  // namespace

std::string heading_of(TownContext const& c) {
  auto const& own = c.authority;
  return own.is_district() ? c.t("Neues: {}", own.full_name()) : c.t("Neues aus {}", own.name);
}

http::Response list(http::Request const& request, TownContext& c) {
  auto const& t = c.t;
  auto const number = http::page_number(request.query);
  std::vector<Piece> pieces;
  c.db.read([&](db::Connection& db) { pieces = store::newest(db, false, on_a_page + 1, (number - 1) * on_a_page); });
  bool const more = pieces.size() > on_a_page;
  if (more) pieces.pop_back();
  Page page{c,
            {.title = heading_of(c),
             .path = "/neues",
             .query = number == 1 ? "" : fmt::format("?seite={}", number),
             .here = std::string{t("Neues")}}};
  std::vector<kern::Link> links;
  for (auto const& piece : pieces) links.push_back(link_to(c, piece));
  if (links.empty())
    kern::empty_state(page.out(), t("Hier steht noch nichts Neues."));
  else
    kern::links(page.out(), links);
  write_pagination(page, c, number, more);
  write_subscription(page, c);
  return page.finish();
}

http::Response piece(http::Request const&, TownContext& c) {
  auto const& t = c.t;
  std::optional<Piece> found;
  auto const id = http::number_in(c.path("nummer")).value_or(0);
  c.db.read([&](db::Connection& db) { found = store::piece(db, id); });
  if (not found) throw NotFound{};
  if (found->withdrawn) {
    return short_answer(c, {.status = 410,
                            .title = std::string{t("Diese Nachricht wurde zurückgezogen")},
                            .lead = std::string{t("Sie gilt nicht mehr.")},
                            .path = "/neues",
                            .button = std::string{t("Zu allen Neuigkeiten")},
                            .phone = false,
                            .crumb = "/neues"});
  }
  Page page{c,
            {.title = found->title,
             .path = fmt::format("/neues/{}", found->id),
             .layout = kern::Layout::prose,
             .heading = authority::german(c, found->title),
             .description = beginning(found->text),
             .crumbs = {{"/neues", std::string{t("Neues")}}}}};
  bool const changed = found->changed_at != found->published_at;
  page("<p class='kl-muted'>"_h, date_of(c, found->published_at));
  if (changed) page(" · "_h, t("geändert am {}", date_of(c, found->changed_at)));
  page("</p>"_h);
  write_text(page, c, *found);
  kern::more_link(page.out(), path_in(c, "/neues"), t("Zu allen Neuigkeiten"));
  return page.finish();
}

}  // namespace kreislauf::news::pages
