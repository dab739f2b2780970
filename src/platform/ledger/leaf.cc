#include "platform/ledger/leaf.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace kreislauf::ledger {

namespace {

constexpr std::string_view form = "kreislauf-entry/1", algorithm = "hmac-sha256 ";
constexpr std::size_t longest_leaf = 65'535;  // C2SP tlog-tiles, "Log entries": the length has two bytes

bool is_line(std::string_view value) {
  return text::is_utf8(value) and std::none_of(value.begin(), value.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 or c == 0x7F;
         });
}

}  // namespace

std::string text_of(Leaf const& leaf) {
  bool const lines = is_line(leaf.kind) and is_line(leaf.actor) and is_line(leaf.subject) and is_line(leaf.commitment);
  if (leaf.kind.empty() or not lines) throw std::invalid_argument{"what an entry says is one line each"};
  auto text = fmt::format("{}\n{}\n{}\n{}\n{}\n{}{}\n", form, leaf.kind, iso_utc(leaf.at), leaf.actor, leaf.subject,
                          algorithm, leaf.commitment);
  if (text.size() > longest_leaf) throw std::invalid_argument{"an entry has at most 65,535 bytes"};
  return text;
}

std::optional<Leaf> leaf_in(std::string_view text) {
  auto const lines = text::split(text, '\n');
  if (lines.size() != 7 or lines[0] != form or not lines[5].starts_with(algorithm)) return std::nullopt;
  Leaf leaf{.kind = std::string{lines[1]},
            .at = parse_iso_utc(lines[2]),
            .actor = std::string{lines[3]},
            .subject = std::string{lines[4]},
            .commitment = std::string{lines[5].substr(algorithm.size())}};
  try {
    return text_of(leaf) == text ? std::optional{std::move(leaf)} : std::nullopt;
  } catch (std::invalid_argument const&) {
    return std::nullopt;
  }
}

}  // namespace kreislauf::ledger
