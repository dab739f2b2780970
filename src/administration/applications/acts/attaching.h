#pragma once

#include <set>
#include <string>

#include "administration/applications/acts/change.h"
#include "administration/forms/forms.h"

// The files of an application: held in the act itself, let go in the act itself (platform/blobs).
namespace kreislauf::applications {

/// In blobs: `application:17/f1`.
std::string holder_of(Application const& application, std::string_view key);
/// Is the file of this upload there already?
bool is_attached(forms::Entered const& entered, std::string_view upload);
/// Adds a file that was taken to an answer; one that came in pieces once, however often its page is saved. Throws
/// Conflict when its bytes have gone meanwhile: it must be sent again.
void attach(acts::Transaction& tx, Application const& application, forms::Form const& form, std::size_t page,
            forms::Entered& entered, std::string_view question, forms::AttachedFile file);
/// Takes one back; nothing where it is not there.
void detach(acts::Transaction& tx, Application const& application, forms::Form const& form, std::size_t page,
            forms::Entered& entered, std::string_view question, std::string_view key);
/// Keys of files that an answer names.
std::set<std::string> named_files(forms::Form const& form, forms::Entered const& entered);
/// Lets go of files that no answer names any more.
void tidy_files(acts::Transaction& tx, Application const& application, forms::Form const& form,
                forms::Entered& entered);

}  // namespace kreislauf::applications
