#include "platform/osm/pbf.h"

#include <protozero/pbf_message.hpp>
#include <protozero/pbf_reader.hpp>

#include <algorithm>
#include <array>

#include "platform/geo/deflate.h"

// wiki.openstreetmap.org/wiki/PBF_Format; the numbers are those of its fileformat.proto and osmformat.proto.
namespace kreislauf::osm {

namespace {

using protozero::data_view;
using protozero::pbf_reader;

constexpr std::uint32_t largest_blob_header = 64 * 1024;
constexpr std::int64_t largest_blob = 32 * 1024 * 1024;

[[noreturn]] void damaged() { throw Unreadable{"Die Datei ist beschädigt. Laden Sie den Auszug bitte neu herunter."}; }
[[noreturn]] void cut_off() {
  throw Unreadable{"Die Datei hört mittendrin auf. Laden Sie den Auszug bitte neu herunter."};
}
[[noreturn]] void no_extract() {
  throw Unreadable{
      "Das ist kein OpenStreetMap-Auszug im Format PBF. Nehmen Sie eine Datei, die auf .osm.pbf endet; andere wandelt "
      "`osmium cat DATEI -o NEU.osm.pbf` um."};
}
[[noreturn]] void unknown_kind(std::string_view what) {
  throw Unreadable{"Der Auszug ist auf eine Art geschrieben, die dieses Programm nicht liest (" + std::string{what} +
                   "). `osmium cat DATEI -o NEU.osm.pbf` schreibt ihn neu."};
}

/// protozero asks its callers whether a field is of the kind that is read:
/// a hostile file may say anything.
template <protozero::pbf_wire_type wanted>
pbf_reader& field_of(pbf_reader& in) {
  if (in.wire_type() != wanted) throw protozero::unknown_pbf_wire_type_exception{};
  return in;
}
pbf_reader& long_field(pbf_reader& in) { return field_of<protozero::pbf_wire_type::length_delimited>(in); }
pbf_reader& number_field(pbf_reader& in) { return field_of<protozero::pbf_wire_type::varint>(in); }

std::string_view view(data_view bytes) { return {bytes.data(), bytes.size()}; }

std::string bytes_of(std::istream& file, std::size_t size) {
  std::string bytes(size, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  if (static_cast<std::size_t>(file.gcount()) != size) cut_off();
  return bytes;
}

struct Blob {
  std::string kind, bytes;  ///< unpacked
};

std::string unpacked(std::string const& packed) {
  std::string_view raw, zlib;
  std::int64_t size = 0;
  for (pbf_reader in{packed}; in.next();) {
    switch (in.tag()) {
      case 1:
        raw = view(long_field(in).get_view());
        break;
      case 2:
        size = number_field(in).get_int32();
        break;
      case 3:
        zlib = view(long_field(in).get_view());
        break;
      case 4:
      case 5:
      case 6:
      case 7:
        unknown_kind("lzma, bzip2, lz4 oder zstd");
      default:
        in.skip();
    }
  }
  if (zlib.empty()) return std::string{raw};
  if (size < 0 or size > largest_blob) damaged();
  auto whole = geo::inflated(zlib, static_cast<std::size_t>(size));
  if (not whole) damaged();
  return *std::move(whole);
}

/// The next one; false at the end of the file.
bool next(std::istream& file, Blob& blob, bool first) {
  std::array<char, 4> length{};
  file.read(length.data(), 4);
  if (file.gcount() == 0 and not first) return false;
  if (file.gcount() == 0) throw Unreadable{"Die Datei ist leer. Laden Sie den Auszug bitte neu herunter."};
  std::uint32_t size = 0;
  for (auto const byte : length) size = size << 8 | static_cast<unsigned char>(byte);
  if (file.gcount() < 4 or size == 0 or size > largest_blob_header) first ? no_extract() : cut_off();
  auto const head = bytes_of(file, size);
  std::int64_t data = 0;
  try {
    for (pbf_reader in{head}; in.next();) {
      if (in.tag() == 1)
        blob.kind = long_field(in).get_string();
      else if (in.tag() == 3)
        data = number_field(in).get_int32();
      else
        in.skip();
    }
  } catch (protozero::exception const&) {
    first ? no_extract() : damaged();
  }
  if (first and blob.kind != "OSMHeader") no_extract();
  if (data < 0 or data > largest_blob) damaged();
  blob.bytes = unpacked(bytes_of(file, static_cast<std::size_t>(data)));
  return true;
}

Header header_of(std::string const& bytes) {
  Header header;
  for (pbf_reader in{bytes}; in.next();) {
    if (in.tag() == 4) {
      auto const feature = long_field(in).get_string();
      if (feature != "OsmSchema-V0.6" and feature != "DenseNodes") unknown_kind(feature);
    } else if (in.tag() == 32) {
      header.taken = std::max<std::int64_t>(number_field(in).get_int64(), 0);
    } else {
      in.skip();
    }
  }
  return header;
}

/// A block: its words, how its coordinates are meant, and its groups.
class Block {
 public:
  Block(std::string const& bytes, Content wanted, Visitor& visitor) : wanted_{wanted}, visitor_{visitor} {
    for (pbf_reader in{bytes}; in.next();) {
      switch (in.tag()) {
        case 1:
          for (auto words = long_field(in).get_message(); words.next(1);)
            words_.push_back(view(long_field(words).get_view()));
          break;
        case 2:
          groups_.push_back(long_field(in).get_view());
          break;
        case 17:
          granularity_ = number_field(in).get_int32();
          break;
        case 19:
          latitude_offset_ = number_field(in).get_int64();
          break;
        case 20:
          longitude_offset_ = number_field(in).get_int64();
          break;
        default:
          in.skip();
      }
    }
  }

  void read() {
    for (auto const group : groups_) {
      for (pbf_reader in{group}; in.next();) {
        if (in.tag() == 1 and wanted_.nodes)
          read_node(long_field(in).get_message());
        else if (in.tag() == 2 and wanted_.nodes)
          read_dense(long_field(in).get_message());
        else if (in.tag() == 3 and wanted_.ways)
          read_way(long_field(in).get_message());
        else if (in.tag() == 4 and wanted_.relations)
          read_relation(long_field(in).get_message());
        else
          in.skip();
      }
    }
  }

 private:
  std::string_view word(std::int64_t number) const {
    if (number < 0 or static_cast<std::size_t>(number) >= words_.size()) damaged();
    return words_[static_cast<std::size_t>(number)];
  }
  /// In billionths of a degree, as doubles: a hostile number must not run over.
  double degrees(std::int64_t offset, std::int64_t steps) const {
    return 1e-9 * (static_cast<double>(offset) + static_cast<double>(granularity_) * static_cast<double>(steps));
  }

  template <class Keys, class Values>
  void take_tags(Tags& tags, Keys const& keys, Values const& values) const {
    tags.all.clear();
    auto value = values.begin();
    for (auto const key : keys) {
      if (value == values.end()) damaged();
      tags.all.emplace_back(word(key), word(*value++));
    }
  }

  void read_node(pbf_reader in) {
    protozero::iterator_range<pbf_reader::const_uint32_iterator> keys, values;
    std::int64_t latitude = 0, longitude = 0;
    while (in.next()) {
      switch (in.tag()) {
        case 1:
          node_.id = number_field(in).get_sint64();
          break;
        case 2:
          keys = long_field(in).get_packed_uint32();
          break;
        case 3:
          values = long_field(in).get_packed_uint32();
          break;
        case 8:
          latitude = number_field(in).get_sint64();
          break;
        case 9:
          longitude = number_field(in).get_sint64();
          break;
        default:
          in.skip();
      }
    }
    give_node(node_.id, latitude, longitude, [&] { take_tags(node_.tags, keys, values); });
  }

  template <class TakeTags>
  void give_node(std::int64_t id, std::int64_t latitude, std::int64_t longitude, TakeTags const& take) {
    node_.id = id;
    node_.latitude = degrees(latitude_offset_, latitude);
    node_.longitude = degrees(longitude_offset_, longitude);
    take();
    visitor_.node(node_);
  }

  void read_dense(pbf_reader in) {
    protozero::iterator_range<pbf_reader::const_sint64_iterator> ids, latitudes, longitudes;
    protozero::iterator_range<pbf_reader::const_int32_iterator> tags;
    while (in.next()) {
      switch (in.tag()) {
        case 1:
          ids = long_field(in).get_packed_sint64();
          break;
        case 8:
          latitudes = long_field(in).get_packed_sint64();
          break;
        case 9:
          longitudes = long_field(in).get_packed_sint64();
          break;
        case 10:
          tags = long_field(in).get_packed_int32();
          break;
        default:
          in.skip();
      }
    }
    std::uint64_t id = 0, latitude = 0, longitude = 0;  // unsigned: a hostile sum may run over
    auto latitude_step = latitudes.begin(), longitude_step = longitudes.begin();
    auto tag = tags.begin();
    for (auto const step : ids) {
      if (latitude_step == latitudes.end() or longitude_step == longitudes.end()) damaged();
      id += static_cast<std::uint64_t>(step);
      latitude += static_cast<std::uint64_t>(*latitude_step++);
      longitude += static_cast<std::uint64_t>(*longitude_step++);
      give_node(static_cast<std::int64_t>(id), static_cast<std::int64_t>(latitude),
                static_cast<std::int64_t>(longitude), [&] { take_dense_tags(tag, tags.end()); });
    }
  }

  /// Key and value in turns; a zero ends those of a node.
  void take_dense_tags(pbf_reader::const_int32_iterator& tag, pbf_reader::const_int32_iterator end) {
    node_.tags.all.clear();
    while (tag != end) {
      auto const key = *tag++;
      if (key == 0) return;
      if (tag == end) damaged();
      node_.tags.all.emplace_back(word(key), word(*tag++));
    }
  }

  void read_way(pbf_reader in) {
    protozero::iterator_range<pbf_reader::const_uint32_iterator> keys, values;
    way_.nodes.clear();
    std::uint64_t node = 0;
    while (in.next()) {
      switch (in.tag()) {
        case 1:
          way_.id = number_field(in).get_int64();
          break;
        case 2:
          keys = long_field(in).get_packed_uint32();
          break;
        case 3:
          values = long_field(in).get_packed_uint32();
          break;
        case 8:
          for (auto const step : long_field(in).get_packed_sint64())
            way_.nodes.push_back(static_cast<std::int64_t>(node += static_cast<std::uint64_t>(step)));
          break;
        default:
          in.skip();
      }
    }
    take_tags(way_.tags, keys, values);
    visitor_.way(way_);
  }

  void read_relation(pbf_reader in) {
    protozero::iterator_range<pbf_reader::const_uint32_iterator> keys, values;
    protozero::iterator_range<pbf_reader::const_sint64_iterator> members;
    protozero::iterator_range<pbf_reader::const_enum_iterator> types;
    protozero::iterator_range<pbf_reader::const_int32_iterator> roles;
    while (in.next()) {
      switch (in.tag()) {
        case 1:
          relation_.id = number_field(in).get_int64();
          break;
        case 2:
          keys = long_field(in).get_packed_uint32();
          break;
        case 3:
          values = long_field(in).get_packed_uint32();
          break;
        case 8:
          roles = long_field(in).get_packed_int32();
          break;
        case 9:
          members = long_field(in).get_packed_sint64();
          break;
        case 10:
          types = long_field(in).get_packed_enum();
          break;
        default:
          in.skip();
      }
    }
    take_members(members, types, roles);
    take_tags(relation_.tags, keys, values);
    visitor_.relation(relation_);
  }

  template <class Ids, class Types, class Roles>
  void take_members(Ids const& ids, Types const& types, Roles const& roles) {
    constexpr int a_way = 1;
    relation_.ways.clear();
    std::uint64_t id = 0;
    auto type = types.begin();
    auto role = roles.begin();
    for (auto const step : ids) {
      if (type == types.end() or role == roles.end()) damaged();
      id += static_cast<std::uint64_t>(step);
      bool const inner = word(*role++) == "inner";
      if (*type++ == a_way) relation_.ways.push_back({static_cast<std::int64_t>(id), inner});
    }
  }

  Content wanted_;
  Visitor& visitor_;
  std::vector<std::string_view> words_;
  std::vector<data_view> groups_;
  std::int64_t granularity_ = 100, latitude_offset_ = 0, longitude_offset_ = 0;
  Node node_;
  Way way_;
  Relation relation_;
};

}  // namespace

std::string_view Tags::operator[](std::string_view key) const {
  auto const found = std::find_if(all.begin(), all.end(), [&](auto const& tag) { return tag.first == key; });
  return found == all.end() ? std::string_view{} : found->second;
}

Header read_pbf(std::istream& file, Content wanted, Visitor& visitor) {
  file.clear();
  file.seekg(0);
  try {
    Blob blob;
    next(file, blob, true);
    auto const header = header_of(blob.bytes);
    while (next(file, blob, false)) {
      if (blob.kind == "OSMData") Block{blob.bytes, wanted, visitor}.read();
    }
    return header;
  } catch (protozero::exception const&) {
    damaged();
  }
}

}  // namespace kreislauf::osm
