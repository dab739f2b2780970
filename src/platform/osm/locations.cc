#include "platform/osm/locations.h"

#include <algorithm>

namespace kreislauf::osm {

namespace {

constexpr std::size_t block = 64;

std::int64_t read(std::uint8_t const*& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    auto const byte = *at++;
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) break;
  }
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

}  // namespace

void Locations::write(std::int64_t value) {
  auto coded = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  for (; coded >= 0x80; coded >>= 7) steps_.push_back(static_cast<std::uint8_t>(coded | 0x80));
  steps_.push_back(static_cast<std::uint8_t>(coded));
}

bool Locations::add(std::int64_t id, geo::Point at) {
  constexpr std::int64_t farthest = std::int64_t{1} << 61;  // further apart, their difference would run over
  if ((count_ > 0 and id <= last_id_) or id < -farthest or id > farthest) return false;
  if (count_ % block == 0) {
    heads_.push_back({id, at, steps_.size()});
  } else {
    write(id - last_id_);
    write(at.x - last_.x);
    write(at.y - last_.y);
  }
  last_id_ = id;
  last_ = at;
  ++count_;
  return true;
}

std::optional<geo::Point> Locations::of(std::int64_t id) const {
  auto const after = std::upper_bound(heads_.begin(), heads_.end(), id,
                                      [](std::int64_t wanted, Head const& head) { return wanted < head.id; });
  if (after == heads_.begin()) return std::nullopt;
  auto const& head = *(after - 1);
  auto here = head.id;
  auto point = head.point;
  auto const* at = steps_.data() + head.at;
  auto const* end = steps_.data() + (after == heads_.end() ? steps_.size() : after->at);
  while (here < id and at != end) {
    here += read(at);
    point.x += static_cast<std::int32_t>(read(at));
    point.y += static_cast<std::int32_t>(read(at));
  }
  return here == id ? std::optional{point} : std::nullopt;
}

}  // namespace kreislauf::osm
