#include "platform/blobs/upload_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "platform/crypto/chunks.h"

namespace kreislauf::blobs {

namespace {

constexpr auto purpose = "blobs/upload";
constexpr std::size_t front = 4, longest_record = 1'048'576, sealing = 40;

std::string number_text(std::size_t number) {
  std::string text(front, '\0');
  for (std::size_t i = 0; i < front; ++i) text[front - 1 - i] = static_cast<char>(number >> (8 * i));
  return text;
}

std::size_t number_in(std::string_view text) {
  std::size_t number = 0;
  for (char const byte : text) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

std::string key_of(crypto::Keys const& keys, std::size_t number, std::string_view id) {
  auto const mac = keys.mac_with(static_cast<int>(number), purpose, id);
  return mac.empty() ? mac : crypto::hkdf(mac, "", "kreislauf upload");
}

}  // namespace

UploadFile::UploadFile(UploadFile&& other) noexcept
    : file_{std::exchange(other.file_, -1)},
      id_{std::move(other.id_)},
      key_{std::move(other.key_)},
      offset_{other.offset_},
      end_{other.end_} {}

UploadFile::~UploadFile() {
  if (file_ >= 0) ::close(file_);
}

Outcome<void> UploadFile::make(Store::Around const& around, std::string const& workshop, std::string const& path,
                               std::string_view id) {
  auto draft = Draft::begin(around.disk, workshop, std::string{id});
  if (not draft) return failure(draft.error());
  return draft->write(number_text(static_cast<std::size_t>(around.keys.newest())))
      .and_then([&] { return draft->sync(); })
      .and_then([&] { return draft->move_to(path); });
}

Outcome<UploadFile> UploadFile::open(Store::Around const& around, std::string const& path, std::string_view id,
                                     std::string* keep) {
  UploadFile file{::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW), id};
  if (file.file_ < 0) return failure(problem_of(errno));
  while (::flock(file.file_, LOCK_EX) != 0 and errno == EINTR) {
  }
  if (auto const looked = file.look(around, keep); not looked) return failure(looked.error());
  return file;
}

Outcome<void> UploadFile::look(Store::Around const& around, std::string* keep) {
  struct ::stat about_file {};
  if (::fstat(file_, &about_file) != 0) return failure(problem_of(errno));
  auto const bytes = static_cast<std::uint64_t>(about_file.st_size);
  auto const head = read_exactly(file_, 0, front);
  if (not head) return failure(head.error());
  key_ = key_of(around.keys, number_in(*head), id_);
  if (key_.empty()) return failure(Problem::unreadable);
  for (end_ = front; end_ + front + sealing <= bytes;) {
    auto const length = read_exactly(file_, end_, front).map([](auto const& text) { return number_in(text); });
    if (not length) return failure(length.error());
    if (*length < sealing or *length > longest_record + sealing or end_ + front + *length > bytes) break;
    auto const sealed = read_exactly(file_, end_ + front, *length);
    if (not sealed) return failure(sealed.error());
    auto const opened = crypto::open_bytes(key_, about(), *sealed);
    if (not opened) break;
    if (keep != nullptr) keep->append(*opened);
    offset_ += opened->size();
    end_ += front + *length;
  }
  return {};
}

Outcome<void> UploadFile::append(Store::Around const& around, std::string_view bytes) {
  auto const offset = offset_;
  std::string records;
  while (not bytes.empty()) {
    auto const piece = bytes.substr(0, longest_record);
    auto const sealed = crypto::seal_bytes(key_, about(), piece, around.random);
    records += number_text(sealed.size()) + sealed;
    offset_ += piece.size();
    bytes.remove_prefix(piece.size());
  }
  // Over what a crash may have left behind the last whole record.
  bool const fine = ::ftruncate(file_, static_cast<off_t>(end_)) == 0 and
                    around.disk.overwrite(file_, records, end_) == 0 and around.disk.sync(file_) == 0;
  if (fine) {
    end_ += records.size();
    return {};
  }
  auto const reason = errno;
  offset_ = offset;
  if (::ftruncate(file_, static_cast<off_t>(end_)) != 0) return failure(Problem::unavailable);
  return failure(problem_of(reason));
}

}  // namespace kreislauf::blobs
