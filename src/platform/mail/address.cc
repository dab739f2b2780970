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

/// The domain in ASCII by IDNA 2008 (UTS 46, as browsers do it), or nothing.
std::string ascii_domain(std::string_view domain) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UIDNA, Close> const idna{uidna_openUTS46(
      UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &status)};
  std::array<char, 256> out{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  auto const size = uidna_nameToASCII_UTF8(idna.get(), domain.data(), static_cast<int32_t>(domain.size()), out.data(),
                                           static_cast<int32_t>(out.size()), &info, &status);
  if (U_FAILURE(status) or info.errors != 0 or size <= 0) return {};
  return {out.data(), static_cast<std::size_t>(size)};
}

bool is_local_part(std::string_view part) {
  if (part.empty() or part.size() > 64 or part.front() == '.' or part.back() == '.' or
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
    if (label.empty() or label.size() > 63 or label.front() == '-' or label.back() == '-') return false;
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

bool plausible_address(std::string_view address) { return address_to_send(address).has_value(); }

}  // namespace kreislauf::mail
