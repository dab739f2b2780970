#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "administration/accounts/acts/keeping.h"
#include "administration/accounts/acts/people.h"
#include "administration/accounts/shared/holder.h"
#include "administration/accounts/shared/uses.h"
#include "administration/notifications/notifications.h"
#include "authority/module.h"
#include "platform/kern/components.h"

/// Accounts of residents: what somebody has with the authority, in one place. Nobody needs one.
///
///   if (auto const holder = accounts::holder_of(c, request)) accounts::keep(tx, holder->id, "application:17");
namespace kreislauf::accounts {

/// Something that lies in an account, as its list shows it.
struct Item {
  std::string path;  ///< without the language
  std::string title;
  std::string more = {};  ///< number, day
  kern::Tone tone = kern::Tone::info;
  std::string state;      ///< `In Bearbeitung`
  std::string todo = {};  ///< what its owner has to do; empty: nothing
};

/// A module whose things lie in accounts.
struct Keeper {
  std::string_view prefix;  ///< of its subjects: `application:`
  /// What they are now, in the same order; what is gone is left out.
  std::function<std::vector<Item>(authority::TownContext const&, std::vector<std::string> const& subjects)> items;
  /// Who has used the data of one.
  std::function<std::vector<Use>(authority::TownContext const&, std::string const& subject)> uses;
  /// How one is called in a list of what it was used for; empty: it is gone.
  std::function<std::string(authority::TownContext const&, std::string const& subject)> name;
};

class Accounts {
 public:
  explicit Accounts(notifications::Notifications& its) : notifications{its} {}

  /// Before the first request.
  void serve(Keeper keeper) { keepers_.push_back(std::move(keeper)); }
  std::vector<Keeper> const& keepers() const { return keepers_; }
  Keeper const* keeper_of(std::string_view subject) const;

  notifications::Notifications& notifications;

 private:
  std::vector<Keeper> keepers_;
};

/// Made before the modules whose things lie in accounts.
std::shared_ptr<Accounts> make(notifications::Notifications& notifications);
/// All that this module gives to the house.
authority::Module module(std::shared_ptr<Accounts> accounts);

}  // namespace kreislauf::accounts
