#pragma once

#include "administration/applications/acts/change.h"
#include "administration/forms/forms.h"
#include "authority/context.h"

// A draft: begun, saved page by page, left and found again. Each change lets it live for the days of its form.
namespace kreislauf::applications {

/// Begins one, for this office; answers its id.
std::int64_t begin(acts::Transaction& tx, authority::TownContext const& c, forms::Form const& form,
                   std::string_view office, Channel channel = Channel::online);
/// What has been entered so far.
forms::Entered entered_of(authority::TownContext const& c, Application const& application, forms::Form const& form);
/// Stores what has been entered now.
void save(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
          forms::Entered const& entered);
/// Goes on later: the link goes to this address.
void suspend(acts::Transaction& tx, authority::TownContext const& c, Application& application, forms::Form const& form,
             std::string_view service_name, std::string const& mail);
/// Nothing of it is kept.
void discard(acts::Transaction& tx, Application& application);

}  // namespace kreislauf::applications
