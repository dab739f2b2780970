#pragma once

#include <boost/json/array.hpp>

#include "administration/applications/shared/own_application.h"
#include "administration/forms/forms.h"
#include "authority/context.h"
#include "platform/html/html.h"

/// What an application costs, and why: the same words wherever it is told.
namespace kreislauf::applications {

/// What the rules of a form may use of this town: its price, and the amounts it has set.
forms::FeeFacts prices_of(authority::TownContext const& c, catalog::Service const& service, forms::Form const& form);

/// For who applies: the amount, the reason of each rule that applied, and its law.
void write_cost(html::Writer& out, authority::Context const& c, forms::Form const& form, forms::Fee const& fee);
/// The reasons alone, where the amount stands already.
void write_reasons(html::Writer& out, authority::Context const& c, forms::Form const& form, forms::Fee const& fee);

/// What the rules make of an application today; nothing where that is not the amount that was asked for then.
std::optional<forms::Fee> fee_asked(authority::TownContext const& c, OwnApplication const& own, Money asked);
/// Why that was asked for, where the rules still say so.
void write_why(html::Writer& out, authority::TownContext const& c, OwnApplication const& own, Money asked);

/// For paper: every case there is, since nobody can look at the answers; blocks of a document.
boost::json::array cost_blocks(i18n::Translator const& t, forms::Form const& form);

}  // namespace kreislauf::applications
