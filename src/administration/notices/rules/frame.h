#pragma once

#include <boost/json/array.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "administration/deadlines/deadlines.h"

/// What stands around the text of a notice: the law, and what one can do against it.
namespace kreislauf::notices {

/// `{"kind": "heading", ...}`: Markdown with headings, lists and paragraphs as blocks of platform/pdf.
boost::json::array blocks_of(std::string_view markdown);

/// A text that is no Markdown, as it stands in Markdown: what begins a heading, a list or a hole has a backslash before
/// it. `begins`: it stands at the begin of a line.
std::string literal(std::string_view text, bool begins);
/// Is there a hole that nobody has filled: `{{ Betrag }}`?
bool has_gap(std::string_view markdown);

struct Remedies {
  deadlines::Remedy remedy = deadlines::Remedy::action;
  std::string_view court;      ///< seat of the administrative court; needed for an action
  std::string_view authority;  ///< where an objection is brought: name and place
};
/// § 37 (6) VwVfG NRW, § 58 (1) VwGO: remedy, where it is brought, seat, term and form. Empty for `none`, and where the
/// court is not known: then no such notice may be issued.
std::string instruction(Remedies const& remedies);

/// Lines that differ, for who reviews it: what the template had made and what is said instead.
struct Line {
  enum class Kind : std::uint8_t { same, gone, added } kind = Kind::same;
  std::string text;
};
std::vector<Line> difference(std::string_view before, std::string_view after);

}  // namespace kreislauf::notices
