#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/db/connection.h"

namespace kreislauf::messages {

enum class Sender : std::uint8_t { resident, office };
constexpr Sender other(Sender side) { return side == Sender::resident ? Sender::office : Sender::resident; }
std::string_view name_of(Sender sender);  ///< as stored: `office`

/// A file that was sent with a message. The bytes lie in platform/blobs under their hash.
struct File {
  std::string name;    ///< safe to show
  std::string type;    ///< `application/pdf`
  std::string sha256;  ///< 64 hexadecimal digits
  std::int64_t size = 0;
};

/// What was written.
struct Content {
  std::string text;
  std::string language = {};  ///< of the page on which it was written: `de`
  std::vector<File> files = {};
};

struct Message {
  std::int64_t id = 0;
  std::string subject = {};  ///< what it belongs to: `application:17`
  std::string office = {};   ///< who answers, or has written
  Sender sender = Sender::resident;
  std::string at = {};      ///< ISO 8601 in UTC
  bool open = false;        ///< the other side has still to read or to answer it
  std::string sealed = {};  ///< Content

  static Message from(db::Row const& row);
};

}  // namespace kreislauf::messages
