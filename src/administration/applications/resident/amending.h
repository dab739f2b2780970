#pragma once

#include "administration/applications/shared/own_application.h"
#include "authority/page.h"

/// The applicant answers again what the office has asked for, page by page, and sends it.
namespace kreislauf::applications::pages {

using authority::TownContext;

http::Response amend(Applications& module, http::Request const& request, TownContext& c);
http::Response amend_page(Applications& module, http::Request const& request, TownContext& c);
http::Response save_amended_page(Applications& module, http::Request const& request, TownContext& c);
http::Response check_amended(Applications& module, http::Request const& request, TownContext& c);
http::Response send_amended_pages(Applications& module, http::Request const& request, TownContext& c);

/// What is asked, on the page of the own application, before anything else.
void write_asked(html::Writer& out, TownContext const& c, Application const& application, cases::Asked const& asked);

}  // namespace kreislauf::applications::pages
