#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "platform/blobs/blobs.h"

/// The file of one upload: a number of the master key (4 bytes, the highest first), then records, each the length of
/// the sealed bytes (4 bytes) and the sealed bytes. A record is bound to its upload and to where it begins, so that
/// none can be moved. What a crash has left of the last one counts as not sent.
namespace kreislauf::blobs {

class UploadFile {
 public:
  /// Empty, and on the disk when this returns.
  static Outcome<void> make(Store::Around const& around, std::string const& workshop, std::string const& path,
                            std::string_view id);
  /// Waits until nobody else has it open, and looks at what is whole of it; `keep` collects the bytes.
  static Outcome<UploadFile> open(Store::Around const& around, std::string const& path, std::string_view id,
                                  std::string* keep = nullptr);
  UploadFile(UploadFile&& other) noexcept;
  UploadFile& operator=(UploadFile&&) = delete;
  ~UploadFile();

  std::uint64_t offset() const { return offset_; }
  /// Durable when this returns.
  Outcome<void> append(Store::Around const& around, std::string_view bytes);

 private:
  explicit UploadFile(int file, std::string_view id) : file_{file}, id_{id} {}
  Outcome<void> look(Store::Around const& around, std::string* keep);
  std::string about() const { return id_ + "@" + std::to_string(offset_); }

  int file_;
  std::string id_, key_ = {};
  std::uint64_t offset_ = 0;  ///< bytes of the upload that are safe
  std::uint64_t end_ = 0;     ///< where they end in the file
};

}  // namespace kreislauf::blobs
