#pragma once

#include "authority/module.h"

/// The forms of services: data in their packages, read, checked and run.
namespace kreislauf::forms {

/// All that this module gives to the house.
authority::Module module(authority::House& house);

}  // namespace kreislauf::forms
