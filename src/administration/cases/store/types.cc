#include "administration/cases/store/types.h"

namespace kreislauf::cases::store {

namespace {

constexpr auto find_type = "SELECT service, file, notice, process FROM case_type_versions WHERE version = ?";
constexpr auto keep_type = R"sql(
  INSERT INTO case_type_versions (version, service, file, notice, process, live_since) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (version) DO NOTHING)sql";

}  // namespace

std::optional<StoredType> type(db::Connection& commons, std::string_view version) {
  std::optional<StoredType> found;
  commons.each(
      find_type,
      [&](db::Row const& row) {
        found = StoredType{row.string(0), row.string(1), row.string(2), row.string(3)};
      },
      version);
  return found;
}

void keep(db::Connection& commons, std::string_view version, StoredType const& stored, Instant live_since) {
  commons.exec(keep_type, version, stored.service, stored.file, stored.notice, stored.process, iso_utc(live_since));
}

}  // namespace kreislauf::cases::store
