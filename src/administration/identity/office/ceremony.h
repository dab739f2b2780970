#pragma once

#include <string>
#include <string_view>

#include "administration/identity/acts/passkeys.h"
#include "platform/http/message.h"
#include "platform/kern/sheet.h"

/// A form that asks a device for a passkey (web/islands/passkey.ts). It is there where the browser knows passkeys.
namespace kreislauf::identity::office {

/// `ceremony`: `create` or `get`.
kern::Target ceremony_at(std::string_view path, std::string_view ceremony);
/// `options` is what the device is asked, as JSON.
void write_ceremony_button(kern::Fields& f, std::string_view challenge, std::string options, std::string_view label,
                           kern::Weight weight);
DeviceAnswer device_answer_in(http::Request const& request);

}  // namespace kreislauf::identity::office
