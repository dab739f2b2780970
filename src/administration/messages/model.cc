#include "administration/messages/model.h"

namespace kreislauf::messages {

std::string_view name_of(Sender sender) { return sender == Sender::resident ? "resident" : "office"; }

Message Message::from(db::Row const& row) {
  return {.id = row.integer(0),
          .subject = row.string(1),
          .office = row.string(2),
          .sender = row.text(3) == name_of(Sender::office) ? Sender::office : Sender::resident,
          .at = row.string(4),
          .open = row.integer(5) != 0,
          .sealed = row.string(6)};
}

}  // namespace kreislauf::messages
