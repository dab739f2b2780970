#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "authority/context.h"
#include "platform/kern/sheet.h"

/// Pages that stand alone: on the wall, at the entrance, on paper. No header, no links to the outside, always light.
namespace kreislauf::appointments::office {

struct ScreenMeta {
  std::string title;
  html::Markup body_class;
  kern::Form const* form = nullptr;  ///< the form of the screen, whose errors it may show
  std::vector<std::string_view> scripts = {};
  int refresh_seconds = 0;      ///< without scripts; 0 never
  std::string refresh_to = {};  ///< another address then
  std::string idle_to = {};     ///< where the device goes after `refresh_seconds` when nobody touches it
};

/// A screen under construction, used like authority::Page; it draws its boxes and headings itself. Never kept.
class Screen : public kern::Sheet {
 public:
  Screen(authority::TownContext const& context, ScreenMeta const& meta);
  http::Response finish(unsigned status = 200);
};

}  // namespace kreislauf::appointments::office
