#pragma once

#include "administration/applications/applications.h"
#include "platform/http/message.h"

namespace kreislauf::applications::pages {

using authority::TownContext;

http::Response start(Applications& module, http::Request const& request, TownContext& c);
http::Response begin_draft(Applications& module, http::Request const& request, TownContext& c);

/// The form for a pen, as a PDF.
http::Response paper(Applications& module, http::Request const& request, TownContext& c);

/// A draft shows its tasks, an application how far it is.
http::Response own(Applications& module, http::Request const& request, TownContext& c);

http::Response page(Applications& module, http::Request const& request, TownContext& c);
/// The conditions of a page for the browser.
http::Response conditions(Applications& module, http::Request const& request, TownContext& c);
http::Response save_page(Applications& module, http::Request const& request, TownContext& c);
/// A file in pieces: begun, asked how much of it is safe, a piece more, given up.
http::Response begin_pieces(Applications& module, http::Request const& request, TownContext& c);
http::Response state_of_pieces(Applications& module, http::Request const& request, TownContext& c);
http::Response add_piece(Applications& module, http::Request const& request, TownContext& c);
http::Response drop_pieces(Applications& module, http::Request const& request, TownContext& c);
http::Response check(Applications& module, http::Request const& request, TownContext& c);
http::Response send(Applications& module, http::Request const& request, TownContext& c);
http::Response send_link(Applications& module, http::Request const& request, TownContext& c);
http::Response discard_draft(Applications& module, http::Request const& request, TownContext& c);
/// Begins the objection to a notice; a second press goes on with it.
http::Response object_to(Applications& module, http::Request const& request, TownContext& c);
/// How it went, at the end; counted and not kept.
http::Response rate_own(Applications& module, http::Request const& request, TownContext& c);
http::Response withdraw_own(Applications& module, http::Request const& request, TownContext& c);

/// What the applicant does about the signatures of others: reminds, gives another address, takes it back.
http::Response act_on_signatures(Applications& module, http::Request const& request, TownContext& c);
/// Who signs besides: reads everything, signs or refuses.
http::Response to_sign(Applications& module, http::Request const& request, TownContext& c);
http::Response sign(Applications& module, http::Request const& request, TownContext& c);
http::Response file_to_sign(Applications& module, http::Request const& request, TownContext& c);
http::Response log_in_to_sign(Applications& module, http::Request const& request, TownContext& c);

/// Out to the provider, and back from it (docs/decisions/0016).
http::Response log_in(Applications& module, http::Request const& request, TownContext& c);
http::Response come_back(Applications& module, http::Request const& request, TownContext& c);
/// Takes what the provider knows into the answers.
http::Response take_over(Applications& module, http::Request const& request, TownContext& c);

http::Response file(Applications& module, http::Request const& request, TownContext& c);
/// § 9a Absatz 4 OZG: the copy, as a PDF with the data inside.
http::Response document(Applications& module, http::Request const& request, TownContext& c);
http::Response receipt(Applications& module, http::Request const& request, TownContext& c);

http::Response talk(Applications& module, http::Request const& request, TownContext& c);
http::Response say(Applications& module, http::Request const& request, TownContext& c);
http::Response file_of_message(Applications& module, http::Request const& request, TownContext& c);

/// A question to the office from a page of the form.
http::Response ask_question(Applications& module, http::Request const& request, TownContext& c);
http::Response send_question(Applications& module, http::Request const& request, TownContext& c);

/// Puts it into the account of who is signed in.
http::Response keep_in_account(Applications& module, http::Request const& request, TownContext& c);
/// A reduction that was proven before is taken from the account of who is signed in.
http::Response take_proof(Applications& module, http::Request const& request, TownContext& c);
/// Who has used its data, when, and why.
http::Response uses(Applications& module, http::Request const& request, TownContext& c);

/// How the applicant hears of it.
http::Response ways(Applications& module, http::Request const& request, TownContext& c);
http::Response save_quiet(Applications& module, http::Request const& request, TownContext& c);
http::Response allow_device(Applications& module, http::Request const& request, TownContext& c);
http::Response drop_device(Applications& module, http::Request const& request, TownContext& c);

http::Response ask_number(http::Request const& request, TownContext& c);
http::Response find_by_number(http::Request const& request, TownContext& c);

}  // namespace kreislauf::applications::pages
