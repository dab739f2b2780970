#pragma once

#include <string_view>

#include "administration/forms/model.h"

/// Acting for somebody else (Vertretung): a parent for a child (§§ 1626, 1629 BGB), a legal guardian for the person in
/// care (§ 1823 BGB), by power of attorney (§ 14 VwVfG NRW). `[form] behalf` says for whom a service may be applied
/// for; its form then begins with the block `vertretung` as a page of its own.
namespace kreislauf::forms {

inline constexpr std::string_view behalf_block = "vertretung", behalf_page = "fuer-wen", behalf_for = "fuer",
                                  behalf_self = "self";

/// `child`, `care` or `power`.
bool is_behalf(std::string_view word);
/// Puts the page before all others, where the form says so: a group of the name of the block, with the answers that the
/// form knows, and the evidence.
void add_behalf(Definition& definition, Definition const& blocks);

}  // namespace kreislauf::forms
