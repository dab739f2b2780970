#include <fmt/format.h>

#include "administration/news/resident/pages.h"
#include "administration/news/rules/text.h"
#include "administration/news/store/store.h"
#include "authority/model.h"

// The news as Atom (RFC 4287).
namespace kreislauf::news::pages {

namespace {

constexpr std::size_t in_the_feed = 50;

void write_entry(html::Writer& out, std::string const& site, Piece const& piece) {
  auto const address = fmt::format("{}/neues/{}", site, piece.id);
  out("<entry><id>"_h, address, "</id><title>"_h, piece.title, "</title><published>"_h, piece.published_at,
      "</published><updated>"_h, piece.changed_at, "</updated><link href='"_h, address, "'/><summary>"_h,
      beginning(piece.text), "</summary><content type='text'>"_h, piece.text, "</content></entry>\n"_h);
}

}  // namespace

http::Response feed(http::Request const&, TownContext& c) {
  std::vector<Piece> pieces;
  c.db.read([&](db::Connection& db) { pieces = store::newest(db, false, in_the_feed); });
  std::string updated = iso_utc(Instant{});
  for (auto const& piece : pieces) updated = std::max(updated, piece.changed_at);
  auto const name = c.authority.full_name();
  html::Writer out;
  out("<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><id>"_h,
      c.origin, "/neues</id><title>"_h, name, ": Neues</title><link rel='self' href='"_h, c.origin,
      "/neues/feed.atom'/><link href='"_h, c.origin, "/neues'/><author><name>"_h, name, "</name></author><updated>"_h,
      updated, "</updated>\n"_h);
  for (auto const& piece : pieces) write_entry(out, c.origin, piece);
  out("</feed>\n"_h);
  return {.content_type = "application/atom+xml; charset=utf-8", .body = out.take_text()};
}

}  // namespace kreislauf::news::pages
