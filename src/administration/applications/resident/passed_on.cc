#include "administration/applications/resident/passed_on.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/applications/acts/links.h"
#include "administration/applications/resident/draft_page.h"
#include "administration/applications/store/store.h"
#include "authority/page.h"
#include "platform/i18n/dates.h"
#include "platform/kern/components.h"

namespace kreislauf::applications::pages {

namespace {

using authority::path_in, authority::TownContext;

std::optional<Transfer> newest_of(TownContext const& c, Application const& a) {
  std::vector<Transfer> all;
  c.db.read([&](db::Connection& connection) { all = store::transfers_of(connection, a.id); });
  return all.empty() ? std::nullopt : std::optional{std::move(all.back())};
}

std::string name_of(TownContext const& c, Transfer const& transfer) {
  auto const* other = c.directory->by_key(transfer.authority);
  return other == nullptr ? transfer.authority : other->full_name();
}

/// The page there can be reached: the other one has told of it.
bool is_reachable(Transfer const& transfer) { return is_away(transfer) and transfer.there != 0; }

void write_away(html::Writer& out, TownContext const& c, Transfer const& transfer) {
  auto const& t = c.t;
  auto const name = name_of(c, transfer);
  kern::panel(out, "andere-behoerde", t("Jetzt bei: {}", name), [&](html::Writer&) {
    out("<p>"_h, t("Dort sehen Sie, wie weit Ihr Antrag ist, schreiben Nachrichten und ergänzen, was noch fehlt."),
        "</p>"_h);
    if (not is_reachable(transfer)) {
      out("<p>"_h, t("Ihr Antrag ist gerade auf dem Weg dorthin. Bitte schauen Sie in einigen Minuten noch einmal."),
          "</p>"_h);
      return;
    }
    kern::details(out, [&](kern::Details& details) {
      details.row(t("Nummer dort"), html::fragment("<bdi dir='ltr' class='kl-num'>"_h, transfer.number, "</bdi>"_h));
    });
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = path_in(c, path_of(c, "/dort")), .label = t("Weiter zu: {}", name)});
    });
  });
}

/// § 25 Absatz 1 VwVfG NRW: people know with whom they deal, and since when.
void write_origin(html::Writer& out, TownContext const& c, Transfer const& transfer) {
  auto const& t = c.t;
  auto const first = i18n::parse_iso(transfer.first_on).value_or(c.today());
  kern::note(out, {}, [&](html::Writer&) {
    out("<p>"_h,
        t("{} hat uns Ihren Antrag weitergegeben, weil wir dafür zuständig sind. Zuerst angekommen ist er am {}. Die "
          "Nummer dort war {}.",
          name_of(c, transfer), i18n::long_date(t, first), transfer.number),
        "</p>"_h);
  });
}

}  // namespace

void write_transfer(html::Writer& out, TownContext const& c, Application const& a) {
  auto const newest = newest_of(c, a);
  if (not newest) return;
  if (is_away(*newest))
    write_away(out, c, *newest);
  else if (newest->way == Transfer::Way::in)
    write_origin(out, c, *newest);
}

bool came_from_elsewhere(TownContext const& c, Application const& a) {
  std::vector<Transfer> all;
  c.db.read([&](db::Connection& connection) { all = store::transfers_of(connection, a.id); });
  return std::any_of(all.begin(), all.end(), [](Transfer const& it) { return it.way == Transfer::Way::in; });
}

http::Response go_on_there(Applications& module, http::Request const&, TownContext& c) {
  auto const own = by_token(module, c, c.path("kennung"));
  auto const newest = newest_of(c, own.application);
  auto const* other =
      newest and is_reachable(*newest) ? module.house.authorities.directory()->by_key(newest->authority) : nullptr;
  if (other == nullptr) return http::see_other(path_in(c, path_of(c)));
  auto const way = newest->way == Transfer::Way::out ? Transfer::Way::in : Transfer::Way::out;
  std::optional<Application> there;
  module.house.store.authority(other->key).read([&](db::Connection& connection) {
    // Only what both sides know of: nothing else of the other authority is looked at.
    auto const known = store::transfer(connection, way, newest->id);
    if (known and known->application == newest->there) there = store::find(connection, known->application);
  });
  if (not there) return http::see_other(path_in(c, path_of(c)));
  crypto::Keys const keys{module.house.keyring, other->key.value()};
  return http::see_other(
      fmt::format("{}{}/mein-antrag/{}", newest->site, i18n::path_prefix(c.t.language()), token_of(keys, *there)));
}

}  // namespace kreislauf::applications::pages
