#pragma once

#include "administration/catalog/catalog.h"
#include "authority/authority.h"
#include "platform/crypto/crypto.h"
#include "platform/db/db.h"

namespace kreislauf::app {

/// Loads the sample district from the files that travel inside the program (demo/*.csv). Repeatable.
void load_demo(db::Store& store, Clock const& clock);

/// Plans for appointments (demo/appointments/TOWN-OFFICE.toml) where a town has none, and invented bookings where
/// nobody has booked from today on. To be called when offices and services are there.
void load_demo_appointments(db::Store& store, authority::Authorities& authorities, catalog::Catalog const& catalog,
                            Clock const& clock, crypto::Random& random);

}  // namespace kreislauf::app
