#include "administration/appointments/acts/secrets.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/appointments/store/store.h"
#include "platform/crypto/tokens.h"
#include "platform/mail/mail.h"

namespace kreislauf::appointments {

namespace {

constexpr std::string_view of_links = "appointments/links", of_entries = "appointments/entries",
                           of_codes = "appointments/confirm", of_persons = "appointments/persons",
                           of_feeds = "appointments/feeds", of_rooms = "appointments/rooms",
                           of_first_release = "appointments/first-release";
constexpr std::size_t token_length = 32, confirm_length = 32, feed_length = 40, room_length = 32;
constexpr std::size_t confirm_length_of_first_release = 20;

std::string cut(std::string text, std::size_t length) {
  text.resize(length);
  return text;
}

std::string text_of_link(std::int64_t id) { return "appointment:" + std::to_string(id); }
std::string text_of_entry(std::int64_t id) { return "entry:" + std::to_string(id); }
std::string text_of_code(Appointment const& a) { return "confirm:" + std::to_string(a.id) + ":" + a.email; }
std::string text_of_feed(std::string_view office, std::int64_t desk, std::int64_t number) {
  return fmt::format("calendar:{}:{}:{}", office, desk, number);
}

std::string given_out(Secrets const& secrets, std::string_view purpose, std::string const& text,
                      std::string_view hash) {
  if (not secrets.first_release.empty()) {
    auto token = cut(crypto::hmac_hex(secrets.first_release, text), token_length);
    if (token_hash_of(token) == hash) return token;
  }
  return crypto::token_of(secrets.keys, purpose, text, token_length, hash);
}

}  // namespace

Secrets secrets_of(crypto::Keys keys, std::string const& stored) {
  Secrets secrets{.keys = std::move(keys)};
  if (crypto::sealed_by(stored) == 0)
    secrets.first_release = stored;
  else
    secrets.first_release = secrets.keys.open(of_first_release, {}, stored).value_or("");
  return secrets;
}

std::string token_of(Secrets const& secrets, Appointment const& a) {
  return given_out(secrets, of_links, text_of_link(a.id), a.token_hash);
}

std::string entry_token_of(Secrets const& secrets, std::int64_t entry, std::string_view token_hash) {
  return given_out(secrets, of_entries, text_of_entry(entry), token_hash);
}

std::string confirm_code_of(Secrets const& secrets, Appointment const& a) {
  return cut(secrets.keys.mac(of_codes, text_of_code(a)), confirm_length);
}

bool confirms(Secrets const& secrets, Appointment const& a, std::string_view code) {
  auto const text = text_of_code(a);
  bool fits = false;
  for (auto const& known : secrets.keys.macs(of_codes, text)) fits |= crypto::equal(code, cut(known, confirm_length));
  if (not secrets.first_release.empty())
    fits |= crypto::equal(code, cut(crypto::hmac_hex(secrets.first_release, text), confirm_length_of_first_release));
  return fits;
}

std::string person_hash_of(Secrets const& secrets, std::string_view email) {
  return cut(secrets.keys.mac(of_persons, "person:" + mail::mailbox_of(email)), token_length);
}

std::string token_hash_of(std::string_view token) { return crypto::sha256_hex(token); }

std::string video_link(Settings const& settings, Secrets const& secrets, Appointment const& a) {
  return settings.video_address + cut(secrets.keys.mac(of_rooms, fmt::format("video:{}", a.id)), room_length);
}

std::string any_code(crypto::Random& random) {
  unsigned char bytes[code_length];
  random.fill(bytes, sizeof bytes);
  std::string code;
  for (auto const byte : bytes) code += code_letters[byte % code_letters.size()];
  return code;
}

std::string new_code(db::Connection& connection, crypto::Random& random) {
  for (;;) {
    auto code = any_code(random);
    std::int64_t used = 0;
    store::count_code(connection, code, used);
    connection.settle();
    if (used == 0) return code;
  }
}

std::string feed_token_of(Secrets const& secrets, std::string_view office, std::int64_t desk, std::int64_t number) {
  return cut(secrets.keys.mac(of_feeds, text_of_feed(office, desk, number)), feed_length);
}

bool opens_feed(Secrets const& secrets, std::string_view token, std::string_view office, std::int64_t desk,
                std::int64_t number) {
  bool opens = false;
  for (auto const& known : secrets.keys.macs(of_feeds, text_of_feed(office, desk, number)))
    opens |= crypto::equal(token, cut(known, feed_length));
  // The first release had one feed for ever.
  if (number == 0 and not secrets.first_release.empty()) {
    auto const old = crypto::hmac_hex(secrets.first_release, fmt::format("calendar:{}:{}", office, desk));
    opens |= crypto::equal(token, cut(old, feed_length));
  }
  return opens;
}

// ---- When keys change

namespace {

/// Links that somebody may still follow: their numbers, and the hashes of their tokens.
struct OpenLinks {
  std::vector<store::Numbered> appointments, entries;
};
OpenLinks open_links(db::Connection& connection, Day today) {
  return {store::links_from(connection, today), store::links_of_waiting(connection)};
}

template <class TokenOf>
std::int64_t made_with(std::vector<store::Numbered> const& links, std::string (*text_of)(std::int64_t),
                       TokenOf token_of) {
  return std::count_if(links.begin(), links.end(), [&](store::Numbered const& link) {
    auto token = token_of(text_of(link.first));
    return not token.empty() and token_hash_of(cut(std::move(token), token_length)) == link.second;
  });
}

/// A link that follows from none of the keys ends; the next mail has another one.
void end_links_of_lost_keys(db::Database& database, Secrets const& secrets, Day today) {
  OpenLinks links;
  database.read([&](db::Connection& connection) { links = open_links(connection, today); });
  std::vector<store::Numbered> ended, ended_entries;
  for (auto const& [id, hash] : links.appointments) {
    auto now = token_hash_of(given_out(secrets, of_links, text_of_link(id), hash));
    if (now != hash) ended.emplace_back(id, std::move(now));
  }
  for (auto const& [id, hash] : links.entries) {
    auto now = token_hash_of(given_out(secrets, of_entries, text_of_entry(id), hash));
    if (now != hash) ended_entries.emplace_back(id, std::move(now));
  }
  if (ended.empty() and ended_entries.empty()) return;
  database.write([&](db::Connection& connection) {
    for (auto const& [id, hash] : ended) store::save_token_hash(connection, id, hash);
    for (auto const& [id, hash] : ended_entries) store::save_entry_token_hash(connection, id, hash);
  });
}

/// The secret of the first release is sealed while links of it are out, and gone afterwards.
void renew_first_release(db::Connection& connection, crypto::Keys const& keys, crypto::Random& random, Day today) {
  auto const stored = store::secret(connection);
  auto const secret = secrets_of(keys, stored).first_release;
  auto const links = open_links(connection, today);
  auto const of_it = [&](std::string const& text) { return crypto::hmac_hex(secret, text); };
  bool const needed =
      not secret.empty() and
      made_with(links.appointments, text_of_link, of_it) + made_with(links.entries, text_of_entry, of_it) > 0;
  if (needed and crypto::sealed_by(stored) == keys.newest()) return;
  store::save_secret(connection, needed ? keys.seal(of_first_release, {}, secret, random) : std::string{});
}

}  // namespace

void renew_under_keys(db::Database& database, crypto::Keys const& keys, crypto::Random& random, Day today) {
  Secrets const secrets{.keys = keys};
  constexpr int portion = 500;
  auto const rehash = [&](auto read, auto save) {
    std::int64_t after = 0;
    for (bool more = true; more;) {
      database.write([&](db::Connection& connection) {
        auto const portion_of = read(connection, after, portion);
        more = portion_of.size() == portion;
        for (auto const& [id, email] : portion_of) {
          save(connection, id, person_hash_of(secrets, email));
          after = id;
        }
      });
    }
  };
  rehash([&](db::Connection& connection, std::int64_t after,
             int most) { return store::persons_from(connection, today, after, most); },
         store::save_person_hash);
  rehash(store::persons_waiting, store::save_waiting_person_hash);
  std::string stored;
  database.read([&](db::Connection& connection) { stored = store::secret(connection); });
  end_links_of_lost_keys(database, secrets_of(keys, stored), today);
  if (not stored.empty())
    database.write([&](db::Connection& connection) { renew_first_release(connection, keys, random, today); });
}

std::int64_t links_under_key(db::Database& database, crypto::Keys const& keys, int number, Day today) {
  std::int64_t count = 0;
  database.read([&](db::Connection& connection) {
    auto const links = open_links(connection, today);
    auto const of_link = [&](std::string const& text) { return keys.mac_with(number, of_links, text); };
    auto const of_entry = [&](std::string const& text) { return keys.mac_with(number, of_entries, text); };
    count = made_with(links.appointments, text_of_link, of_link) + made_with(links.entries, text_of_entry, of_entry);
    count += crypto::sealed_by(store::secret(connection)) == number ? 1 : 0;
  });
  return count;
}

}  // namespace kreislauf::appointments
