#include "platform/blobs/inspect/zip.h"

#include <algorithm>

#include "base/text.h"
#include "platform/blobs/inspect/inflate.h"
#include "platform/blobs/inspect/kinds.h"

namespace kreislauf::blobs {

namespace {

constexpr std::size_t most_entries = 5'000, most_of_entry = 33'554'432, most_of_all = 268'435'456;
constexpr std::string_view end_mark = "PK\x05\x06", directory_mark = "PK\x01\x02", local_mark = "PK\x03\x04";

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i-- > 0;)
    value = value << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
  return value;
}

/// The bytes of an entry behind its local head.
bool take_packed(std::string_view bytes, std::size_t local, std::size_t length, ZipEntry& entry) {
  if (local > bytes.size() or bytes.size() - local < 30 or bytes.substr(local, 4) != local_mark) return false;
  auto const begin = local + 30 + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
  if (begin > bytes.size() or length > bytes.size() - begin) return false;
  // Who reads the local head and who reads the directory must see the same name.
  auto const name = bytes.substr(local + 30, number(bytes, local + 26, 2));
  entry.packed = bytes.substr(begin, length);
  return name == entry.name;
}

bool leads_out(std::string_view name) {
  if (name.empty() or name.starts_with('/') or holds(name, "\\") or holds(name, ":")) return true;
  if (name.size() > 255 or not text::is_utf8(name)) return true;
  if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 32; })) return true;
  auto const parts = text::split(name, '/');
  return std::any_of(parts.begin(), parts.end(), [](auto part) { return part == ".." or part == "."; });
}

bool is_link(ZipEntry const& entry) { return (entry.attributes >> 16 & 0170000) == 0120000; }

void look_at_entry(ZipEntry const& entry, Inspection& inspection) {
  if (leads_out(entry.name)) find(inspection, Danger::bad_entry_name);
  if (is_link(entry)) find(inspection, Danger::link_entry);
  if ((entry.flags & 1) != 0) find(inspection, Danger::encrypted);
  if (entry.method == 0 and entry.packed.size() != entry.size) find(inspection, Danger::damaged);
  auto const ending = ending_of(entry.name);
  bool const archive = ending == "zip" or ending == "gz" or ending == "7z" or ending == "rar";
  if (archive or entry.packed.starts_with(local_mark)) find(inspection, Danger::archive_inside);
}

}  // namespace

bool read_directory(std::string_view bytes, std::vector<ZipEntry>& entries) {
  auto const end = bytes.rfind(end_mark);
  if (end == std::string_view::npos or bytes.size() - end < 22) return false;
  // What stands behind its end belongs to something else.
  if (end + 22 + number(bytes, end + 20, 2) != bytes.size()) return false;
  auto const count = number(bytes, end + 10, 2);
  std::size_t at = number(bytes, end + 16, 4);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (at > end or end - at < 46 or bytes.substr(at, 4) != directory_mark) return false;
    auto const length = number(bytes, at + 28, 2);
    ZipEntry entry{.name = bytes.substr(at + 46, length), .size = number(bytes, at + 24, 4)};
    entry.flags = static_cast<std::uint16_t>(number(bytes, at + 8, 2));
    entry.method = static_cast<std::uint16_t>(number(bytes, at + 10, 2));
    entry.attributes = number(bytes, at + 38, 4);
    bool const whole = take_packed(bytes, number(bytes, at + 42, 4), number(bytes, at + 20, 4), entry);
    entries.push_back(entry);
    if (not whole) return false;
    at += 46 + length + number(bytes, at + 30, 2) + number(bytes, at + 32, 2);
  }
  return at == end or (at < end and bytes.substr(at, 4) == "PK\x06\x06");
}

std::string unpacked(ZipEntry const& entry, std::size_t most, Inspection& inspection) {
  if (entry.method == 0) return std::string{entry.packed.substr(0, most)};
  if (entry.method != 8) {
    find(inspection, Danger::hidden);
    return {};
  }
  auto text = unpack(entry.packed, Packed::deflate, most);
  if (text.state == Unpacked::State::damaged) find(inspection, Danger::damaged);
  if (text.state == Unpacked::State::too_large or text.bytes.size() > entry.size) find(inspection, Danger::bomb);
  return std::move(text.bytes);
}

namespace {

void look_for_bombs(std::vector<ZipEntry> const& entries, Inspection& inspection) {
  std::uint64_t sum = 0;
  for (auto const& entry : entries) sum += entry.size;
  if (entries.size() > most_entries or sum > most_of_all) return find(inspection, Danger::bomb);
  for (auto const& entry : entries) {
    if (entry.size > most_of_entry) return find(inspection, Danger::bomb);
    // What an entry really makes, not what it says. Pictures that are stored say the truth.
    if (entry.method == 8 and not inspection.has(Danger::bomb))
      static_cast<void>(unpacked(entry, entry.size, inspection));
  }
}

}  // namespace

void inspect_office(std::vector<ZipEntry> const& entries, Inspection& inspection);

void inspect_zip(std::string_view bytes, Inspection& inspection) {
  std::vector<ZipEntry> entries;
  if (not read_directory(bytes, entries)) find(inspection, Danger::damaged);
  for (auto const& entry : entries) look_at_entry(entry, inspection);
  look_for_bombs(entries, inspection);
  if (not inspection.has(Danger::bomb)) inspect_office(entries, inspection);
}

}  // namespace kreislauf::blobs
