#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/late_store.h"
#include "app/modules.h"
#include "authority/house.h"
#include "platform/live/live.h"

namespace kreislauf::app {

/// What every command that touches the store needs to know.
struct StoreChoice {
  std::string data = "data";  ///< folder of the embedded store
  std::string store;          ///< postgresql://... instead
  bool json = false;          ///< answer for scripts

  std::string location() const { return store.empty() ? data : store; }
};

/// The house with its modules. Made before the store is open; `open` and `prepare` make it fit for work.
class Program {
 public:
  using Progress = std::function<void(std::size_t done, std::size_t of)>;

  explicit Program(Clock const& clock);
  /// Opens the store, brings the commons to the newest schema and reads what is kept of them in memory.
  void open(StoreChoice const& choice);
  /// Brings the databases of all authorities to the newest schema and stores what came with the program.
  db::MigrationReport prepare(Progress const& progress = {});
  /// Reads again what is kept of the commons in memory.
  void reload();

  authority::House& house() { return house_; }
  Modules& modules() { return modules_; }
  authority::Authorities& authorities() { return authorities_; }
  live::Hub& live() { return live_; }

 private:
  LateStore store_;
  crypto::SystemRandom random_;
  live::Hub live_;
  limits::Limits limits_;
  i18n::Catalogues languages_;
  authority::Authorities authorities_;
  authority::House house_;
  Modules modules_;
};

}  // namespace kreislauf::app
