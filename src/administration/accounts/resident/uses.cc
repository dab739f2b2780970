#include <boost/json.hpp>

#include "administration/accounts/acts/secrets.h"
#include "administration/accounts/resident/frame.h"
#include "administration/accounts/resident/pages.h"
#include "administration/accounts/store/store.h"
#include "platform/acts/trail.h"
#include "platform/i18n/dates.h"

// Who has used which data of the owner, when, and why: of everything that lies in the account. And all of it as a file.
namespace kreislauf::accounts::pages {

namespace {

namespace json = boost::json;
using authority::Page, authority::path_in;

constexpr std::string_view own_path = "/konto/daten";
struct Found {
  std::vector<std::string> subjects;
  std::vector<acts::Event> events;  ///< of the account itself
};

Found found_of(TownContext const& c, Holder const& holder) {
  Found found;
  c.db.read([&](db::Connection& connection) {
    found.subjects = store::items_of(connection, holder.id, most_items);
    found.events = acts::events_of(connection, subject_of(holder.id));
  });
  return found;
}

std::vector<Person> people_in(TownContext const& c, Holder const& holder) {
  std::vector<Person> people;
  c.db.read([&](db::Connection& connection) { people = people_of(connection, c, holder.id); });
  return people;
}

/// What of the account itself was given to an application.
std::vector<Use> uses_of_facts(Accounts const& module, TownContext const& c, std::vector<acts::Event> const& events) {
  auto const& t = c.t;
  constexpr std::size_t most = 200;
  std::vector<Use> uses;
  for (auto at = events.rbegin(); at != events.rend() and uses.size() < most; ++at) {
    auto const& event = *at;
    if (event.kind != "account.fill") continue;
    auto const subject = acts::value_in(event.data, "for");
    auto const* const keeper = module.keeper_of(subject);
    auto const name = keeper == nullptr ? std::string{} : keeper->name(c, subject);
    uses.push_back({.at = parse_iso_utc(event.at),
                    .who = t("Sie selbst"),
                    .what = t("Ihre Angaben aus dem Konto"),
                    .why = t("haben sie in einen Antrag übernommen"),
                    .about = name.empty() ? std::string{t("nicht mehr da")} : name});
  }
  return uses;
}

std::vector<Use> all_uses(Accounts const& module, TownContext const& c, Found const& found) {
  auto all = uses_of_facts(module, c, found.events);
  for (auto const& subject : found.subjects) {
    auto const* const keeper = module.keeper_of(subject);
    if (keeper == nullptr) continue;
    auto const name = keeper->name(c, subject);
    for (auto& use : keeper->uses(c, subject)) {
      use.about = name;
      all.push_back(std::move(use));
    }
  }
  return all;
}

/// When the owner hears of news, and which browsers say so. Where a browser is reached is a secret of its push service.
void add_notifications(TownContext const& c, Holder const& holder, json::object& file) {
  notifications::Chosen chosen;
  c.db.read([&](db::Connection& connection) { chosen = notifications::chosen_for(connection, subject_of(holder.id)); });
  json::array devices;
  for (auto const& one : chosen.devices)
    devices.push_back(json::object{{"name", one.name}, {"language", one.language}, {"at", one.made_at}});
  file["notifications"] = json::object{{"quiet", chosen.quiet.on},
                                       {"from", i18n::clock_iso(chosen.quiet.from)},
                                       {"to", i18n::clock_iso(chosen.quiet.to)},
                                       {"sundays", chosen.quiet.sundays},
                                       {"devices", std::move(devices)}};
}

}  // namespace

http::Response uses(Accounts& module, http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  auto const& t = c.t;
  Page page{c, meta_of(c, std::string{t("Wer hat meine Daten benutzt?")}, std::string{own_path})};
  page.lead(t("An jedem Tag, an dem jemand im Amt oder ein anderes Programm Ihre Daten benutzt, steht es hier."));
  write_uses(page.out(), t, all_uses(module, c, found_of(c, *holder)), true);
  kern::section(page.out(), {.id = "mitnehmen", .heading = t("Alles mitnehmen")}, [&](html::Writer& out) {
    out("<p>"_h, t("Alles, was in Ihrem Konto steht, als Datei, die auch Programme lesen (Artikel 15 und 20 DSGVO)."),
        "</p>"_h);
    kern::actions(out, [&](html::Writer&) {
      kern::button_link(out, {.path = path_in(c, "/konto/daten.json"),
                              .label = t("Meine Daten herunterladen"),
                              .icon = "download",
                              .weight = kern::Weight::secondary,
                              .download = true});
    });
  });
  return page.finish();
}

http::Response export_all(Accounts& module, http::Request const& request, TownContext& c) {
  auto const holder = holder_of(c, request);
  if (not holder) return to_entrance(c, own_path);
  auto const account = account_of(c, *holder);
  if (not account) return to_entrance(c, own_path);
  auto const found = found_of(c, *holder);
  json::object file{
      {"authority", c.authority.full_name()}, {"address", address_of(c.keys, *account)},
      {"language", account->language},        {"opened_at", account->opened_at},
      {"erase_on", account->erase_on},        {"facts", json::parse(text_of(facts_of(c.keys, *account)))}};
  auto& people = file["people"].emplace_array();
  for (auto const& one : people_in(c, *holder))
    people.push_back(json::object{{"as", one.as},
                                  {"given_name", one.given_name},
                                  {"family_name", one.family_name},
                                  {"birthdate", one.birthdate},
                                  {"at", one.at}});
  add_notifications(c, *holder, file);
  auto& items = file["items"].emplace_array();
  for (auto const& subject : found.subjects) {
    auto const* const keeper = module.keeper_of(subject);
    if (keeper == nullptr) continue;
    for (auto const& item : keeper->items(c, {subject}))
      items.push_back(json::object{
          {"title", item.title}, {"more", item.more}, {"state", item.state}, {"page", c.origin + item.path}});
  }
  auto& history = file["history"].emplace_array();
  for (auto const& event : found.events) history.push_back(json::object{{"at", event.at}, {"what", event.kind}});
  http::Response response{
      .content_type = "application/json", .body = json::serialize(file), .caching = http::Caching::none};
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"konto.json\"");
  return response;
}

}  // namespace kreislauf::accounts::pages
