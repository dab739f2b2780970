#include "administration/catalog/exchange/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/text.h"

// Names and numbers of letters in HTML.
namespace kreislauf::catalog {

namespace {

/// The letters of Latin-1 from U+00A0 to U+00FF, in their order.
constexpr std::string_view latin_names =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
    "micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig "
    "Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times "
    "Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave "
    "eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave "
    "uacute ucirc uuml yacute thorn yuml";

/// The other names of HTML 4 and &apos;, each before its code point.
constexpr std::string_view other_names =
    "quot 34 amp 38 lt 60 gt 62 OElig 338 oelig 339 Scaron 352 scaron 353 Yuml 376 fnof 402 circ 710 tilde 732 "
    "Alpha 913 Beta 914 Gamma 915 Delta 916 Epsilon 917 Zeta 918 Eta 919 Theta 920 Iota 921 Kappa 922 Lambda 923 "
    "Mu 924 Nu 925 Xi 926 Omicron 927 Pi 928 Rho 929 Sigma 931 Tau 932 Upsilon 933 Phi 934 Chi 935 Psi 936 Omega 937 "
    "alpha 945 beta 946 gamma 947 delta 948 epsilon 949 zeta 950 eta 951 theta 952 iota 953 kappa 954 lambda 955 "
    "mu 956 nu 957 xi 958 omicron 959 pi 960 rho 961 sigmaf 962 sigma 963 tau 964 upsilon 965 phi 966 chi 967 "
    "psi 968 omega 969 thetasym 977 upsih 978 piv 982 ensp 8194 emsp 8195 thinsp 8201 zwnj 8204 zwj 8205 lrm 8206 "
    "rlm 8207 ndash 8211 mdash 8212 lsquo 8216 rsquo 8217 sbquo 8218 ldquo 8220 rdquo 8221 bdquo 8222 dagger 8224 "
    "Dagger 8225 bull 8226 hellip 8230 permil 8240 prime 8242 Prime 8243 lsaquo 8249 rsaquo 8250 oline 8254 "
    "frasl 8260 euro 8364 image 8465 weierp 8472 real 8476 trade 8482 alefsym 8501 larr 8592 uarr 8593 rarr 8594 "
    "darr 8595 harr 8596 crarr 8629 lArr 8656 uArr 8657 rArr 8658 dArr 8659 hArr 8660 forall 8704 part 8706 "
    "exist 8707 empty 8709 nabla 8711 isin 8712 notin 8713 ni 8715 prod 8719 sum 8721 minus 8722 lowast 8727 "
    "radic 8730 prop 8733 infin 8734 ang 8736 and 8743 or 8744 cap 8745 cup 8746 int 8747 there4 8756 sim 8764 "
    "cong 8773 asymp 8776 ne 8800 equiv 8801 le 8804 ge 8805 sub 8834 sup 8835 nsub 8836 sube 8838 supe 8839 "
    "oplus 8853 otimes 8855 perp 8869 sdot 8901 lceil 8968 rceil 8969 lfloor 8970 rfloor 8971 lang 9001 rang 9002 "
    "loz 9674 spades 9824 clubs 9827 hearts 9829 diams 9830 apos 39";

/// Numbers from 128 to 159 are no letters; who writes them means those of Windows (0: none).
constexpr std::array<char32_t, 32> windows_letters{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

using Names = std::map<std::string_view, char32_t>;

Names read_names() {
  Names names;
  char32_t code = 0xA0;
  for (auto const name : text::split(latin_names, ' ')) names.emplace(name, code++);
  auto const pairs = text::split(other_names, ' ');
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    std::uint32_t value = 0;
    std::from_chars(pairs[i + 1].data(), pairs[i + 1].data() + pairs[i + 1].size(), value);
    names.emplace(pairs[i], value);
  }
  return names;
}

char32_t sound(std::uint32_t code) {
  constexpr char32_t unknown = 0xFFFD;
  if (code >= 0x80 and code < 0xA0) code = windows_letters[code - 0x80];
  bool const surrogate = code >= 0xD800 and code <= 0xDFFF;
  if (code == 0 or code > 0x10FFFF or surrogate) return unknown;
  return code < 0x20 or code == 0x7F ? U' ' : static_cast<char32_t>(code);
}

/// `#8364`, `#x20AC` or `euro`.
std::optional<char32_t> letter(std::string_view name) {
  static Names const names = read_names();
  if (not name.starts_with('#')) {
    auto const found = names.find(name);
    return found == names.end() ? std::nullopt : std::optional{found->second};
  }
  name.remove_prefix(1);
  bool const hex = name.starts_with('x') or name.starts_with('X');
  if (hex) name.remove_prefix(1);
  std::uint32_t code = 0;
  auto const [end, error] = std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
  if (name.empty() or end != name.data() + name.size() or error == std::errc::invalid_argument) return std::nullopt;
  return error == std::errc{} ? sound(code) : 0xFFFD;
}

}  // namespace

std::string with_letters(std::string_view html) {
  constexpr std::size_t longest = 12;  // of a name or number with its signs
  std::string out;
  for (std::size_t i = 0; i < html.size(); ++i) {
    auto const end = html[i] == '&' ? html.substr(0, i + longest).find(';', i) : std::string_view::npos;
    auto const found = end == std::string_view::npos ? std::nullopt : letter(html.substr(i + 1, end - i - 1));
    if (found) {
      text::append(out, *found);
      i = end;
    } else {
      out += html[i];
    }
  }
  return out;
}

}  // namespace kreislauf::catalog
