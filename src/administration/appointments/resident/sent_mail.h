#pragma once

#include "authority/page.h"

/// What stands on a page after which a mail has gone out.
namespace kreislauf::appointments::resident {

/// In the sample: where that mail can be read.
void write_sample_mailbox(html::Writer& out, authority::Context const& context);
/// What to do when no mail comes. `more` stands below the hints.
void write_no_mail(
    html::Writer& out, authority::Context const& context, kern::Body more = [](html::Writer&) {});

}  // namespace kreislauf::appointments::resident
