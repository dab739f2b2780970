#include "platform/webauthn/cbor.h"

#include <cbor.h>

#include <algorithm>
#include <limits>

#include "base/text.h"

namespace kreislauf::webauthn {

namespace {

using Kind = Item::Kind;

/// CTAP2 allows 4 levels; a statement of several statements (§ 8.9) has 2 more.
constexpr int deepest = 6, most_items = 256;

/// What libcbor says of the beginning of an item. It allocates nothing for a length that is only claimed.
struct Head {
  bool known = false;
  Kind kind = Kind::null;
  std::uint64_t value = 0;  ///< of a number, or how many follow
  bool negative = false;
  std::string_view text = {};
};

template <class T, bool negative>
void number(void* head, T value) {
  *static_cast<Head*>(head) = {.known = true, .kind = Kind::number, .value = value, .negative = negative};
}
template <Kind kind>
void text(void* head, cbor_data bytes, std::size_t length) {
  *static_cast<Head*>(head) = {
      .known = true, .kind = kind, .value = length, .text = {reinterpret_cast<char const*>(bytes), length}};
}
template <Kind kind>
void several(void* head, std::size_t count) {
  *static_cast<Head*>(head) = {.known = true, .kind = kind, .value = count};
}

/// What is not named here (indefinite lengths, tags, fractions, `undefined`) is not known.
cbor_callbacks const& callbacks() {
  static auto const known = [] {
    auto all = cbor_empty_callbacks;
    all.uint8 = number<std::uint8_t, false>;
    all.uint16 = number<std::uint16_t, false>;
    all.uint32 = number<std::uint32_t, false>;
    all.uint64 = number<std::uint64_t, false>;
    all.negint8 = number<std::uint8_t, true>;
    all.negint16 = number<std::uint16_t, true>;
    all.negint32 = number<std::uint32_t, true>;
    all.negint64 = number<std::uint64_t, true>;
    all.byte_string = text<Kind::bytes>;
    all.string = text<Kind::text>;
    all.array_start = several<Kind::array>;
    all.map_start = several<Kind::map>;
    all.boolean = [](void* head, bool value) {
      *static_cast<Head*>(head) = {.known = true, .kind = Kind::boolean, .value = value ? 1U : 0U};
    };
    all.null = [](void* head) { *static_cast<Head*>(head) = {.known = true, .kind = Kind::null}; };
    return all;
  }();
  return known;
}

/// The fewest bytes that say a kind and this number.
std::size_t shortest(std::uint64_t value) {
  return value < 24 ? 1 : value <= 0xff ? 2 : value <= 0xffff ? 3 : value <= 0xffff'ffff ? 5 : 9;
}

/// Removes the head, and the text that belongs to it.
Outcome<Head> first_head(std::string_view& rest) {
  Head head;
  auto const read = cbor_stream_decode(reinterpret_cast<cbor_data>(rest.data()), rest.size(), &callbacks(), &head);
  if (read.status == CBOR_DECODER_NEDATA) return refuse(Reason::cut_off);
  if (read.status != CBOR_DECODER_FINISHED or not head.known) return refuse(Reason::not_canonical);
  if (read.read != shortest(head.value) + head.text.size()) return refuse(Reason::not_canonical);
  if (head.kind == Kind::number and head.value > std::numeric_limits<std::int64_t>::max())
    return refuse(Reason::not_canonical);
  if (head.kind == Kind::text and not kreislauf::text::is_utf8(head.text)) return refuse(Reason::not_canonical);
  rest.remove_prefix(read.read);
  return head;
}

bool can_be_key(Item const& item) { return item.is(Kind::number) or item.is(Kind::text) or item.is(Kind::bytes); }
bool are_same(Item const& a, Item const& b) { return a.kind == b.kind and a.number == b.number and a.text == b.text; }

class Reader {
 public:
  explicit Reader(std::string_view& rest) : rest_{rest} {}

  Outcome<Item> item(int depth) {
    if (++items_ > most_items) return refuse(Reason::too_deep);
    auto const head = first_head(rest_);
    if (not head) return refuse(head.error());
    Item item{.kind = head->kind, .text = head->text};
    if (head->kind == Kind::number or head->kind == Kind::boolean) {
      auto const value = static_cast<std::int64_t>(head->value);
      item.number = head->negative ? -1 - value : value;
    }
    if (head->kind != Kind::array and head->kind != Kind::map) return item;
    if (depth == deepest) return refuse(Reason::too_deep);
    for (std::uint64_t i = 0; i < head->value; ++i) {
      auto const one = head->kind == Kind::map ? entry(item, depth + 1) : element(item, depth + 1);
      if (not one) return refuse(one.error());
    }
    return item;
  }

 private:
  Outcome<void> element(Item& array, int depth) {
    auto one = item(depth);
    if (not one) return refuse(one.error());
    array.items.push_back(*std::move(one));
    return {};
  }
  Outcome<void> entry(Item& map, int depth) {
    auto const key = element(map, depth);
    if (not key) return key;
    auto const& newest = map.items.back();
    if (not can_be_key(newest)) return refuse(Reason::not_canonical);
    auto const others_end = map.items.end() - 1;
    if (std::any_of(map.items.begin(), others_end, [&](Item const& other) { return are_same(other, newest); }))
      return refuse(Reason::key_twice);
    auto value = item(depth);
    if (not value) return refuse(value.error());
    map.values.push_back(*std::move(value));
    return {};
  }

  std::string_view& rest_;
  int items_ = 0;
};

Item const* found_in(Item const& map, Item const& key, Kind wanted) {
  if (not map.is(Kind::map)) return nullptr;
  for (std::size_t i = 0; i < map.items.size(); ++i) {
    if (are_same(map.items[i], key)) return map.values[i].is(wanted) ? &map.values[i] : nullptr;
  }
  return nullptr;
}

}  // namespace

Item const* Item::at(std::string_view key, Kind wanted) const {
  return found_in(*this, {.kind = Kind::text, .text = key}, wanted);
}
Item const* Item::at(std::int64_t key, Kind wanted) const {
  return found_in(*this, {.kind = Kind::number, .number = key}, wanted);
}

Outcome<Item> first_item(std::string_view& rest) { return Reader{rest}.item(0); }

Outcome<Item> only_item(std::string_view bytes) {
  auto item = first_item(bytes);
  if (item and not bytes.empty()) return refuse(Reason::left_over);
  return item;
}

}  // namespace kreislauf::webauthn
