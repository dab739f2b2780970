#include "administration/receipts/exchange/commands.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/receipts/store/keys.h"
#include "platform/ledger/receipt.h"

namespace kreislauf::receipts::exchange {

namespace {

using authority::CommandRun;

/// The key that was given, else the one this installation knows under the name in the receipt.
std::optional<ledger::NoteKey> key_for(CommandRun const& run, std::string const& name) {
  std::optional<ledger::NoteKey> key;
  if (auto const given = run.arguments.text("--key"); not given.empty()) {
    if (auto read = ledger::NoteKey::read(given)) key = *std::move(read);
    return key;
  }
  run.house.store.commons().read([&](db::Connection& commons) { key = store::key_named(commons, name); });
  return key;
}

int tell(CommandRun const& run, ledger::ReceiptTruth const& truth) {
  if (run.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"genuine", true},
                                                                  {"entry", truth.index},
                                                                  {"kind", truth.leaf.kind},
                                                                  {"at", iso_utc(truth.leaf.at)},
                                                                  {"subject", truth.leaf.subject},
                                                                  {"sealed", iso_utc(truth.head.sealed)},
                                                                  {"content", truth.with_content}}));
    return authority::exit_fine;
  }
  fmt::print("The receipt is genuine.\n  {} of {}, {}\n  entry {} of a ledger with {} entries, sealed {}\n",
             truth.leaf.kind, truth.leaf.subject, iso_utc(truth.leaf.at), truth.index, truth.head.extent.size,
             iso_utc(truth.head.sealed));
  if (truth.with_content) fmt::print("  its content is the one that was committed to\n");
  return authority::exit_fine;
}

int run(CommandRun const& run) {
  auto const text = authority::read_file(run.arguments.text("FILE"));
  auto const receipt = ledger::receipt_in(text);
  if (not receipt) return authority::refuse(receipt.error());
  auto const key = key_for(run, receipt->key_name);
  if (not key) return authority::refuse("the key is not known here; give it with --key, as the authority publishes it");
  auto const truth = ledger::check(*receipt, *key);
  if (not truth) return authority::refuse(ledger::sentence(truth.error()));
  return tell(run, *truth);
}

}  // namespace

authority::Command verify_receipt() {
  return {.group = "verify",
          .name = "receipt",
          .help = "a receipt of an act, with the public key of the authority",
          .arguments = {{.name = "FILE", .help = "the receipt, JSON", .required = true},
                        {.name = "--key", .help = "the public key, when it is not to be taken from this installation"}},
          .run = run};
}

}  // namespace kreislauf::receipts::exchange
