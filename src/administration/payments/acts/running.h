#pragma once

#include <memory>

#include "administration/payments/acts/paying.h"

// The provider and the desk of an authority, as it is set up now.
namespace kreislauf::payments {

/// Under which the secrets of the provider are sealed.
std::string sealed_secret(crypto::Keys const& keys, std::string_view secret, crypto::Random& random);
std::string opened_secret(crypto::Keys const& keys, std::string_view sealed);

Settings settings_of(db::Database& db);
/// Nothing where nobody takes payments online: none is set up, its key is gone, or it is the sandbox and this is no
/// demonstration.
std::unique_ptr<Provider> provider_of(Payments const& payments, crypto::Keys const& keys, Settings const& settings);
/// With the receipt by mail.
Desk desk_of(Payments const& payments, authority::Authority const& authority, db::Database& db);

/// A provider says that something has changed. It is not believed but asked: at once, by the job. False when it is not
/// signed by the provider.
bool take_notice(Payments const& payments, crypto::Keys const& keys, db::Database& db, std::string_view body,
                 std::string_view signature);

}  // namespace kreislauf::payments
