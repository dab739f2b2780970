#pragma once

#include "authority/context.h"

namespace kreislauf::delivery {

/// What the privacy page says of deliveries (Art. 13 DSGVO).
authority::PrivacySection privacy_section();

}  // namespace kreislauf::delivery
