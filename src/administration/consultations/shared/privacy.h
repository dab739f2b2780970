#pragma once

#include "authority/context.h"

namespace kreislauf::consultations {

authority::PrivacySection privacy_section();

}  // namespace kreislauf::consultations
