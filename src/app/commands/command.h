#pragma once

#include <functional>
#include <string>

#include "app/program.h"

namespace CLI {
class App;
}

namespace kreislauf::app {

/// Exit codes, told in `--help`.
enum class Exit : int { fine = 0, rejected = 1, usage = 2, store = 3, port = 4 };

void add_store_options(CLI::App& command, StoreChoice& choice);
/// The subcommand of this name, made when it is not there yet: `import`, `check`.
CLI::App& group_of(CLI::App& program, std::string const& name);
/// An authority by its name in addresses or its key; nullptr, and told on the error channel, when there is none.
authority::Authority const* find_town(Program& program, std::string const& name);
/// Opens the store for work with one authority; sets the exit code when there is none of that name.
void with_town(StoreChoice const& choice, std::string const& name, int& code,
               std::function<void(authority::TownVisit&)> const& work);

/// The commands and checks that modules give: `kreislauf import leika FILE`, `kreislauf verify appointments TOWN`.
void add_module_commands(CLI::App& program, Program& house, int& code);
void add_serve(CLI::App& program, int& code);
void add_rules_checks(CLI::App& program, int& code);
/// `check towns`: what towns have not told, and what residents see instead.
void add_check_towns(CLI::App& program, int& code);
void add_migrate(CLI::App& program, int& code);
/// `backup DIR`, `restore DIR`.
void add_backup(CLI::App& program, int& code);
/// `keys new`, `show`, `rotate`, `renew`, `drop`, `lost`.
void add_keys(CLI::App& program, int& code);
/// `seal`: the process that signs the ledgers.
void add_seal(CLI::App& program, int& code);
void add_outbox(CLI::App& program, int& code);
void add_mail(CLI::App& program, int& code);
/// `pdf SHEET DATA OUT`: one document from a file.
void add_pdf(CLI::App& program, int& code);

}  // namespace kreislauf::app
