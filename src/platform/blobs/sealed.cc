#include "platform/blobs/sealed.h"

#include <algorithm>

#include "platform/crypto/chunks.h"
#include "platform/crypto/keys.h"

namespace kreislauf::blobs {

namespace {

constexpr std::string_view magic = "KLB1";
constexpr std::size_t salt_bytes = 32, sealed_piece = piece_bytes + crypto::chunk_tag;

std::string big_endian(std::uint64_t value, std::size_t bytes) {
  std::string text(bytes, '\0');
  for (std::size_t i = 0; i < bytes; ++i) text[bytes - 1 - i] = static_cast<char>(value >> (8 * i));
  return text;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (char const byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

/// Everything of the header before its seal.
std::string front(std::uint32_t number, std::uint64_t size, std::string_view salt) {
  return std::string{magic} + big_endian(number, 4) + big_endian(size, 8) + std::string{salt};
}

std::string seal_of(Secret const& secret, std::string_view front, std::string_view salt, crypto::Hash const& hash) {
  return crypto::hmac_hex(crypto::hkdf(secret.bytes, salt, "kreislauf blob head"),
                          std::string{front} + std::string{crypto::bytes_of(hash)});
}

std::uint64_t pieces_of(std::uint64_t size) { return size == 0 ? 1 : (size + piece_bytes - 1) / piece_bytes; }

}  // namespace

Sealing::Sealing(Draft& draft, Secret const& secret, crypto::Random& random)
    : draft_{draft}, secret_{secret}, salt_(salt_bytes, '\0') {
  random.fill(reinterpret_cast<unsigned char*>(salt_.data()), salt_.size());
  key_ = crypto::hkdf(secret_.bytes, salt_, "kreislauf blob");
}

Outcome<void> Sealing::seal(std::string_view piece, bool last) {
  out_.clear();
  // The header comes when its contents are known; until then its place is empty, which opens as nothing.
  if (not std::exchange(begun_, true)) out_.assign(header_bytes, '\0');
  crypto::seal_chunk(key_, pieces_++, last, piece, out_);
  return draft_.write(out_);
}

Outcome<void> Sealing::add(std::string_view bytes) {
  hashing_.add(bytes);
  size_ += bytes.size();
  while (not bytes.empty()) {
    // A full piece is sealed only when another byte comes: the last one is marked as such.
    if (waiting_.size() == piece_bytes) {
      if (auto const sealed = seal(waiting_, false); not sealed) return sealed;
      waiting_.clear();
    }
    auto const taken = std::min(bytes.size(), piece_bytes - waiting_.size());
    waiting_.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
  }
  return {};
}

Outcome<crypto::Hash> Sealing::finish() {
  if (auto const sealed = seal(waiting_, true); not sealed) return failure(sealed.error());
  auto const hash = hashing_.finish();
  auto const head = front(secret_.number, size_, salt_);
  if (auto const written = draft_.overwrite(head + seal_of(secret_, head, salt_, hash), 0); not written)
    return failure(written.error());
  return hash;
}

Outcome<std::uint32_t> secret_of(Object& object) {
  if (object.bytes() < header_bytes + crypto::chunk_tag) return failure(Problem::damaged);
  auto const head = object.read(0, header_bytes);
  if (not head) return failure(head.error());
  if (not head->starts_with(magic)) return failure(Problem::damaged);
  return static_cast<std::uint32_t>(from_big_endian(std::string_view{*head}.substr(4, 4)));
}

Outcome<Opened> Opened::begin(std::unique_ptr<Object> object, Secret const& secret, crypto::Hash const& hash) {
  if (object->bytes() < header_bytes + crypto::chunk_tag) return failure(Problem::damaged);
  auto const read = object->read(0, header_bytes);
  if (not read) return failure(read.error());
  std::string_view const head{*read};
  auto const salt = head.substr(16, salt_bytes);
  auto const size = from_big_endian(head.substr(8, 8));
  if (not crypto::equal(head.substr(48), seal_of(secret, head.substr(0, 48), salt, hash)))
    return failure(Problem::damaged);
  if (object->bytes() != header_bytes + size + pieces_of(size) * crypto::chunk_tag) return failure(Problem::damaged);
  return Opened{std::move(object), crypto::hkdf(secret.bytes, salt, "kreislauf blob"), size};
}

Outcome<std::string> Opened::read(std::uint64_t at, std::size_t length) {
  std::string out;
  // The empty document has its one empty piece looked at, too.
  if (at > size_ or (at == size_ and size_ > 0)) return out;
  auto const end = at + std::min<std::uint64_t>(length, size_ - at);
  auto const all = pieces_of(size_), first = at / piece_bytes;
  auto const behind = std::max(first + 1, pieces_of(end));
  auto const begin = header_bytes + first * sealed_piece;
  auto const stop = std::min<std::uint64_t>(header_bytes + behind * sealed_piece, object_->bytes());
  auto const sealed = object_->read(begin, static_cast<std::size_t>(stop - begin));
  if (not sealed) return failure(sealed.error());
  out.reserve(sealed->size());
  for (auto piece = first; piece < behind; ++piece) {
    auto const bytes = std::string_view{*sealed}.substr((piece - first) * sealed_piece, sealed_piece);
    if (not crypto::open_chunk(key_, piece, piece + 1 == all, bytes, out)) return failure(Problem::damaged);
  }
  out.resize(std::min<std::size_t>(out.size(), static_cast<std::size_t>(end - first * piece_bytes)));
  out.erase(0, static_cast<std::size_t>(at - first * piece_bytes));
  return out;
}

}  // namespace kreislauf::blobs
