#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "authority/authority.h"
#include "authority/command.h"
#include "authority/house.h"
#include "authority/route.h"
#include "platform/acts/acts.h"

namespace kreislauf::authority {

/// A schema of the JSON API (JSON Schema 2020-12) by name.
struct ApiSchema {
  std::string_view name, schema;
};

/// Work that is done by itself in every authority.
struct Job {
  std::string_view name;  ///< `appointments.tick`
  enum class When : std::uint8_t {
    due,    ///< at the moment the last run told, and after each change of the authority's data
    daily,  ///< once for each legal day
  } when = When::due;
  /// When a job that is `due` wants to run next; nothing: after the next change. The answer of a daily one is not
  /// looked at: it does all of its work itself, in bounded commits.
  std::function<std::optional<Instant>(TownVisit&)> run;
};

/// Sends what waits in the outbox under one kind. An empty text is success; else the reason, without personal data.
struct Delivery {
  std::string_view kind;
  std::function<std::string(TownVisit&, acts::OutboxMessage const&)> send;
};

/// What a check has looked at, and what it found: a sentence each, without personal data.
struct Verified {
  std::vector<std::pair<std::string_view, std::int64_t>> counts;
  std::vector<std::string> findings;
};
/// Looks for contradictions in one authority's data (`kreislauf verify NAME TOWN`).
struct Check {
  std::string_view name, help;
  std::function<Verified(TownVisit&)> run;
};

/// Something that a town's pages need of the town; `kreislauf check towns` lists who lacks it.
struct TownNeed {
  std::string_view name;     ///< `telephone`
  std::string_view without;  ///< what residents see without it, or do not see
  std::function<bool(TownVisit&)> missing;
};

/// What a module keeps under the keys of the house (platform/crypto/keys.h).
struct UnderKeys {
  /// Seals with the newest key what an older one has sealed, and makes anew what follows from it. What no key opens is
  /// emptied: its owner sets it up again.
  std::function<void(TownVisit&)> renew = {};
  /// How much would be lost without the key of this number: texts that it has sealed, links that people still have.
  std::function<std::int64_t(TownVisit&, int number)> needs = {};
};

/// All that a module gives to the house: plain data, made once at start. app/modules.cc is the only list of modules.
struct Module {
  std::string_view name;    ///< `appointments`: folder, namespace, prefix of events and commands
  std::string_view folder;  ///< `administration/appointments`, below src/: where its schema lies
  std::vector<Route> routes = {};
  std::vector<ApiSchema> schemas = {};
  std::vector<MenuEntry> menu = {};
  std::vector<NavEntry> staff_menu = {};
  std::vector<Right> rights = {};
  std::vector<EventWord> event_words = {};
  std::vector<EventReader> event_readers = {};
  std::vector<Job> jobs = {};
  std::vector<Delivery> deliveries = {};
  std::vector<Panel> panels = {};
  std::vector<Command> commands = {};
  std::vector<Check> checks = {};
  std::vector<PrivacySection> privacy = {};
  std::vector<TownNeed> needs = {};
  UnderKeys under_keys = {};
  /// When offices are open, where the module knows better than their row: read with the town, told on every page.
  Authorities::ReadHours hours = {};
  /// What must be in the store before the first request: data that came with the program.
  std::function<void(House&)> prepare = {};
  /// Fills the sample district (`serve --demo`); what is there already stays.
  std::function<void(House&)> demo = {};
  /// An authority's data come from a copy: what was true then and must not come back (sessions) ends.
  std::function<void(acts::Transaction&)> restored = {};
  /// Every second: does what is due of the installation as a whole (jobs belong to authorities). True where it has
  /// changed the commons; then all modules read them again.
  std::function<bool(House&)> look = {};
  /// Another program has changed the commons: reads again what is kept of them in memory.
  std::function<void()> reload = {};
  /// What the functions above use while the program runs.
  std::shared_ptr<void> state = {};
};

}  // namespace kreislauf::authority
