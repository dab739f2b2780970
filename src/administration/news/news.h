#pragma once

#include "authority/module.h"

/// News of a town: staff write, residents read, subscribe to a feed or get a mail.
namespace kreislauf::news {

/// All that this module gives to the house.
authority::Module module(authority::House& house);

}  // namespace kreislauf::news
