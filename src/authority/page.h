#pragma once

#include <string>
#include <string_view>

#include "authority/context.h"
#include "platform/html/html.h"
#include "platform/http/message.h"

namespace kreislauf::authority {

/// What the frame of a page needs to know about it.
struct PageMeta {
  std::string title;
  std::string_view path;              ///< without language prefix, for links to other languages and to itself
  std::string description = {};
  std::string_view body_class = {};
  bool search_in_header = true;
  bool index = true;                  ///< false: search engines shall not list it
  std::string_view query = {};        ///< kept when the language is changed: `?q=...`
};

/// A page under construction: head and header are written at once, the content follows, `finish` closes the frame.
class Page {
 public:
  Page(Context const& context, PageMeta meta);
  html::Writer& out() { return out_; }
  http::Response finish(unsigned status = 200);

 private:
  void write_head(PageMeta const& meta);
  void write_header(PageMeta const& meta);
  void write_languages(PageMeta const& meta);
  void write_footer();

  Context const& context_;
  html::Writer out_;
};

/// A path in the visitor's language: `/en/leistungen`.
std::string path_in(Context const& context, std::string_view path);

/// The name of the built asset for a logical name: `app.css` -> `/assets/app.1a2b3c.css`.
std::string_view asset(std::string_view name);

}  // namespace kreislauf::authority
