#pragma once

#include "authority/context.h"

namespace kreislauf::intake {

authority::PrivacySection privacy_section();

}  // namespace kreislauf::intake
