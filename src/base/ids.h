#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

namespace kreislauf {

/// A text that names one kind of thing only: an OfficeId is never taken for a ServiceKey.
template <class Kind>
class TextId {
 public:
  TextId() = default;
  explicit TextId(std::string value) : value_{std::move(value)} {}

  std::string const& value() const { return value_; }
  bool empty() const { return value_.empty(); }
  auto operator<=>(TextId const&) const = default;

 private:
  std::string value_;
};

/// Official key of a local authority: 8 digits for a municipality (AGS), 5 for a district. Leading zeros count.
using AuthorityKey = TextId<struct AuthorityKeyKind>;
/// Key of a public service: the 14-digit LeiKa key, or `x-` and a slug where the catalogue has none.
using ServiceKey = TextId<struct ServiceKeyKind>;
/// Name of an office inside its authority, as it stands in addresses: `buergerbuero`.
using OfficeId = TextId<struct OfficeIdKind>;

}  // namespace kreislauf

template <class Kind>
struct std::hash<kreislauf::TextId<Kind>> {
  std::size_t operator()(kreislauf::TextId<Kind> const& id) const { return std::hash<std::string>{}(id.value()); }
};
