#include "administration/applications/shared/proof.h"

#include <fmt/format.h>

#include "platform/i18n/dates.h"
#include "platform/kern/components.h"

namespace kreislauf::applications {

namespace {

std::string address_of(logins::Attributes const& a) {
  auto const street = a.house_number.empty() ? a.street : fmt::format("{} {}", a.street, a.house_number);
  auto const place = a.postal_code.empty() ? a.place : fmt::format("{} {}", a.postal_code, a.place);
  return street.empty() or place.empty() ? street + place : fmt::format("{}, {}", street, place);
}

}  // namespace

std::string_view word_of(i18n::Translator const& t, logins::Level level) {
  switch (level) {
    case logins::Level::high:
      return t("hoch");
    case logins::Level::substantial:
      return t("substanziell");
    default:
      return t("niedrig");
  }
}

void write_proof(html::Writer& out, i18n::Translator const& t, logins::Proof const& proof) {
  auto const& a = proof.attributes;
  kern::details(out, [&](kern::Details& details) {
    if (proof.of_company()) details.row(t("Firma"), a.company);
    details.row(proof.of_company() ? t("Vertreten durch") : t("Name"),
                a.given_name.empty() ? a.family_name : fmt::format("{} {}", a.given_name, a.family_name));
    if (auto const born = i18n::parse_iso(a.birthdate)) details.row(t("Geboren"), i18n::long_date(t, *born));
    if (auto const address = address_of(a); not address.empty()) details.row(t("Adresse"), address);
    details.row(t("Niveau"), word_of(t, proof.level));
  });
}

}  // namespace kreislauf::applications
