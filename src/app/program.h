#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/late_maker.h"
#include "app/late_store.h"
#include "app/modules.h"
#include "authority/house.h"
#include "platform/live/live.h"
#include "platform/ocr/reader_process.h"

namespace kreislauf::app {

/// What every command that touches the store needs to know.
struct StoreChoice {
  std::string data = "data";  ///< folder of the embedded store
  std::string store;          ///< postgresql://... instead
  std::string blobs;     ///< where documents lie, when not in the data folder: a folder, s3://BUCKET or https://...
  std::string key_file;  ///< where the master keys lie; empty: the usual place (app/key_file.h)
  bool json = false;     ///< answer for scripts

  std::string location() const { return store.empty() ? data : store; }
};

/// The house with its modules. Made before the store is open; `open` and `prepare` make it fit for work.
/// Below the data folder while a copy is put back: what is in it is not whole.
inline constexpr std::string_view unfinished_restore = ".restoring";

class Program {
 public:
  using Progress = std::function<void(std::size_t done, std::size_t of)>;

  explicit Program(Clock const& clock);
  /// Opens the store, brings the commons to the newest schema, takes the keys and reads what is kept of the commons in
  /// memory.
  void open(StoreChoice const& choice);
  /// The same for work without keys: when they are lost.
  void open_without_keys(StoreChoice const& choice);
  /// Reads the key file again: somebody has added a key, or taken one out of use.
  void take_keys();
  /// Brings the databases of all authorities to the newest schema and stores what came with the program.
  db::MigrationReport prepare(Progress const& progress = {});
  /// Reads again what is kept of the commons in memory.
  void reload();
  /// Lets the modules do what is due of the installation, and reads again what that has changed.
  void look();

  authority::House& house() { return house_; }
  Modules& modules() { return modules_; }
  authority::Authorities& authorities() { return authorities_; }
  live::Hub& live() { return live_; }
  /// Letters, receipts and forms; `begin` gives it the processes that make them.
  LateMaker& documents() { return documents_; }

 private:
  StoreChoice choice_;
  LateStore store_;
  crypto::SystemRandom random_;
  live::Hub live_;
  limits::Limits limits_;
  crypto::Keyring keyring_;
  i18n::Catalogues languages_;
  LateMaker documents_;
  ocr::ReaderProcess scans_;
  authority::Authorities authorities_;
  authority::House house_;
  Modules modules_;
};

}  // namespace kreislauf::app
