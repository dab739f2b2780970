#pragma once

#include "administration/catalog/catalog.h"
#include "authority/authority.h"

namespace kreislauf::catalog::pages {

using authority::Context;

http::Response home(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response search(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response services(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response service(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response situations(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response situation(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response competences(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response feed(Snapshot const& catalog, http::Request const& request, Context& context);
http::Response sitemap(Snapshot const& catalog, http::Request const& request, Context& context);

/// The text in the visitor's language, the German one where there is none; `foreign` tells which.
struct Reading {
  Text const* text = nullptr;
  bool foreign = false;  ///< the text is German and the page is not
};
Reading reading_of(Context const& context, Service const& service);
/// The name as the visitor should read it, marked with its language where that is another one.
html::Fragment name_of(Context const& context, Service const& service);

std::string fee_text(Context const& context, Service const& service);
std::string duration_text(Context const& context, Duration const& duration);
/// `Stadt Gescher`, `Land Nordrhein-Westfalen`, or that it is not known.
html::Fragment responsible_name(Context const& context, rules::Responsible const& responsible);
void write_blocks(html::Writer& out, std::vector<Block> const& blocks, bool documents);

}  // namespace kreislauf::catalog::pages
