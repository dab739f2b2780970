#include "platform/ocr/ocr.h"

#include <array>

namespace kreislauf::ocr {

namespace {

constexpr std::array<std::string_view, 8> ways{"line", "lines", "digits", "capitals", "address", "comb", "iban", "ink"};

}  // namespace

std::string_view name(Way way) { return ways[static_cast<std::size_t>(way)]; }

bool parse_way(std::string_view name, Way& way) {
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i] == name) return way = static_cast<Way>(i), true;
  }
  return false;
}

}  // namespace kreislauf::ocr
