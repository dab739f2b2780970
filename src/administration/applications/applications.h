#pragma once

#include "administration/accounts/accounts.h"
#include "administration/cases/cases.h"
#include "administration/catalog/catalog.h"
#include "administration/delivery/delivery.h"
#include "administration/forms/forms.h"
#include "administration/logins/logins.h"
#include "administration/payments/payments.h"
#include "authority/module.h"
#include "platform/blobs/stores.h"
#include "platform/pdf/pdf.h"

/// Applications of residents, from the first answer to the decision.
namespace kreislauf::applications {

/// What the pages of this module use of others.
struct Applications {
  authority::House& house;
  forms::Library& library;
  catalog::Catalog& catalog;
  blobs::Stores& blobs;
  pdf::Maker& documents;
  payments::Payments& payments;
  logins::Logins& logins;
  delivery::Deliveries& deliveries;
  accounts::Accounts& accounts;
  cases::Cases& cases;
};

/// All that this module gives to the house.
authority::Module module(Applications needs);

}  // namespace kreislauf::applications
