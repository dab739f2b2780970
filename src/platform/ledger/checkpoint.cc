#include "platform/ledger/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "platform/crypto/base64.h"

namespace kreislauf::ledger {

std::string hash_text(Hash const& hash) { return crypto::base64(crypto::bytes_of(hash)); }

std::optional<Hash> hash_in(std::string_view base64) {
  auto const bytes = crypto::strict_base64(base64);
  Hash hash{};
  if (not bytes or bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

std::optional<std::uint64_t> number_in(std::string_view digits) {
  std::uint64_t number = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} or end != digits.data() + digits.size()) return std::nullopt;
  return digits.size() > 1 and digits.starts_with('0') ? std::nullopt : std::optional{number};
}

std::string text_of(Checkpoint const& checkpoint) {
  auto text = fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.extent.size, hash_text(checkpoint.extent.root));
  for (auto const& line : checkpoint.extensions) text += line + '\n';
  return text;
}

std::optional<Checkpoint> checkpoint_in(std::string_view text) {
  if (not text.ends_with('\n')) return std::nullopt;
  auto const lines = text::split(text.substr(0, text.size() - 1), '\n');
  if (lines.size() < 3 or std::any_of(lines.begin(), lines.end(), [](auto line) { return line.empty(); }))
    return std::nullopt;
  auto const size = number_in(lines[1]);
  auto const root = hash_in(lines[2]);
  if (not size or not root) return std::nullopt;
  return Checkpoint{.origin = std::string{lines[0]},
                    .extent = {.size = *size, .root = *root},
                    .extensions = {lines.begin() + 3, lines.end()}};
}

}  // namespace kreislauf::ledger
