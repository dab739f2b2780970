#include "platform/blobs/upload.h"

#include <cerrno>
#include <filesystem>

#include "platform/blobs/upload_file.h"

namespace kreislauf::blobs {

Outcome<std::string> Uploads::begin() {
  auto id = store_.around().random.hex(16);
  if (auto const made = UploadFile::make(store_.around(), store_.objects().workshop(), path_of(id), id); not made)
    return failure(made.error());
  return id;
}

Outcome<std::uint64_t> Uploads::offset(std::string const& id) {
  if (not is_object_name(id)) return failure(Problem::missing);
  return UploadFile::open(store_.around(), path_of(id), id).map([](auto const& file) { return file.offset(); });
}

Outcome<std::uint64_t> Uploads::append(std::string const& id, std::uint64_t offset, std::string_view bytes,
                                       std::uint64_t most) {
  if (not is_object_name(id)) return failure(Problem::missing);
  auto file = UploadFile::open(store_.around(), path_of(id), id);
  if (not file) return failure(file.error());
  if (file->offset() != offset) return failure(Problem::wrong_offset);
  if (offset > most or bytes.size() > most - offset) return failure(Problem::too_large);
  if (bytes.empty()) return offset;
  return file->append(store_.around(), bytes).map([&] { return file->offset(); });
}

Outcome<std::string> Uploads::contents(std::string const& id) {
  if (not is_object_name(id)) return failure(Problem::missing);
  std::string bytes;
  return UploadFile::open(store_.around(), path_of(id), id, &bytes).map([&](auto const&) { return std::move(bytes); });
}

Outcome<void> Uploads::drop(std::string const& id) {
  if (not is_object_name(id)) return failure(Problem::missing);
  if (store_.around().disk.remove(path_of(id)) == 0 or errno == ENOENT) return {};
  return failure(problem_of(errno));
}

}  // namespace kreislauf::blobs
