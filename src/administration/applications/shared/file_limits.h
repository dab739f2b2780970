#pragma once

#include "administration/forms/forms.h"
#include "platform/blobs/door.h"

namespace kreislauf::applications {

/// How many files an answer may have.
std::size_t most_files_of(forms::Question const& question);
/// A file that has passed the door, as an answer keeps it; `upload` is the id of one that came in pieces.
forms::AttachedFile attached_file(blobs::Taken const& taken, std::string upload = {});

}  // namespace kreislauf::applications
