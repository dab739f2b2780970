#pragma once

#include "authority/context.h"

namespace kreislauf::payments {

authority::PrivacySection privacy_section();

}  // namespace kreislauf::payments
