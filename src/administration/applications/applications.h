#pragma once

#include "administration/catalog/catalog.h"
#include "administration/forms/forms.h"
#include "authority/module.h"

/// Applications of residents, from the first answer to the decision.
namespace kreislauf::applications {

/// What the pages of this module use of others.
struct Applications {
  authority::House& house;
  forms::Library& library;
  catalog::Catalog& catalog;
};

/// All that this module gives to the house.
authority::Module module(authority::House& house, forms::Library& library, catalog::Catalog& catalog);

}  // namespace kreislauf::applications
