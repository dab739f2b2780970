#include "base/typed/name_letters.h"

#include <algorithm>
#include <array>

namespace kreislauf::typed {

namespace {

struct Range {
  char32_t first, last;
};

/// 518 letters and signs. Facts of the norm as published by KoSIT (String-Latin/DIN-91379-Characters-and-Sequences, CC
/// BY 4.0).
constexpr std::array letters{
    Range{0x20, 0x20},     Range{0x27, 0x27},     Range{0x2C, 0x2E},     Range{0x41, 0x5A},     Range{0x60, 0x7A},
    Range{0x7E, 0x7E},     Range{0xA8, 0xA8},     Range{0xB4, 0xB4},     Range{0xB7, 0xB7},     Range{0xC0, 0xD6},
    Range{0xD8, 0xF6},     Range{0xF8, 0x17E},    Range{0x187, 0x188},   Range{0x18F, 0x18F},   Range{0x197, 0x197},
    Range{0x1A0, 0x1A1},   Range{0x1AF, 0x1B0},   Range{0x1B7, 0x1B7},   Range{0x1CD, 0x1DC},   Range{0x1DE, 0x1DF},
    Range{0x1E2, 0x1F0},   Range{0x1F4, 0x1F5},   Range{0x1F8, 0x1FF},   Range{0x212, 0x213},   Range{0x218, 0x21B},
    Range{0x21E, 0x21F},   Range{0x227, 0x233},   Range{0x259, 0x259},   Range{0x268, 0x268},   Range{0x292, 0x292},
    Range{0x2B9, 0x2BA},   Range{0x2BE, 0x2BF},   Range{0x2C8, 0x2C8},   Range{0x2CC, 0x2CC},   Range{0x1E02, 0x1E03},
    Range{0x1E06, 0x1E07}, Range{0x1E0A, 0x1E11}, Range{0x1E17, 0x1E17}, Range{0x1E1C, 0x1E2B}, Range{0x1E2F, 0x1E37},
    Range{0x1E3A, 0x1E3B}, Range{0x1E40, 0x1E49}, Range{0x1E52, 0x1E5B}, Range{0x1E5E, 0x1E63}, Range{0x1E6A, 0x1E6F},
    Range{0x1E80, 0x1E87}, Range{0x1E8C, 0x1E97}, Range{0x1E9E, 0x1E9E}, Range{0x1EA0, 0x1EF9}, Range{0x2019, 0x2019},
    Range{0x2021, 0x2021},
};

/// 149 sequences: the marks, and the letters that may carry them.
struct Marked {
  std::u32string_view marks, letters;
};
constexpr std::array sequences{
    Marked{U"\u0300", U"CFGKMPSTZcfgkmpstz"},
    Marked{U"\u0301", U"JjÿĪī"},
    Marked{U"\u0302", U"DKLMNdklmn"},
    Marked{U"\u0304", U"CFHKNPSTZcfhknpstzÛûḲḳṢṣṬṭỤụ"},
    Marked{U"\u0306", U"CMNRZcmnrzÇç"},
    Marked{U"\u0307", U"KUku"},
    Marked{U"\u0308", U"CTZczẠạỌọỤụ"},
    Marked{U"\u030B", U"Aa"},
    Marked{U"\u030C", U"J"},
    Marked{U"\u030D", U"ēō"},
    Marked{U"\u0310", U"Mm"},
    Marked{U"\u0315", U"CKPTckptČč"},
    Marked{U"\u031B", U"KTkt"},
    Marked{U"\u031B\u0304", U"Ss"},
    Marked{U"\u0323", U"CPcpČč"},
    Marked{U"\u0325", U"LRlr"},
    Marked{U"\u0325\u0304", U"LRlr"},
    Marked{U"\u0326", U"CHKLNchklnŽž"},
    Marked{U"\u0327", U"ZzŽž"},
    Marked{U"\u0328\u0306", U"Cc"},
    Marked{U"\u0331", U"HSs"},
    Marked{U"\u035F", U"Kk"},
};

bool is_base(char32_t letter) {
  auto const begins_later = [](char32_t c, Range range) { return c < range.first; };
  auto const after = std::upper_bound(letters.begin(), letters.end(), letter, begins_later);
  return after != letters.begin() and letter <= std::prev(after)->last;
}

}  // namespace

bool is_name_letter(char32_t letter, std::u32string_view marks, char32_t next) {
  if (marks.empty()) return is_base(letter);
  auto const row =
      std::find_if(sequences.begin(), sequences.end(), [&](auto const& one) { return one.marks == marks; });
  if (row == sequences.end() or row->letters.find(letter) == std::u32string_view::npos) return false;
  bool const joined = marks == U"\u035F";  // K͟H, K͟h and k͟h
  return not joined or next == 'h' or (next == 'H' and letter == 'K');
}

}  // namespace kreislauf::typed
