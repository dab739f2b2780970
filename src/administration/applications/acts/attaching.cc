#include "administration/applications/acts/attaching.h"

#include <fmt/format.h>

#include <algorithm>

#include "platform/blobs/references.h"

namespace kreislauf::applications {

std::string holder_of(Application const& application, std::string_view key) {
  return fmt::format("{}/{}", subject_of(application), key);
}

bool is_attached(forms::Entered const& entered, std::string_view upload) {
  return not upload.empty() and std::any_of(entered.files.begin(), entered.files.end(),
                                            [&](auto const& one) { return one.second.upload == upload; });
}

void attach(acts::Transaction& tx, Application const& application, forms::Form const& form, std::size_t page,
            forms::Entered& entered, std::string_view question, forms::AttachedFile file) {
  if (is_attached(entered, file.upload)) return;
  auto const hash = file.sha256;
  auto const key = forms::add_file(*form.compiled, page, entered, question, std::move(file));
  if (not blobs::hold(tx.db, hash, holder_of(application, key)))
    throw Conflict{"the file has gone before it was attached; send it again"};
}

void detach(acts::Transaction& tx, Application const& application, forms::Form const& form, std::size_t page,
            forms::Entered& entered, std::string_view question, std::string_view key) {
  if (auto const file = forms::remove_file(*form.compiled, page, entered, question, key))
    blobs::release(tx.db, file->sha256, holder_of(application, key), tx.now);
}

std::set<std::string> named_files(forms::Form const& form, forms::Entered const& entered) {
  std::set<std::string> named;
  auto const& pages = form.definition().pages;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    for (auto const& question : pages[page].questions) {
      for (auto& key : forms::files_of(*form.compiled, page, entered, question.name)) named.insert(std::move(key));
    }
  }
  return named;
}

void tidy_files(acts::Transaction& tx, Application const& application, forms::Form const& form,
                forms::Entered& entered) {
  auto const named = named_files(form, entered);
  for (auto const& [key, file] : entered.files) {
    if (not named.contains(key)) blobs::release(tx.db, file.sha256, holder_of(application, key), tx.now);
  }
  std::erase_if(entered.files, [&](auto const& one) { return not named.contains(one.first); });
}

}  // namespace kreislauf::applications
