#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/catalog/catalog.h"
#include "authority/page.h"

/// How facts of a service are said in words, on pages and in the API.
namespace kreislauf::catalog::shared {

using authority::Context;

/// The town whose site this is; nothing at the portal of the region.
authority::Authority const* town_of(Context const& context);
/// `/en/dienste/hund-anmelden`
std::string path_of(Context const& context, Service const& service);

/// What the visitor reads of a service: in his language what there is in it, the rest in German. A translation may be
/// name and teaser alone.
struct Reading {
  Text const* text = nullptr;   ///< the parts
  bool foreign = false;         ///< they are German and the page is not
  Text const* title = nullptr;  ///< name and teaser
  bool title_foreign = false;
};
Reading reading_of(Context const& context, Service const& service);

/// The name as the visitor should read it, marked with its language where that is another one.
void write_name(html::Writer& out, Context const& context, Service const& service);
/// The teaser as a paragraph of these classes; nothing where there is none.
void write_teaser(html::Writer& out, Context const& context, Reading const& reading, html::Markup classes = {});

/// `20 Euro`, `12,50 Euro` and nothing else: then it can be said in any language.
std::optional<Money> plain_amount(std::string_view text);
/// One amount, where the price is one.
std::optional<Money> fee_amount(authority::TownContext const& c, Service const& service);
/// `46 Euro`, `meist 10 Euro`; empty where nothing is known.
std::string fee_text(Context const& context, Service const& service);
/// `2 bis 4 Wochen`; empty where nothing is known.
std::string duration_text(Context const& context, Duration const& duration);
/// `Stadt Gescher`, `Land Nordrhein-Westfalen`, or that it is not known.
void write_responsible(html::Writer& out, Context const& context, rules::Responsible const& responsible);
/// Paragraphs and lists; lists of `documents` have a look of their own.
void write_blocks(html::Writer& out, std::vector<Block> const& blocks, bool documents);

}  // namespace kreislauf::catalog::shared
