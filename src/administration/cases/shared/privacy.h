#pragma once

#include "authority/module.h"

namespace kreislauf::cases {

authority::PrivacySection privacy_section();

}  // namespace kreislauf::cases
