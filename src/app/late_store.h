#pragma once

#include <memory>
#include <stdexcept>

#include "platform/db/db.h"

namespace kreislauf::app {

/// A store that is opened after the modules were made: the command line is made of their commands, and only the command
/// line tells which store. Whoever uses it before is at fault.
class LateStore final : public db::Store {
 public:
  void open(std::unique_ptr<db::Store> store) { store_ = std::move(store); }

  db::Database& commons() override { return opened().commons(); }
  db::Database& authority(AuthorityKey const& key) override { return opened().authority(key); }
  void rest(AuthorityKey const& key) override { opened().rest(key); }
  void migrate_commons(std::vector<db::Migration> const& migrations, Clock const& clock) override {
    opened().migrate_commons(migrations, clock);
  }
  db::MigrationReport migrate_authorities(std::vector<AuthorityKey> const& keys,
                                          std::vector<db::Migration> const& migrations, Clock const& clock,
                                          std::function<void(std::size_t)> const& progress) override {
    return opened().migrate_authorities(keys, migrations, clock, progress);
  }
  std::string engine() const override { return opened().engine(); }
  std::vector<std::string> copy_to(std::string const& folder) override { return opened().copy_to(folder); }
  void claim() override { opened().claim(); }
  bool on_duty() override { return opened().on_duty(); }
  int servers() override { return opened().servers(); }
  void tell_others(std::string const& what) override { opened().tell_others(what); }
  std::vector<std::string> told_by_others() override { return opened().told_by_others(); }

 private:
  db::Store& opened() const {
    if (store_ == nullptr) throw std::logic_error{"the store is used before it was opened"};
    return *store_;
  }

  std::unique_ptr<db::Store> store_;
};

}  // namespace kreislauf::app
