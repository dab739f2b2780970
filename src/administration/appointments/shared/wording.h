#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "administration/appointments/shared/running.h"
#include "platform/html/html.h"

/// Words of appointments that residents and staff read alike.
namespace kreislauf::appointments {

/// A service as people call it, in this language where there is a text: `Personalausweis beantragen`.
std::string service_name(catalog::Service const& service, i18n::Language language);
std::string service_name(Appointments& module, authority::Context const& context, Plan const& plan,
                         std::string_view service);
/// The same marked with its language. `plan` may be missing; its label stands where the catalogue has no text.
html::Fragment service_label(Appointments& module, authority::Context const& context, Plan const* plan,
                             std::string_view service);
/// `2 × Personalausweis beantragen, Reisepass beantragen`
html::Fragment items_text(Appointments& module, authority::Context const& context, Plan const* plan,
                          std::vector<Item> const& items);
/// The same with the names that this office, or another one of the town, has for them.
html::Fragment items_text(Appointments& module, authority::Context const& context, FreeTimes const& known,
                          std::string_view office, std::vector<Item> const& items);
/// How this office calls a service that the catalogue does not know, or another office does; its key where none has
/// given it a name. `known` may be nothing.
std::string own_label(FreeTimes const* known, std::string_view office, std::string_view service);
std::string_view channel_text(authority::Context const& context, Channel channel);
/// `A 012`, which does not break.
std::string ticket_text(std::string_view ticket);
/// Name of a service in addresses.
std::string slug_of(Appointments& module, std::string_view service);
/// A service by its name in addresses, by its key, or as an office calls it that has no catalogue entry.
std::string key_of(Appointments& module, std::string const& slug);
inline constexpr std::size_t most_services = 6;
inline constexpr int most_of_service = 20;

}  // namespace kreislauf::appointments
