#pragma once

#include <initializer_list>

#include "authority/resident/pages.h"

/// Texts that every portal has: a heading, a paragraph, points, and who speaks.
namespace kreislauf::authority::pages {

std::string owner(Context const& c);
/// The owner's name; only an authority's name is German on a page of another language.
html::Fragment owner_name(Context const& c);
/// Where the owner is reached.
void contact_panel(Page& page, Context const& c);

void heading(Page& page, std::string_view text);
void paragraph(Page& page, html::Content const& text);
void points(Page& page, std::initializer_list<std::string_view> texts);

}  // namespace kreislauf::authority::pages
