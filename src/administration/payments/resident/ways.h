#pragma once

#include "administration/payments/resident/pages.h"

namespace kreislauf::payments::pages {

/// What is owed, what for, until when.
void write_facts(html::Writer& out, TownContext const& c, Receivable const& receivable);
/// Online, by transfer, at the counter: those that this authority has.
void write_ways(authority::Page& page, TownContext const& c, Receivable const& receivable, Settings const& settings,
                bool online);

}  // namespace kreislauf::payments::pages
