#include "administration/notifications/acts/secrets.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "platform/crypto/base64.h"
#include "platform/mail/mail.h"

namespace kreislauf::notifications {

namespace {

namespace json = boost::json;

constexpr std::string_view device_purpose = "notifications/device", news_purpose = "notifications/held",
                           key_purpose = "notifications/push-key", mailbox_purpose = "notifications/mailbox",
                           key_place = "push_key:1";

std::string place_of(Device const& device) { return fmt::format("push_device:{}", device.id); }
std::string place_of(HeldNews const& news) { return fmt::format("held_news:{}", news.id); }

std::string text_at(json::object const& object, std::string_view name) {
  auto const* found = object.if_contains(name);
  return found != nullptr and found->is_string() ? std::string{found->as_string()} : std::string{};
}

std::optional<json::object> opened(crypto::Keys const& keys, std::string_view purpose, std::string_view place,
                                   std::string const& text) {
  auto const plain = text.empty() ? std::nullopt : keys.open(purpose, place, text);
  return plain ? std::optional{json::parse(*plain).as_object()} : std::nullopt;
}

}  // namespace

std::string sealed(crypto::Keys const& keys, Device const& device, Subscription const& s, crypto::Random& random) {
  json::object const all{
      {"endpoint", s.endpoint}, {"point", crypto::base64url(s.point)}, {"secret", crypto::base64url(s.secret)}};
  return keys.seal(device_purpose, place_of(device), json::serialize(all), random);
}

std::optional<Subscription> subscription_of(crypto::Keys const& keys, Device const& device) {
  auto const all = opened(keys, device_purpose, place_of(device), device.sealed);
  if (not all) return std::nullopt;
  return Subscription{.endpoint = text_at(*all, "endpoint"),
                      .point = crypto::strict_base64url(text_at(*all, "point")).value_or(""),
                      .secret = crypto::strict_base64url(text_at(*all, "secret")).value_or("")};
}

std::string sealed(crypto::Keys const& keys, HeldNews const& news, Said const& said, crypto::Random& random) {
  json::object const all{
      {"mail", said.mail}, {"to", said.to}, {"title", said.title}, {"link", said.link}, {"language", said.language}};
  return keys.seal(news_purpose, place_of(news), json::serialize(all), random);
}

std::optional<Said> said_of(crypto::Keys const& keys, HeldNews const& news) {
  auto const all = opened(keys, news_purpose, place_of(news), news.sealed);
  if (not all) return std::nullopt;
  return Said{.mail = text_at(*all, "mail"),
              .to = text_at(*all, "to"),
              .title = text_at(*all, "title"),
              .link = text_at(*all, "link"),
              .language = text_at(*all, "language")};
}

std::string sealed_key(crypto::Keys const& keys, crypto::P256Key const& key, crypto::Random& random) {
  return keys.seal(key_purpose, key_place, key.secret(), random);
}

std::optional<crypto::P256Key> key_of(crypto::Keys const& keys, std::string_view sealed) {
  auto const plain = sealed.empty() ? std::nullopt : keys.open(key_purpose, key_place, sealed);
  return plain ? crypto::P256Key::from(*plain) : std::nullopt;
}

std::string recipient_of(crypto::Keys const& keys, std::string_view address) {
  return keys.mac(mailbox_purpose, mail::mailbox_of(address));
}

}  // namespace kreislauf::notifications
