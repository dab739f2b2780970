#pragma once

#include "authority/context.h"

namespace kreislauf::applications {

/// What the privacy page says of applications (Art. 13 DSGVO).
authority::PrivacySection privacy_section();
/// By what an earlier application of the same login is found, and what was taken over from it.
authority::PrivacySection earlier_section();

}  // namespace kreislauf::applications
