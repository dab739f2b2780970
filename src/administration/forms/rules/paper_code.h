#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kreislauf::forms {

/// The code on each page of a printed form: whose it is, which layout, which page. Nothing about a person.
struct PaperCode {
  std::string authority;  ///< official key: `05554016`
  std::string layout;     ///< twelve capitals and digits (paper_layout.h)
  int page = 0;           ///< from 1
};
/// `KL1 05554016 7K3MQ9XH2C4D 2`: at most 32 bytes, so that the code keeps its size.
std::string text_of(PaperCode const& code);
/// Nothing for any other text.
std::optional<PaperCode> paper_code_in(std::string_view text);

}  // namespace kreislauf::forms
