#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "authority/model.h"
#include "authority/person.h"
#include "base/clock.h"
#include "base/shared.h"
#include "platform/crypto/keys.h"
#include "platform/db/db.h"
#include "platform/http/paths.h"
#include "platform/i18n/i18n.h"
#include "platform/limits/limits.h"
#include "platform/live/live.h"

namespace kreislauf::kern {
class Sheet;
}

namespace kreislauf::authority {

class Directory;
struct TownContext;

/// What a module puts on a page of another one: a named place, and what it writes there. Must not wait for a database,
/// but at `staff_start`, whose page does.
struct Panel {
  /// `home`, `home_first` (tiles before all others), `service`, `office_top` (before the hours),
  /// `office_more`, `not_found`, `cases_top` (the list of cases of an office) or `staff_start`
  std::string_view place;
  /// `subject` is the key of what the page is about (of `staff_start` the office), `slug` its name in addresses. Writes
  /// nothing where there is nothing to say.
  std::function<void(kern::Sheet&, TownContext const&, std::string_view subject, std::string_view slug)> write;
};

/// A link in the main menu of a town.
struct MenuEntry {
  std::string_view path;
  std::string_view label;  ///< made with i18n::message
  int order = 0;
  bool in_footer = false;  ///< stands at the foot of the page, beside the menu
  /// Has this town anything to show there? Must not wait for a database. Nothing: always.
  std::function<bool(TownContext const&)> shown = {};
};

/// How long something is kept: in one office, or everywhere.
struct PrivacyPeriod {
  std::string office;  ///< its German name; empty: everywhere
  std::string text;    ///< in the visitor's language
};

/// One purpose for which a module keeps data of people: a section of the privacy page (Art. 13 DSGVO). All texts are
/// made with i18n::message. A table with personal columns that no section names fails a test.
struct PrivacySection {
  std::string_view id;  ///< anchor: `termine`
  std::string_view heading;
  std::vector<std::string_view> data;  ///< what is kept: one line each
  std::string_view purpose;
  std::string_view basis;  ///< letter of Art. 6 (1) DSGVO with the law
  /// How long, from what the town has set. May read the database.
  std::function<std::vector<PrivacyPeriod>(TownContext const&)> periods;
  std::string_view recipients = {};      ///< who gets it besides the office; nothing: nobody
  std::vector<std::string_view> tables;  ///< as in the module's schema/columns.csv
  /// Is this done in this town? May read the database. Nothing: always.
  std::function<bool(TownContext const&)> shown = {};
};

/// How an event reads in the audit trail: `appointment.confirm` -> "Termin bestätigt". An event without words fails a
/// test.
struct EventWord {
  std::string_view kind, german;
};

/// What an event is about, in German words for the audit trail.
struct EventAbout {
  std::string what = {};    ///< `Termin am 24. November um 10:00 Uhr`
  std::string office = {};  ///< key of the office in which it happened; empty where it is none or not known
  std::string more = {};    ///< what its data say: `Schalter 2`
};
/// Knows the subjects of a module.
struct EventReader {
  std::string_view prefix;  ///< of its subjects: `appointment:`
  std::function<EventAbout(db::Connection&, TownContext const&, std::string_view subject, std::string_view data)> read;
};

/// What the frames of pages show of all modules, made once at start.
struct Frame {
  std::vector<MenuEntry> menu;
  std::vector<NavEntry> staff_menu;
  std::vector<Panel> panels;
  std::vector<EventWord> event_words;
  std::vector<PrivacySection> privacy;
  std::vector<EventReader> event_readers;
};

/// What one request knows before anybody has looked at it. Made new for each; nothing is ambient.
struct Visit {
  Clock const& clock;
  crypto::Random& random;
  i18n::Translator t;
  Shared<Directory> directory;
  Frame const& frame;
  crypto::Keyring const& keyring;
  limits::Limits& limits;     ///< what a network may do, over all authorities
  live::Hub& live;            ///< tells open pages that something has changed
  std::string origin;         ///< `http://gescher.localhost:8080`
  std::string portal_origin;  ///< `http://localhost:8080`
  std::string town_domain;    ///< `localhost:8080`: an authority answers at NAME.<town_domain>
  bool demo = false;
  std::string_view route = {};   ///< the pattern that was matched
  http::PathValues values = {};  ///< of its `{...}`
};

/// Everything a handler may use besides its request. The three below say more; a handler asks for the one it needs.
struct Context : Visit {
  explicit Context(Visit visit) : Visit{std::move(visit)} {}
  Context(Context const&) = delete;
  Context& operator=(Context const&) = delete;
  virtual ~Context() = default;

  /// The value of `{name}` in the pattern, decoded. A name that the pattern has not is an error of the program.
  std::string const& path(std::string_view name) const;
  /// `http://ahaus.localhost:8080`
  std::string origin_of(Authority const& other) const;
  std::string_view scheme() const;
  std::chrono::sys_days today() const { return legal_time(clock.now()).day; }
  /// The town whose address this is; nothing on the portal of the region. Only for frames and pages that stand at both.
  virtual TownContext const* at_town() const { return nullptr; }
};

/// At the portal of the region.
struct RegionContext : Context {
  using Context::Context;
};

/// At the address of an authority, with its own data.
struct TownContext : Context {
  TownContext(Visit visit, Authority const& here, std::shared_ptr<Town const> its, db::Database& data)
      : Context{std::move(visit)}, authority{here}, town{std::move(its)}, db{data}, keys{keyring, here.key.value()} {}

  Authority const& authority;
  Shared<Town> town;
  db::Database& db;
  crypto::Keys keys;  ///< of this authority

  TownContext const* at_town() const override { return this; }
  /// Who acts, for keys and events: `guest`, `staff:7`.
  virtual std::string actor() const { return "guest"; }
  /// Somebody who is signed in here; nothing for residents.
  virtual Staff const* signed_in() const { return nullptr; }
};

/// What a job does for a resident as a page would, without a page: in the language of `t`, at the address `site`
/// (`https://gescher.example`).
struct ProgrammeContext : TownContext {
  using TownContext::TownContext;
  std::string actor() const override { return "programme"; }
};

/// Somebody (or a device) is signed in and has the right that the route asks for.
struct StaffContext : TownContext {
  StaffContext(Visit visit, Authority const& here, std::shared_ptr<Town const> its, db::Database& data, Staff who)
      : TownContext{std::move(visit), here, std::move(its), data}, staff{std::move(who)} {}

  Staff staff;

  std::string actor() const override { return staff.actor(); }
  Staff const* signed_in() const override { return &staff; }
};

/// A specialist system asks, with its key. Its rights are those of the office for which the key was made, checked as
/// those of a clerk are.
struct ProgramContext : StaffContext {
  ProgramContext(Visit visit, Authority const& here, std::shared_ptr<Town const> its, db::Database& data, Staff who,
                 Program which)
      : StaffContext{std::move(visit), here, std::move(its), data, std::move(who)}, program{std::move(which)} {}

  Program program;
};

}  // namespace kreislauf::authority
