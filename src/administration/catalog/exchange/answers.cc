#include <fmt/format.h>

#include "administration/catalog/catalog.h"
#include "administration/catalog/exchange/exchange.h"
#include "base/csv.h"

// What each town sets for itself is asked of the town: the list of questions, and its answers.
namespace kreislauf::catalog::exchange {

namespace {

using authority::CommandRun;

std::shared_ptr<Snapshot const> snapshot_of(authority::House& house) {
  import_embedded(house.store, house.clock);
  Catalog catalog{house.store};
  catalog.reload();
  return catalog.snapshot();
}

}  // namespace

int run_import_answers(CommandRun const& run) {
  auto const csv = authority::read_file(run.arguments.text("FILE"));
  run.house.migrate_towns();
  auto const snapshot = snapshot_of(run.house);
  auto const known = [&](std::string_view key, std::string_view question) {
    auto const* service = snapshot->by_key(key);
    if (service == nullptr) service = snapshot->any(key);
    return service != nullptr and service->asks(question);
  };
  auto const on_rejection =
      run.arguments.flag("--all-or-nothing") ? OnRejection::roll_back : OnRejection::keep_good_lines;
  return authority::print_report(authority::import_answers(run.house.store, csv, on_rejection, known), "answers",
                                 run.json);
}

int run_questions(CommandRun const& run) {
  auto const snapshot = snapshot_of(run.house);
  auto const town = run.house.authorities.town(run.town->key);
  fmt::print("authority,service,question,ask,answer\n");
  auto const ask = [&](Service const& service) {
    for (auto const& question : service.town_questions) {
      auto const& key = service.key.value();
      fmt::print("{},{},{},{},{}\n", run.town->slug, key, question.id,
                 csv::quoted(fmt::format("{}: {}", service.name(), question.ask)),
                 csv::quoted(town->answer_to(key, question.id)));
    }
  };
  for (auto const& service : snapshot->all()) ask(service);
  for (auto const& service : snapshot->inner()) ask(service);
  return authority::exit_fine;
}

}  // namespace kreislauf::catalog::exchange
