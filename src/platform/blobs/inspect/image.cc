#include <algorithm>
#include <optional>

#include "platform/blobs/inspect/kinds.h"

// Heads and frames of pictures are walked, their contents are not decoded.
namespace kreislauf::blobs {

namespace {

/// As large as the newest telephones make them; a decoder needs 4 bytes for each pixel.
constexpr std::uint64_t most_pixels = 220'000'000;
constexpr std::uint32_t longest_side = 30'000;

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t count, bool big = true) {
  std::uint64_t value = 0;
  if (at > bytes.size() or count > bytes.size() - at) return 0;
  for (std::size_t i = 0; i < count; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + (big ? i : count - 1 - i)]);
  return value;
}

Pixels pixels(std::uint64_t width, std::uint64_t height) {
  return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

using Size = std::optional<Pixels>;

/// Chunks (PNG 3rd edition, 5.3) up to IEND, which is the last thing of the file.
Size png(std::string_view bytes) {
  if (bytes.size() < 24 or bytes.substr(12, 4) != "IHDR") return {};
  std::size_t at = 8;
  while (at + 12 <= bytes.size()) {
    auto const length = number(bytes, at, 4);
    if (length > bytes.size() - at - 12) return {};
    auto const kind = bytes.substr(at + 4, 4);
    at += 12 + static_cast<std::size_t>(length);
    if (kind == "IEND") break;
  }
  if (at != bytes.size() or bytes.substr(bytes.size() - 8, 4) != "IEND") return {};
  return pixels(number(bytes, 16, 4), number(bytes, 20, 4));
}

/// Segments (ITU T.81, B.1) up to the scan; the end mark is somewhere behind it. Telephones hang more behind that.
Size jpeg(std::string_view bytes) {
  Size size;
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (bytes[at] != '\xFF') return {};
    auto const mark = static_cast<unsigned char>(bytes[at + 1]);
    if (mark == 0xFF) {
      ++at;
      continue;
    }
    auto const length = static_cast<std::size_t>(number(bytes, at + 2, 2));
    if (length < 2 or length > bytes.size() - at - 2) return {};
    bool const frame = mark >= 0xC0 and mark <= 0xCF and mark != 0xC4 and mark != 0xC8 and mark != 0xCC;
    if (frame and length >= 8) size = pixels(number(bytes, at + 7, 2), number(bytes, at + 5, 2));
    at += 2 + length;
    if (mark == 0xDA) return bytes.find("\xFF\xD9", at) == std::string_view::npos ? Size{} : size;
  }
  return {};
}

/// Blocks of GIF89a up to the trailer, which ends the file.
Size gif(std::string_view bytes) {
  auto const table = [&](std::size_t at) -> std::size_t {
    auto const flags = number(bytes, at, 1);
    return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
  };
  if (bytes.size() < 14) return {};
  std::size_t at = 13 + table(10);
  bool picture = false;
  while (at < bytes.size()) {
    auto const kind = bytes[at];
    if (kind == ';')
      return picture and at + 1 == bytes.size() ? Size{pixels(number(bytes, 6, 2, false), number(bytes, 8, 2, false))}
                                                : Size{};
    if (kind == ',')
      at += 10 + table(at + 9) + 1, picture = true;
    else if (kind == '!')
      at += 2;
    else
      return {};
    for (std::size_t length = 1; length != 0 and at < bytes.size(); at += 1 + length)
      length = static_cast<std::size_t>(number(bytes, at, 1));
  }
  return {};
}

/// RIFF of exactly the length it says (RFC 9649).
Size webp(std::string_view bytes) {
  if (not bytes.starts_with("RIFF") or bytes.size() < 30) return {};
  auto const length = number(bytes, 4, 4, false) + 8;
  if (length != bytes.size() and length + 1 != bytes.size()) return {};
  auto const kind = bytes.substr(12, 4);
  if (kind == "VP8X") return pixels(number(bytes, 24, 3, false) + 1, number(bytes, 27, 3, false) + 1);
  if (kind == "VP8 ") return pixels(number(bytes, 26, 2, false) & 0x3FFF, number(bytes, 28, 2, false) & 0x3FFF);
  if (kind != "VP8L") return {};
  auto const packed = number(bytes, 21, 4, false);
  return pixels((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1);
}

/// The first directory (TIFF 6.0, section 2).
Size tiff(std::string_view bytes) {
  bool const big = bytes.starts_with("MM");
  auto const at = static_cast<std::size_t>(number(bytes, 4, 4, big));
  if (at < 8 or at > bytes.size() or bytes.size() - at < 2) return {};
  auto const count = static_cast<std::size_t>(number(bytes, at, 2, big));
  if (count == 0 or (bytes.size() - at - 2) / 12 < count) return {};
  std::uint64_t width = 0, height = 0;
  for (std::size_t i = 0; i < count; ++i) {
    auto const entry = at + 2 + 12 * i;
    auto const tag = number(bytes, entry, 2, big);
    auto const value = number(bytes, entry + 8, number(bytes, entry + 2, 2, big) == 3 ? 2 : 4, big);
    if (tag == 256) width = value;
    if (tag == 257) height = value;
  }
  return width == 0 or height == 0 ? Size{} : Size{pixels(std::min<std::uint64_t>(width, UINT32_MAX), height)};
}

/// The largest `ispe` (ISO/IEC 23008-12, 6.5.3) of the boxes in front.
Size heic(std::string_view bytes) {
  auto const head = bytes.substr(0, 1'048'576);
  Pixels largest;
  for (auto at = head.find("ispe"); at != std::string_view::npos; at = head.find("ispe", at + 4)) {
    auto const one = pixels(number(bytes, at + 8, 4), number(bytes, at + 12, 4));
    if (std::uint64_t{one.width} * one.height > std::uint64_t{largest.width} * largest.height) largest = one;
  }
  return largest.width == 0 ? Size{} : Size{largest};
}

Size size_of(Type type, std::string_view bytes) {
  switch (type) {
    case Type::png:
      return png(bytes);
    case Type::jpeg:
      return jpeg(bytes);
    case Type::gif:
      return gif(bytes);
    case Type::webp:
      return webp(bytes);
    case Type::tiff:
      return tiff(bytes);
    default:
      return heic(bytes);
  }
}

}  // namespace

void inspect_image(std::string_view bytes, Inspection& inspection) {
  auto const size = size_of(inspection.type, bytes);
  if (not size or size->width == 0 or size->height == 0) return find(inspection, Danger::damaged);
  inspection.pixels = size;
  bool const many = std::uint64_t{size->width} * size->height > most_pixels or size->width > longest_side or
                    size->height > longest_side;
  if (many) find(inspection, Danger::too_many_pixels);
}

}  // namespace kreislauf::blobs
