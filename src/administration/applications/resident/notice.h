#pragma once

#include "administration/applications/shared/own_application.h"
#include "authority/page.h"

/// The notice, as who has applied gets it.
namespace kreislauf::applications::pages {

using authority::TownContext;

/// What was issued, with the way to it and until when one can do something against it.
void write_notices(authority::Page& page, Applications const& module, TownContext const& c, Application const& a);
/// The office has issued one, or a letter that decides nothing.
bool has_notice(TownContext const& c, Application const& a);
/// Decided by a programme: the way to a person (Art. 22 (3) DSGVO).
void write_programme(authority::Page& page, TownContext const& c);
http::Response ask_for_person(Applications& module, http::Request const& request, TownContext& c);
/// Fetched by a button, never by a link: it is announced by that (§ 41 (2a) VwVfG NRW), and programs follow links.
http::Response fetch_notice(Applications& module, http::Request const& request, TownContext& c);
http::Response notice_file(Applications& module, http::Request const& request, TownContext& c);

}  // namespace kreislauf::applications::pages
