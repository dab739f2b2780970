#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "administration/forms/model.h"
#include "platform/authored/problem.h"

namespace kreislauf::forms {

/// The files of a package that make its form.
struct FormFiles {
  std::string form;                               ///< form.toml
  i18n::ByLanguage<std::string> translations;     ///< form.en.toml ...: only the texts, by the same keys
  std::map<std::string, std::string> lists = {};  ///< `sperrmuell-arten.csv` and its content: value,label,label_en ...
  std::string fee = {};                           ///< rules/gebuehr.dmn; empty where there is none
};

/// Questions that every form asks in the same way (person, address, bank account ...): changed once, changed
/// everywhere. The files that came with the program (services/blocks.toml, blocks.en.toml ...).
i18n::ByLanguage<std::string> block_files();
/// Each block as a page.
Definition read_blocks(i18n::ByLanguage<std::string> const& files, std::vector<authored::Problem>& problems);

/// Reads a form, with every problem of its files and the line it stands on. Pages and questions come in the order in
/// which they stand in the file.
Definition read_definition(FormFiles const& files, Definition const& blocks, std::vector<authored::Problem>& problems);

/// The decision model of what a service costs, in its package.
inline constexpr std::string_view fee_file = "rules/gebuehr.dmn";

/// The word of a kind in form.toml: `yesno`.
std::string_view word_of(Kind kind);

/// The portal has a page of its own there, below an application: none of a form may be called so.
bool is_taken(std::string_view page);

}  // namespace kreislauf::forms
