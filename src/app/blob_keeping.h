#pragma once

#include "authority/module.h"
#include "platform/blobs/stores.h"

namespace kreislauf::app {

/// What documents need done in every authority: what nobody needs is swept, and read again when asked; taking them out
/// and bringing them in.
authority::Module blob_keeping(authority::House& house, blobs::Stores& stores);

}  // namespace kreislauf::app
