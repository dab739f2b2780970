#pragma once

#include <string>
#include <string_view>

#include "administration/applications/applications.h"
#include "platform/http/message.h"

/// Files of an application, given out again.
namespace kreislauf::applications {

/// A list of links; `before` is the address they stand below: `/mein-antrag/.../dateien/`.
void write_file_links(html::Writer& out, forms::Entered const& entered, std::string const& before);
/// The file of this key as a download, never displayed. Throws NotFound; where it cannot be read just now, StoreError.
http::Response file_answer(Applications& module, authority::TownContext const& c, forms::Entered const& entered,
                           std::string_view key);
}  // namespace kreislauf::applications
