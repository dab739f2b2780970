#include <fmt/format.h>

#include "administration/accounts/acts/secrets.h"
#include "administration/accounts/resident/frame.h"
#include "administration/accounts/resident/pages.h"
#include "administration/accounts/store/store.h"
#include "platform/http/visitor.h"

// The own account at one glance: what lies in it, what its owner has to do, and the ways on.
namespace kreislauf::accounts::pages {

namespace {

using authority::Page, authority::path_in;

/// Of all modules, in the order in which they came into the account.
std::vector<Item> items_of(Accounts const& module, TownContext const& c, Holder const& holder) {
  std::vector<std::string> subjects;
  c.db.read([&](db::Connection& connection) { subjects = store::items_of(connection, holder.id, most_items); });
  std::vector<Item> all;
  for (auto const& keeper : module.keepers()) {
    std::vector<std::string> own;
    for (auto const& one : subjects)
      if (one.starts_with(keeper.prefix)) own.push_back(one);
    if (own.empty()) continue;
    for (auto& item : keeper.items(c, own)) all.push_back(std::move(item));
  }
  return all;
}

void write_items(html::Writer& out, TownContext const& c, std::vector<Item> const& items) {
  auto const& t = c.t;
  if (items.empty()) {
    kern::empty_state(out, t("Hier stehen Ihre Anträge, sobald Sie einen beginnen."));
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = path_in(c, "/dienste"), .label = t("Dienste finden")});
    });
    return;
  }
  out("<ul class='kl-tasks'>"_h);
  for (auto const& one : items) {
    out("<li><span><a href='"_h, path_in(c, one.path), "'>"_h, one.title, "</a>"_h);
    if (not one.more.empty()) out("<br><span class='kl-small'>"_h, one.more, "</span>"_h);
    if (not one.todo.empty()) out("<br>"_h, one.todo);
    out("</span>"_h);
    kern::badge(out, one.tone, one.state);
    out("</li>"_h);
  }
  out("</ul>"_h);
}

http::Response show_own(Accounts const& module, TownContext const& c, Holder const& holder, Account const& account) {
  auto const& t = c.t;
  Page page{c,
            {.title = std::string{t("Mein Konto")}, .path = "/konto", .layout = kern::Layout::narrow, .index = false}};
  auto& out = page.out();
  page("<p class='kl-lead'>"_h, t("Angemeldet mit"), " <bdi>"_h, address_of(c.keys, account), "</bdi></p>"_h);
  auto const items = items_of(module, c, holder);
  kern::section(out, {.id = "antraege", .heading = t("Meine Anträge")},
                [&](html::Writer&) { write_items(out, c, items); });
  kern::section(out, {.id = "mehr", .heading = t("Meine Daten")}, [&](html::Writer&) {
    kern::links(out, {{.path = path_in(c, "/konto/angaben"),
                       .label = t("Meine Angaben"),
                       .small = t("Name, Anschrift und Telefon, damit Sie sie nicht jedes Mal eintippen")},
                      {.path = path_in(c, "/konto/daten"),
                       .label = t("Wer hat meine Daten benutzt?"),
                       .small = t("Wer, wann, welche und wozu")},
                      {.path = path_in(c, "/konto/benachrichtigungen"),
                       .label = t("Benachrichtigungen"),
                       .small = t("Meldung auf dem Handy, Ruhezeit")},
                      {.path = path_in(c, "/konto/sicherheit"),
                       .label = t("Anmeldung und Geräte"),
                       .small = t("E-Mail-Adresse, angemeldete Geräte, Konto löschen")}});
  });
  page.button_form(path_in(c, "/konto/abmelden"), {.label = t("Abmelden"), .weight = kern::Weight::secondary});
  return page.finish();
}

}  // namespace

http::Response own(Accounts& module, http::Request const& request, TownContext& c) {
  if (not http::is_safe_way(request)) return unsafe_way_page(c);
  bool const again = http::field(request.query, "nochmal").has_value();
  if (auto const holder = holder_of(c, request); holder and not again) {
    if (auto const account = account_of(c, *holder)) return show_own(module, c, *holder, *account);
  }
  auto const back = http::own_path_or(http::field(request.query, "ziel").value_or(""), path_in(c, "/konto"));
  auto const form = entrance_question(c);
  auto const left = again                                      ? Left::again
                    : http::field(request.query, "abgemeldet") ? Left::signed_out
                    : http::field(request.query, "neu")        ? Left::moved
                                                               : Left::no;
  return show_entrance(c, form, back, left);
}

}  // namespace kreislauf::accounts::pages
