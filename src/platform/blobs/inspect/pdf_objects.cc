#include "platform/blobs/inspect/pdf_objects.h"

#include <algorithm>

#include "platform/blobs/inspect/inflate.h"
#include "platform/blobs/inspect/kinds.h"
#include "platform/blobs/inspect/pdf_syntax.h"

namespace kreislauf::blobs::pdf {

namespace {

constexpr std::size_t most_of_stream = 16'777'216, most_of_all = 33'554'432, most_streams = 20'000, most_broken = 200,
                      most_objects = 500'000;

std::uint32_t number_at(std::string_view text, std::size_t& at) {
  skip_spaces(text, at);
  std::uint64_t value = 0;
  while (at < text.size() and text[at] >= '0' and text[at] <= '9' and value < 1'000'000'000)
    value = 10 * value + static_cast<std::uint64_t>(text[at++] - '0');
  return static_cast<std::uint32_t>(value);
}

/// The number in front of `0 obj`, which begins at `at`.
std::uint32_t number_before(std::string_view text, std::size_t at) {
  auto const back = [&](auto const& is) {
    while (at > 0 and is(text[at - 1])) --at;
    return at;
  };
  auto const digit = [](char c) { return c >= '0' and c <= '9'; };
  back(is_space);
  back(digit);
  auto const end = back(is_space);
  auto begin = back(digit);
  return begin == end ? 0 : number_at(text, begin);
}

/// The contents of the stream whose dictionary ends at `at`.
std::string_view contents(std::string_view bytes, std::size_t at) {
  skip_spaces(bytes, at);
  if (bytes.substr(std::min(at, bytes.size()), 6) != "stream") return {};
  at += 6;
  if (bytes.substr(at, 2) == "\r\n")
    at += 2;
  else if (at < bytes.size() and (bytes[at] == '\n' or bytes[at] == '\r'))
    ++at;
  return bytes.substr(at, bytes.find("endstream", at) - at);
}

/// Pairs of number and place in front, then the objects (ISO 32000-2, 7.5.7).
void take_unpacked(Objects& found, Entries const& about) {
  std::string_view const text = found.unpacked.back();
  std::size_t at = 0, end = 0;
  auto const first = number_at(value_of(about, "First"), at);
  auto const count = number_at(value_of(about, "N"), end);
  at = 0;
  for (std::uint32_t i = 0; i < count and at < first and at < text.size(); ++i) {
    auto const begin = at;
    auto const number = number_at(text, at);
    auto const place = std::size_t{first} + number_at(text, at);
    if (at == begin) return;  // no number: `N` says more than there are
    if (place < text.size()) found.by_number[number] = text.substr(place);
    found.bomb = found.bomb or found.by_number.size() > most_objects;
    if (found.bomb) return;
  }
}

void open_stream(Objects& found, std::string_view packed, Entries const& about, std::size_t& sum) {
  auto filter = value_of(about, "Filter");
  std::size_t at = filter.starts_with('[') ? 1 : 0;
  skip_spaces(filter, at);
  auto const name = name_at(filter, at);
  skip_spaces(filter, at);
  bool const only = at >= filter.size() or filter[at] == ']';
  if (filter.empty()) {
    found.unpacked.emplace_back(packed);
  } else {
    bool const plain =
        only and (name == "FlateDecode" or name == "Fl") and not holds(value_of(about, "DecodeParms"), "Predictor");
    auto unpacked = plain ? unpack(packed, Packed::zlib, most_of_stream) : Unpacked{};
    found.bomb = found.bomb or unpacked.state == Unpacked::State::too_large;
    found.hidden = found.hidden or unpacked.state == Unpacked::State::damaged;
    found.unpacked.push_back(std::move(unpacked.bytes));
  }
  sum += found.unpacked.back().size();
  found.bomb = found.bomb or sum > most_of_all or found.unpacked.size() > most_streams;
}

}  // namespace

namespace {

/// One object after the other, wherever its `obj` stands.
struct Reading {
  std::string_view bytes;
  Objects& found;
  std::vector<Entries> streams = {};
  std::size_t sum = 0, broken = 0;
  /// What was read, and may be: honest files are read about once, others make the same bytes count again and again.
  std::size_t work = 0, most_work = 4 * bytes.size() + 1'048'576;

  /// One that cannot be read is refused; going on would only cost time.
  bool enough() const {
    return found.bomb or found.hidden or broken > most_broken or work > most_work or
           found.by_number.size() > most_objects;
  }

  /// Behind the object whose `obj` stands at `at`.
  std::size_t take(std::size_t at) {
    auto const number = number_before(bytes, at);
    auto const value = bytes.substr(at + 3);
    if (number > 0) found.by_number[number] = value;
    std::size_t begin = 0;
    skip_spaces(value, begin);
    work += begin;
    if (value.substr(std::min(begin, value.size()), 2) != "<<") return at + 3;
    auto behind = begin;
    auto const about = dictionary_at(value, begin, &behind);
    work += behind - begin;
    if (not about) {
      ++broken;
      return at + 3;
    }
    take(*about, at + 3 + behind);
    return at + 3 + behind;
  }

  void take(Entries const& about, std::size_t behind) {
    bool const is_stream = not value_of(about, "Length").empty();
    if (is_stream and not value_of(about, "F").empty()) found.external = true;
    if (is_stream and not value_of(about, "First").empty() and not value_of(about, "N").empty()) {
      auto const packed = contents(bytes, behind);
      work += packed.size();
      open_stream(found, packed, about, sum);
      streams.push_back(about);
    }
    if (auto const roots = references_in(value_of(about, "Root")); not roots.empty()) found.root = roots.front();
  }
};

}  // namespace

Objects objects_of(std::string_view bytes) {
  Objects found;
  Reading reading{bytes, found};
  for (auto at = bytes.find("obj"); at != std::string_view::npos and not reading.enough();) {
    bool const is_end = at > 2 and bytes.substr(at - 3, 3) == "end";
    at = bytes.find("obj", is_end ? at + 3 : reading.take(at));
  }
  found.hidden = found.hidden or reading.broken > most_broken or reading.work > reading.most_work;
  found.bomb = found.bomb or found.by_number.size() > most_objects;
  if (found.bomb or found.hidden) return found;
  // Only now do the texts stand still.
  std::vector<std::string> kept;
  kept.swap(found.unpacked);
  found.unpacked.reserve(kept.size());
  for (std::size_t i = 0; i < kept.size() and i < reading.streams.size(); ++i) {
    found.unpacked.push_back(std::move(kept[i]));
    take_unpacked(found, reading.streams[i]);
  }
  if (auto const at = bytes.rfind("trailer"); found.root == 0 and at != std::string_view::npos) {
    auto const about = dictionary_at(bytes, at + 7);
    auto const roots = about ? references_in(value_of(*about, "Root")) : std::vector<std::uint32_t>{};
    if (not roots.empty()) found.root = roots.front();
  }
  return found;
}

}  // namespace kreislauf::blobs::pdf
