#include "administration/identity/rules/stolen_words.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "base/embedded.h"
#include "platform/crypto/crypto.h"

namespace kreislauf::identity::rules {

namespace {

// Made by tools/prepare-passwords.mjs: rows of five bytes, sorted. 39 bits of the hash, then whether it is most used.
constexpr std::string_view path = "build/data/passwords.bin";
constexpr std::size_t row_bytes = 5;

std::string_view list() {
  static std::string_view const found = [] {
    auto const& files = embedded_files();
    auto const file = std::find_if(files.begin(), files.end(), [](auto const& one) { return one.path == path; });
    if (file == files.end()) throw std::logic_error{"this program was built without its list of stolen passwords"};
    return file->content;
  }();
  return found;
}

std::uint64_t row(std::string_view rows, std::size_t number) {
  std::uint64_t value = 0;
  for (unsigned char const byte : rows.substr(number * row_bytes, row_bytes)) value = value << 8 | byte;
  return value;
}

}  // namespace

Known known(std::string_view word) {
  auto const hash = crypto::sha256_hex(word);
  std::uint64_t sought = 0;
  std::from_chars(hash.data(), hash.data() + 2 * row_bytes, sought, 16);
  auto const rows = list();
  std::size_t low = 0, high = rows.size() / row_bytes;
  while (low < high) {
    auto const middle = low + (high - low) / 2;
    auto const found = row(rows, middle);
    if (found >> 1 == sought >> 1) return (found & 1) != 0 ? Known::most_used : Known::listed;
    if (found < sought) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return Known::no;
}

std::size_t known_words() { return list().size() / row_bytes; }

}  // namespace kreislauf::identity::rules
