#include "administration/applications/shared/file_limits.h"

namespace kreislauf::applications {

std::size_t most_files_of(forms::Question const& question) {
  return question.most > 0 ? static_cast<std::size_t>(question.most) : forms::most_files;
}

forms::AttachedFile attached_file(blobs::Taken const& taken, std::string upload) {
  return {.name = taken.inspection.name,
          .type = std::string{blobs::media_type(taken.inspection.type)},
          .sha256 = taken.blob.hash,
          .size = static_cast<std::int64_t>(taken.blob.size),
          .upload = std::move(upload)};
}

}  // namespace kreislauf::applications
