#pragma once

#include "authority/context.h"

namespace kreislauf::processes {

authority::PrivacySection privacy_section();

}  // namespace kreislauf::processes
