#pragma once

#include <string>
#include <string_view>

#include "administration/intake/model.h"
#include "platform/crypto/keys.h"

/// What was read of paper is sealed with the keys of the authority.
namespace kreislauf::intake {

/// `about` is the subject that it belongs to.
std::string sealed(crypto::Keys const& keys, std::string_view about, std::string_view text, crypto::Random& random);
/// Empty where no key opens it any more.
std::string opened(crypto::Keys const& keys, std::string_view about, std::string_view sealed);

/// Readings of a page by the number of their place in the layout.
struct PlacedReading {
  std::size_t place = 0;
  ocr::Reading reading;
};
std::string text_of(std::vector<PlacedReading> const& readings);
std::vector<PlacedReading> readings_in(std::string_view text);
/// What the readings of a page are sealed for: `paper_file:3/2`.
std::string about(Page const& page);

}  // namespace kreislauf::intake
