#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>

#include <CLI/CLI.hpp>
#include <thread>

#include "administration/receipts/receipts.h"
#include "app/commands/command.h"
#include "app/key_file.h"
#include "app/known_heads.h"
#include "base/errors.h"
#include "base/log.h"
#include "platform/ledger/seal.h"

// The process that alone has the secret keys of the ledgers: once a minute it reads again what is new, and signs.
namespace kreislauf::app {

namespace {

struct SealOptions {
  StoreChoice store;
  std::string key_file;
  int every = 60;
  bool once = false, new_epoch = false, with_parent = false;
};

/// Each authority has a key of its own; all follow from the newest of the key file.
ledger::NoteSigner signer_of(crypto::MasterKeys const& keys, AuthorityKey const& authority) {
  auto const seed = crypto::hkdf(keys.rbegin()->second, authority.value(), "ledger/seal");
  return {receipts::ledger_name(authority), crypto::SigningKey{seed}};
}

class Sealer {
 public:
  Sealer(SealOptions const& options, Clock const& clock)
      : options_{options},
        clock_{clock},
        program_{clock},
        keys_{read_key_file(options.key_file)},
        known_{options.key_file + ".heads"} {
    program_.open_without_keys(options.store);
  }

  /// One look at every authority; true when nothing is wrong anywhere.
  bool pass() {
    bool fine = true;
    auto& house = program_.house();
    house.authorities.reload();
    for (auto const& authority : house.authorities.directory()->all()) {
      try {
        fine = seal(authority.key) and fine;
      } catch (std::exception const& reason) {
        fine = false;
        log::error("not_sealed", fmt::format("{}: {}", authority.key.value(), reason.what()));
      }
      house.store.rest(authority.key);
    }
    known_.write();
    return fine;
  }

 private:
  bool seal(AuthorityKey const& key) {
    auto const signer = signer_of(keys_, key);
    auto const allowed = options_.new_epoch ? ledger::NewEpoch::allowed : ledger::NewEpoch::refused;
    auto const sealed =
        ledger::seal(program_.house().store.authority(key), signer, clock_, known_.of(key, signer.key()), allowed);
    if (not sealed) {
      log::error("ledger_damaged", fmt::format("{}: {}", key.value(), ledger::sentence(sealed.error())));
      return false;
    }
    if (not *sealed or not(*sealed)->is_new) return true;
    receipts::announce_key(program_.house().store, key, signer.key(), clock_.now());
    known_.keep(key, (*sealed)->note);
    return true;
  }

  SealOptions const& options_;
  Clock const& clock_;
  Program program_;
  crypto::MasterKeys keys_;
  KnownHeads known_;
};

void run(SealOptions const& options, int& code) {
  if (options.with_parent) ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  crypto::SystemRandom random;
  std::string first(32, '\0');
  random.fill(reinterpret_cast<unsigned char*>(first.data()), first.size());
  if (make_key_file(options.key_file, {{1, first}}))
    fmt::print("{} is made: keep a copy of it apart from the data.\n", options.key_file);
  SystemClock const clock;
  Sealer sealer{options, clock};
  for (;;) {
    bool const fine = sealer.pass();
    if (options.once) {
      code = fine ? 0 : static_cast<int>(Exit::rejected);
      return;
    }
    std::this_thread::sleep_for(std::chrono::seconds{options.every});
  }
}

}  // namespace

void add_seal(CLI::App& program, int& code) {
  auto* command = program.add_subcommand("seal",
                                         "Sign the ledgers, once a minute; a process of its own, which alone "
                                         "has the key");
  auto options = std::make_shared<SealOptions>();
  add_store_options(*command, options->store);
  command
      ->add_option("--seal-key", options->key_file,
                   "file with the secret key; made when it is not there. The portal must not be able to read it")
      ->required();
  command->add_option("--every", options->every, "seconds between two looks")
      ->capture_default_str()
      ->check(CLI::Range(1, 3600));
  command->add_flag("--once", options->once, "look once and end");
  command->add_flag("--new-epoch", options->new_epoch,
                    "once after a restore: the ledger goes on from an older copy, which you know");
  command->add_flag("--with-parent", options->with_parent, "end with the program that has started this one");
  command->callback([=, &code] { run(*options, code); });
}

}  // namespace kreislauf::app
