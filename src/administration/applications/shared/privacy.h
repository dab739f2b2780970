#pragma once

#include "authority/context.h"

namespace kreislauf::applications {

/// What the privacy page says of applications (Art. 13 DSGVO).
authority::PrivacySection privacy_section();

}  // namespace kreislauf::applications
