#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/import_report.h"
#include "platform/db/db.h"

namespace CLI {
class App;
}
namespace kreislauf::authority {
struct Authority;
}

namespace kreislauf::app {

/// What every command that touches the store needs to know.
struct StoreChoice {
  std::string data = "data";  ///< folder of the embedded store
  std::string store;          ///< postgresql://... instead
  bool json = false;

  std::string location() const { return store.empty() ? data : store; }
};

/// Exit codes, told in `--help`.
enum class Exit : int { fine = 0, rejected = 1, usage = 2, store = 3, port = 4 };

void add_store_options(CLI::App& command, StoreChoice& choice);
/// The migrations of an authority's own database, of all modules.
std::vector<db::Migration> authority_migrations();
/// Opens the store and brings the commons to the newest schema.
std::unique_ptr<db::Store> open_store(StoreChoice const& choice, Clock const& clock);
/// Opens the store for work with one authority, by key or name in addresses; says so and sets the exit code when there
/// is none of that name.
void with_authority(StoreChoice const& choice, std::string const& name, int& code,
                    std::function<void(db::Store&, authority::Authority const&, Clock const&)> const& work);
std::string read_file(std::string const& path);
/// Prints what an import did, for people or as JSON; the exit code says whether lines were rejected.
Exit print_report(ImportReport const& report, std::string const& what, bool json);

void add_serve(CLI::App& program, int& code);
void add_import(CLI::App& program, int& code);
void add_check(CLI::App& program, int& code);
void add_rules_checks(CLI::App& check, int& code);
void add_feedback(CLI::App& program, int& code);
void add_migrate(CLI::App& program, int& code);
void add_appointments_import(CLI::App& import, int& code);
void add_export(CLI::App& program, int& code);
void add_seed(CLI::App& program, int& code);
void add_staff(CLI::App& program, int& code);
void add_outbox(CLI::App& program, int& code);
void add_mail(CLI::App& program, int& code);
void add_verify(CLI::App& program, int& code);

}  // namespace kreislauf::app
