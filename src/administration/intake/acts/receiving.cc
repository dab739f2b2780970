#include "administration/intake/acts/receiving.h"

#include <fmt/format.h>

#include "administration/intake/acts/sealing.h"
#include "administration/intake/store/store.h"
#include "platform/blobs/references.h"

namespace kreislauf::intake {

std::int64_t receive(acts::Transaction& tx, authority::TownContext const& c, std::string_view office,
                     Received const& one) {
  if (auto const before = store::with_content(tx.db, one.sha256)) return before->id;
  File file{.id = store::next_file(tx.db),
            .office = std::string{office},
            .sha256 = one.sha256,
            .media_type = one.media_type,
            .pages = one.pages,
            .received_at = iso_utc(tx.now),
            .received_by = tx.actor};
  file.name = sealed(c.keys, subject_of(file), one.name, c.random);
  if (not blobs::hold(tx.db, file.sha256, subject_of(file))) throw Conflict{"the scan has gone before it was listed"};
  store::add(tx.db, file);
  tx.event("intake.receive", subject_of(file), fmt::format(R"({{"office":"{}"}})", office));
  return file.id;
}

std::string opened_name(crypto::Keys const& keys, File const& file) {
  return opened(keys, subject_of(file), file.name);
}

}  // namespace kreislauf::intake
