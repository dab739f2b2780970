#include <unicode/uidna.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "base/text.h"
#include "platform/mail/encoding.h"
#include "platform/mail/mail.h"

namespace kreislauf::mail {

namespace {

struct Close {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};

/// One of the two forms of a domain by IDNA 2008 (UTS 46, as browsers do it), or nothing.
std::string converted(std::string_view domain, decltype(&uidna_nameToASCII_UTF8) convert) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UIDNA, Close> const idna{uidna_openUTS46(UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI |
                                                               UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII |
                                                               UIDNA_NONTRANSITIONAL_TO_UNICODE,
                                                           &status)};
  std::array<char, 1024> out{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  auto const size = convert(idna.get(), domain.data(), static_cast<int32_t>(domain.size()), out.data(),
                            static_cast<int32_t>(out.size()), &info, &status);
  if (U_FAILURE(status) or info.errors != 0 or size <= 0) return {};
  return {out.data(), static_cast<std::size_t>(size)};
}

/// As it travels: `xn--bcher-kva.example`
std::string ascii_domain(std::string_view domain) { return converted(domain, &uidna_nameToASCII_UTF8); }
/// As people read it: `bücher.example`
std::string readable_domain(std::string_view domain) { return converted(domain, &uidna_nameToUnicodeUTF8); }

bool drop_front(std::string_view& text, std::string_view sign) {
  if (not text.starts_with(sign)) return false;
  text.remove_prefix(sign.size());
  return true;
}

bool drop_back(std::string_view& text, std::string_view sign) {
  if (not text.ends_with(sign)) return false;
  text.remove_suffix(sign.size());
  return true;
}

/// A name as mail programs put it before an address: words, and a blank before the bracket.
bool is_plain_name(std::string_view text) {
  return text.empty() or (text.ends_with(' ') and text.find_first_of("\"<>@,;:\\()[]") == std::string_view::npos);
}

/// What stands between `<` and `>` at the end, without quotes around it, `mailto:` before it and full stops behind it.
std::string_view unwrapped(std::string_view text) {
  auto const open = text.rfind('<');
  if (open != std::string_view::npos and text.ends_with('>') and is_plain_name(text.substr(0, open))) {
    text = text.substr(open + 1, text.size() - open - 2);
  }
  constexpr std::array<std::string_view, 8> around{" ", "\"", "“", "”", "„", "‚", "«", "»"};
  constexpr std::array<std::string_view, 7> behind{".", ",", ";", ":", "'", "‘", "’"};
  for (bool found = true; found;) {
    found = text.size() > 7 and text::folded(text.substr(0, 7)) == "mailto:";
    if (found) text.remove_prefix(7);
    for (auto const sign : around) found |= drop_front(text, sign) or drop_back(text, sign);
    for (auto const sign : behind) found |= drop_back(text, sign);
  }
  return text;
}

/// Phones write ’ where an address has '.
std::string straight(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto const c = text::next_code_point(text, at);
    text::append(out, c == 0x2019 or c == 0x2018 or c == 0x02BC ? U'\'' : c);
  }
  return out;
}

bool is_local_part(std::string_view part) {
  if (part.empty() or part.size() > 64 or part.starts_with('.') or part.ends_with('.') or
      part.find("..") != std::string_view::npos)
    return false;
  return std::all_of(part.begin(), part.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 or
           std::string_view{".!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
  });
}

bool is_host_name(std::string_view host) {
  if (host.empty() or host.size() > 253) return false;
  auto const labels = text::split(host, '.');
  for (auto const label : labels) {
    if (label.empty() or label.size() > 63 or label.starts_with('-') or label.ends_with('-')) return false;
    if (not std::all_of(label.begin(), label.end(),
                        [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 or c == '-'; }))
      return false;
  }
  auto const top = labels.back();
  bool const number = std::all_of(top.begin(), top.end(), [](char c) { return c >= '0' and c <= '9'; });
  return labels.size() > 1 and top.size() > 1 and not number;
}

}  // namespace

Result<std::string> address_to_send(std::string_view address) {
  if (has_control(address) or not text::is_utf8(address))
    return failure("the address holds characters that cannot be sent");
  auto const at = address.rfind('@');
  if (at == std::string_view::npos) return failure("the address has no @");
  auto const local = address.substr(0, at);
  if (not is_ascii(local)) return failure("the part before the @ has letters that not every mail server takes");
  if (not is_local_part(local)) return failure("the part before the @ is not one that mail servers take");
  auto const domain = ascii_domain(address.substr(at + 1));
  if (not is_host_name(domain)) return failure("the part behind the @ is not the name of a mail server");
  auto result = std::string{local} + "@" + domain;
  if (result.size() > 254) return failure("the address is too long");
  return result;
}

Result<std::string, typed::Fault> typed_address(std::string_view typed) {
  using typed::Fault;
  auto const plain = typed::plain(typed);
  if (plain.empty()) return failure(Fault::empty);
  if (plain.size() > 1000) return failure(Fault::too_long);
  auto const text = unwrapped(plain);
  auto const at = text.rfind('@');
  if (at == std::string_view::npos) return failure(Fault::not_understood);
  auto const local = straight(text::trimmed(text.substr(0, at)));
  auto const domain = readable_domain(text::trimmed(text.substr(at + 1)));
  if (not is_ascii(local)) return failure(Fault::letter);
  auto result = local + "@" + domain;
  if (result.size() > 254) return failure(Fault::too_long);
  return plausible_address(result) ? Result<std::string, Fault>{result} : failure(Fault::not_understood);
}

bool plausible_address(std::string_view address) { return address_to_send(address).has_value(); }

std::string mailbox_of(std::string_view address) {
  auto const at = address.rfind('@');
  auto const local = address.substr(0, at);
  std::string box{local.substr(0, local.find('+', 1))};
  if (at != std::string_view::npos) box += address.substr(at);
  for (char& c : box) {
    if (c >= 'A' and c <= 'Z') c = static_cast<char>(c + 32);
  }
  // One large provider reads no dots and has two names; elsewhere a dot makes another mailbox.
  for (std::string_view const google : {"@googlemail.com", "@gmail.com"}) {
    if (not box.ends_with(google)) continue;
    box.resize(box.size() - google.size());
    std::erase(box, '.');
    return box + "@gmail.com";
  }
  return box;
}

}  // namespace kreislauf::mail
