#include "administration/receipts/resident/checking.h"
#include "administration/receipts/resident/pages.h"
#include "administration/receipts/resident/publishing.h"

namespace kreislauf::receipts::pages {

using authority::bind;

std::vector<authority::Route> routes(authority::House& house) {
  authority::Rows rows;
  rows.open("/pruefen", bind(house, &ask), "Check a receipt");
  rows.form("/pruefen", 64_KB, bind(house, &check), "Check a receipt");
  rows.open("/ledger/key", bind(house, &key), "The public key of the ledger").waits();
  rows.open("/ledger/checkpoint", bind(house, &checkpoint), "The newest signed head of the ledger").waits();
  return rows.take();
}

}  // namespace kreislauf::receipts::pages
