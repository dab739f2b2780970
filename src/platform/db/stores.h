#pragma once

#include <memory>

#include "platform/db/db.h"

namespace kreislauf::db {

std::unique_ptr<Store> open_sqlite_store(StoreOptions const& options);
std::unique_ptr<Store> open_postgres_store(StoreOptions const& options);

}  // namespace kreislauf::db
