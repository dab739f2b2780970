#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "authority/context.h"
#include "platform/html/html.h"
#include "platform/i18n/i18n.h"

namespace kreislauf::authority {

/// The pieces of the frame that are the same on every page of a town in one language.
struct FramePieces {
  /// In which the town stood when they were made; not held, so that towns nobody visits keep no old one alive.
  std::weak_ptr<Directory const> directory;
  std::uint64_t entries = 0;  ///< which entries of the menu are shown, a bit each
  html::Fragment offer, brand, footer_begin, footer_end;
};

/// Lives and ends with the town in memory, whose name, arms and telephone they show.
class FrameCache {
 public:
  std::shared_ptr<FramePieces const> of(i18n::Language language) const {
    return pieces_[static_cast<std::size_t>(language)].load();
  }
  void keep(i18n::Language language, std::shared_ptr<FramePieces const> pieces) {
    pieces_[static_cast<std::size_t>(language)].store(std::move(pieces));
  }

 private:
  std::array<std::atomic<std::shared_ptr<FramePieces const>>, i18n::all_languages.size()> pieces_;
};

/// Whose site this is, in the visitor's words.
std::string owner_of(Context const& context);
/// Out of the memory of the town, or made now.
std::shared_ptr<FramePieces const> frame_pieces(Context const& context);

}  // namespace kreislauf::authority
