#pragma once

#include <string>
#include <string_view>

#include "platform/ldap/ldap.h"

/// What is sent to a directory, written so that nobody's name becomes part of the question.
namespace kreislauf::ldap {

/// A value inside of a filter (RFC 4515, 3): `*`, `(`, `)`, `\`, NUL and all that is not ASCII become `\2a`.
std::string filter_value(std::string_view value);
/// A value inside of a distinguished name (RFC 4514, 2.4).
std::string dn_value(std::string_view value);
/// `(&(uid=anna)(memberOf=cn=portal,dc=example)(!(loginDisabled=TRUE)))`
std::string filter_for(Place const& place, std::string_view name);
/// A name below the base that nobody has.
std::string nobody_in(Place const& place);

/// Can it be a name or a password at all? 1 to 256 bytes of UTF-8 without NUL. An empty password is "unauthenticated"
/// to a directory and may succeed for anybody (RFC 4513, 5.1.2).
bool can_be_asked(std::string_view text);

}  // namespace kreislauf::ldap
