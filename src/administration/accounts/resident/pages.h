#pragma once

#include "administration/accounts/accounts.h"
#include "authority/page.h"

namespace kreislauf::accounts::pages {

using authority::TownContext;

/// The own account; who is not signed in reads how one comes in.
http::Response own(Accounts& module, http::Request const& request, TownContext& c);

http::Response ask_code(http::Request const& request, TownContext& c);
http::Response code_page(http::Request const& request, TownContext& c);
http::Response take_code(http::Request const& request, TownContext& c);
http::Response enter_with_passkey(http::Request const& request, TownContext& c);
http::Response leave(http::Request const& request, TownContext& c);

/// What is known for the next application.
http::Response facts(Accounts& module, http::Request const& request, TownContext& c);
http::Response save_facts(http::Request const& request, TownContext& c);
http::Response delete_facts(http::Request const& request, TownContext& c);
/// One of those for whom the owner acts.
http::Response forget_person(http::Request const& request, TownContext& c);

/// Who has used which data.
/// How the owner hears of what lies in it.
http::Response ways(Accounts& module, http::Request const& request, TownContext& c);
http::Response save_quiet(Accounts& module, http::Request const& request, TownContext& c);
http::Response allow_device(Accounts& module, http::Request const& request, TownContext& c);
http::Response drop_device(Accounts& module, http::Request const& request, TownContext& c);

http::Response uses(Accounts& module, http::Request const& request, TownContext& c);
http::Response export_all(Accounts& module, http::Request const& request, TownContext& c);

/// Address, browsers, the end of the account.
http::Response security(http::Request const& request, TownContext& c);
http::Response end_session(http::Request const& request, TownContext& c);
http::Response add_passkey(http::Request const& request, TownContext& c);
http::Response drop_passkey(http::Request const& request, TownContext& c);
http::Response ask_move(http::Request const& request, TownContext& c);
http::Response ask_end(http::Request const& request, TownContext& c);
http::Response end(http::Request const& request, TownContext& c);

}  // namespace kreislauf::accounts::pages
