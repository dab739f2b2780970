#include "administration/news/office/pages.h"

#include <fmt/format.h>

#include "administration/identity/identity.h"
#include "administration/news/acts/publish.h"
#include "administration/news/store/store.h"
#include "authority/act.h"
#include "base/errors.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"

// What staff do with news: write, correct, withdraw.
namespace kreislauf::news::pages {

namespace {

using identity::StaffPage, identity::StaffMeta;
using kern::Kind;

constexpr std::size_t shown = 50;
constexpr auto overview_path = "/verwaltung/neues", write_path = "/verwaltung/neues/schreiben";

std::int64_t number_of(StaffContext const& c) { return http::number_in(c.path("nummer")).value_or(0); }

kern::Form questions(StaffContext const& c) {
  return {c.t,
          c.today(),
          {{.name = "titel",
            .label = "Überschrift",
            .hint = "Sagen Sie das Wichtigste. Sie steht in Listen und im Betreff der E-Mail.",
            .most = longest_title},
           {.name = "text",
            .kind = Kind::area,
            .label = "Text",
            .hint = "Eine leere Zeile trennt Absätze.",
            .most = longest_text,
            .rows = 12}}};
}

http::Response show(StaffContext const& c, kern::Form const& form, std::string_view title, std::string_view path,
                    std::string_view button) {
  StaffPage page{c,
                 {.title = std::string{title},
                  .path = std::string{path},
                  .form = &form,
                  .layout = kern::Layout::narrow,
                  .crumbs = {{overview_path, "Neues"}}}};
  page.form(form, {.path = std::string{path}}, [&](kern::Fields& f) {
    f.all();
    f.submit(button);
  });
  return page.finish();
}

Piece find(StaffContext const& c) {
  std::optional<Piece> found;
  c.db.read([&](db::Connection& db) { found = store::piece(db, number_of(c)); });
  if (not found or found->withdrawn) throw NotFound{};
  return *std::move(found);
}

std::string path_of(Piece const& piece) { return fmt::format("/verwaltung/neues/{}", piece.id); }

void write_row(kern::Row& row, StaffPage& page, Piece const& piece) {
  row.head(piece.title);
  row.cell(i18n::short_moment(parse_iso_utc(piece.published_at)));
  row.cell(piece.withdrawn ? "zurückgezogen" : "zu lesen");
  row.cell([&](html::Writer& out) {
    if (piece.withdrawn) return;
    kern::line_link(out, path_of(piece), "Ändern", ": " + piece.title);
    page.form({.path = path_of(piece) + "/zurueckziehen", .classes = {}}, [&](kern::Fields& f) {
      kern::line_button(f.out(), {.label = "Zurückziehen", .about = ": " + piece.title});
    });
  });
}

void write_list(html::Writer& out, StaffPage& page, std::vector<Piece> const& pieces) {
  std::vector<kern::Column> const columns{{"Überschrift"}, {"Seit"}, {"Stand"}, {.label = "Tun", .hidden = true}};
  kern::table(out, {.caption = "Liste", .columns = columns, .hide_caption = true, .wide = true}, [&](kern::Rows& rows) {
    for (auto const& piece : pieces) rows.row([&](kern::Row& row) { write_row(row, page, piece); });
  });
}

}  // namespace

http::Response overview(http::Request const&, StaffContext& c) {
  std::vector<Piece> pieces;
  std::int64_t readers = 0;
  c.db.read([&](db::Connection& db) {
    pieces = store::newest(db, true, shown);
    readers = store::count_confirmed(db);
  });
  StaffPage page{c, {.title = "Neues", .path = overview_path}};
  page.lead(fmt::format("{} {} Neues per E-Mail.", readers, readers == 1 ? "Person bekommt" : "Menschen bekommen"));
  kern::actions(page.out(),
                [](html::Writer& out) { kern::button_link(out, {.path = write_path, .label = "Neues schreiben"}); });
  if (pieces.empty()) {
    kern::empty_state(page.out(), "Sie haben noch nichts veröffentlicht.");
    return page.finish();
  }
  kern::section(page.out(), {.id = "liste", .heading = "Was Sie veröffentlicht haben"},
                [&](html::Writer& out) { write_list(out, page, pieces); });
  return page.finish();
}

http::Response writing(http::Request const&, StaffContext& c) {
  return show(c, questions(c), "Neues schreiben", write_path, "Veröffentlichen");
}

http::Response publish_piece(http::Request const& request, StaffContext& c) {
  auto form = questions(c);
  form.read(request.body);
  if (not form.fine()) return show(c, form, "Neues schreiben", write_path, "Veröffentlichen");
  return perform(c, request, [&](acts::Transaction& tx) {
    publish(tx, form.text("titel"), form.text("text"));
    return acts::see(overview_path);
  });
}

http::Response editing(http::Request const&, StaffContext& c) {
  auto const piece = find(c);
  auto form = questions(c);
  form.fill("titel", piece.title);
  form.fill("text", piece.text);
  return show(c, form, "Neues ändern", path_of(piece), "Speichern");
}

http::Response change_piece(http::Request const& request, StaffContext& c) {
  auto const piece = find(c);
  auto form = questions(c);
  form.read(request.body);
  if (not form.fine()) return show(c, form, "Neues ändern", path_of(piece), "Speichern");
  return perform(c, request, [&](acts::Transaction& tx) {
    change(tx, piece.id, form.text("titel"), form.text("text"));
    return acts::see(overview_path);
  });
}

http::Response withdraw_piece(http::Request const& request, StaffContext& c) {
  return perform(c, request, [&](acts::Transaction& tx) {
    withdraw(tx, number_of(c));
    return acts::see(overview_path);
  });
}

}  // namespace kreislauf::news::pages
