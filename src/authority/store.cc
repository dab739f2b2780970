#include "authority/store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "authority/master_keys.h"
#include "platform/crypto/base64.h"

namespace kreislauf::authority::store {

namespace {

constexpr auto all_authorities = R"sql(
  SELECT key, slug, name, designation, district, status, population, postal_codes, longitude, latitude, outline,
    boundary, website, phone, email, call_115, privacy_name, privacy_phone, privacy_email, parts
  FROM authorities)sql";

constexpr auto save_authority = R"sql(
  INSERT INTO authorities (key, slug, name, designation, district, status, population, postal_codes, longitude,
    latitude, outline, boundary, website, phone, email, call_115, privacy_name, privacy_phone, privacy_email, parts,
    updated_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET slug = excluded.slug, name = excluded.name, designation = excluded.designation,
    district = excluded.district, status = excluded.status, population = excluded.population,
    postal_codes = excluded.postal_codes, longitude = excluded.longitude, latitude = excluded.latitude,
    outline = excluded.outline, boundary = excluded.boundary, website = excluded.website, phone = excluded.phone,
    email = excluded.email, call_115 = excluded.call_115, privacy_name = excluded.privacy_name,
    privacy_phone = excluded.privacy_phone, privacy_email = excluded.privacy_email, parts = excluded.parts,
    updated_at = excluded.updated_at)sql";

constexpr auto all_hosts = "SELECT host, authority FROM authority_hosts";
constexpr auto save_host_sql = R"sql(
  INSERT INTO authority_hosts (host, authority) VALUES (?, ?)
  ON CONFLICT (host) DO UPDATE SET authority = excluded.authority)sql";

constexpr auto all_delegations = "SELECT service, from_authority, to_authority, form, basis, since FROM delegations";
constexpr auto remove_delegation = "DELETE FROM delegations WHERE service = ? AND from_authority = ?";
constexpr auto all_offers =
    "SELECT service, from_authority, to_authority, form, basis, offered_at FROM delegation_offers ORDER BY service";
constexpr auto insert_offer = R"sql(
  INSERT INTO delegation_offers (service, from_authority, to_authority, form, basis, offered_at)
  VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (service, from_authority) DO UPDATE SET to_authority = excluded.to_authority, form = excluded.form,
    basis = excluded.basis, offered_at = excluded.offered_at)sql";
constexpr auto remove_offer = "DELETE FROM delegation_offers WHERE service = ? AND from_authority = ?";
constexpr auto save_delegation = R"sql(
  INSERT INTO delegations (service, from_authority, to_authority, form, basis, since) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (service, from_authority) DO UPDATE SET to_authority = excluded.to_authority, form = excluded.form,
    basis = excluded.basis, since = excluded.since)sql";

constexpr auto all_offices = R"sql(
  SELECT id, kinds, name, street, postal_code, place, phone, email, website, longitude, latitude, hours,
    accessibility, note, sample, transit
  FROM offices ORDER BY name, id)sql";

constexpr auto save_office = R"sql(
  INSERT INTO offices (id, kinds, name, street, postal_code, place, phone, email, website, longitude, latitude, hours,
    accessibility, note, sample, transit)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET kinds = excluded.kinds, name = excluded.name, street = excluded.street,
    postal_code = excluded.postal_code, place = excluded.place, phone = excluded.phone, email = excluded.email,
    website = excluded.website, longitude = excluded.longitude, latitude = excluded.latitude, hours = excluded.hours,
    accessibility = excluded.accessibility, note = excluded.note, sample = excluded.sample,
    transit = excluded.transit)sql";

constexpr auto all_pictures = "SELECT name, type, credit, alternative, content FROM pictures ORDER BY name";
constexpr auto save_picture = R"sql(
  INSERT INTO pictures (name, type, credit, alternative, content) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (name) DO UPDATE SET type = excluded.type, credit = excluded.credit,
    alternative = excluded.alternative, content = excluded.content)sql";
constexpr auto remove_picture = "DELETE FROM pictures WHERE name = ?";

constexpr auto all_answers = "SELECT service, question, answer FROM service_answers";
constexpr auto save_answer = R"sql(
  INSERT INTO service_answers (service, question, answer) VALUES (?, ?, ?)
  ON CONFLICT (service, question) DO UPDATE SET answer = excluded.answer)sql";
constexpr auto remove_answer = "DELETE FROM service_answers WHERE service = ? AND question = ?";
constexpr auto all_overrides = "SELECT service, office, fee, note FROM service_overrides";
constexpr auto save_override = R"sql(
  INSERT INTO service_overrides (service, office, fee, note) VALUES (?, ?, ?, ?)
  ON CONFLICT (service) DO UPDATE SET office = excluded.office, fee = excluded.fee, note = excluded.note)sql";

constexpr auto all_translations = "SELECT service, subject, language, text FROM service_translations";
constexpr auto save_translation = R"sql(
  INSERT INTO service_translations (service, subject, language, text) VALUES (?, ?, ?, ?)
  ON CONFLICT (service, subject, language) DO UPDATE SET text = excluded.text)sql";
constexpr auto remove_translation =
    "DELETE FROM service_translations WHERE service = ? AND subject = ? AND language = ?";

constexpr auto all_feedback =
    "SELECT form_key, received_at, kind, page, message, contact FROM feedback ORDER BY received_at, form_key";
constexpr auto save_feedback =
    "INSERT INTO feedback (form_key, received_at, kind, page, message, contact) VALUES (?, ?, ?, ?, ?, ?)";

constexpr auto forget_remarks =
    "UPDATE feedback SET message = '', contact = '' WHERE received_at < ? AND (message <> '' OR contact <> '')";

constexpr auto schema_states = "SELECT authority, migration FROM authority_schemas";
constexpr auto save_schema = R"sql(
  INSERT INTO authority_schemas (authority, migration) VALUES (?, ?)
  ON CONFLICT (authority) DO UPDATE SET migration = excluded.migration)sql";

}  // namespace

std::vector<Authority> load_authorities(db::Connection& connection) {
  return connection.query<Authority>(all_authorities);
}

std::vector<std::pair<std::string, std::string>> load_hosts(db::Connection& connection) {
  std::vector<std::pair<std::string, std::string>> hosts;
  connection.each(all_hosts, [&](db::Row const& row) { hosts.emplace_back(row.string(0), row.string(1)); });
  return hosts;
}

std::vector<Delegation> load_delegations(db::Connection& connection) {
  std::vector<Delegation> found;
  connection.each(all_delegations, [&](db::Row const& row) { found.push_back(Delegation::from_row(row)); });
  return found;
}

Town load_town(db::Connection& connection) {
  return {.offices = connection.query<Office>(all_offices),
          .overrides = connection.query<ServiceOverride>(all_overrides),
          .answers = connection.query<ServiceAnswer>(all_answers),
          .translations = connection.query<ServiceTranslation>(all_translations),
          .pictures = connection.query<Picture>(all_pictures)};
}

void save(db::Connection& connection, Authority const& a, std::string const& now) {
  connection.exec(save_authority, a.key, a.slug, a.name, a.designation, a.district, name_of(a.status), a.population,
                  fmt::format("{}", fmt::join(a.postal_codes, " ")), a.longitude, a.latitude, a.outline, a.boundary,
                  a.website, a.phone, a.email, a.call_115 ? 1 : 0, a.privacy_name, a.privacy_phone, a.privacy_email,
                  fmt::format("{}", fmt::join(a.parts, "; ")), now);
}

void save(db::Connection& connection, Office const& o) {
  connection.exec(save_office, o.id, fmt::format("{}", fmt::join(o.kinds, " ")), o.name, o.street, o.postal_code,
                  o.place, o.phone, o.email, o.website, o.longitude, o.latitude, o.hours_text,
                  fmt::format("{}", fmt::join(o.accessibility, " ")), o.note, o.sample ? 1 : 0, o.transit);
}

void save(db::Connection& connection, Picture const& p) {
  connection.exec(save_picture, p.name, p.type, p.credit, p.alternative, crypto::base64(p.content));
}

void drop_picture(db::Connection& connection, std::string_view name) { connection.exec(remove_picture, name); }

void save(db::Connection& connection, Delegation const& d) {
  connection.exec(save_delegation, d.service, d.from, d.to, d.form, d.basis, d.since);
}

void drop_delegation(db::Connection& connection, std::string_view service, std::string_view from) {
  connection.exec(remove_delegation, service, from);
}

std::vector<Delegation> load_offers(db::Connection& connection) {
  std::vector<Delegation> offers;
  connection.each(all_offers, [&](db::Row const& row) { offers.push_back(Delegation::from_row(row)); });
  return offers;
}

void save_offer(db::Connection& connection, Delegation const& o) {
  connection.exec(insert_offer, o.service, o.from, o.to, o.form, o.basis, o.since);
}

void drop_offer(db::Connection& connection, std::string_view service, std::string_view from) {
  connection.exec(remove_offer, service, from);
}

void save(db::Connection& connection, ServiceOverride const& own) {
  connection.exec(save_override, own.service, own.office, own.fee, own.note);
}

void save(db::Connection& connection, ServiceTranslation const& own) {
  if (own.text.empty())
    connection.exec(remove_translation, own.service, own.subject, own.language);
  else
    connection.exec(save_translation, own.service, own.subject, own.language, own.text);
}

void save(db::Connection& connection, ServiceAnswer const& own) {
  if (own.answer.empty()) {
    connection.exec(remove_answer, own.service, own.question);
  } else {
    connection.exec(save_answer, own.service, own.question, own.answer);
  }
}

void save_host(db::Connection& connection, std::string const& host, std::string const& authority) {
  connection.exec(save_host_sql, host, authority);
}

std::vector<Feedback> load_feedback(db::Connection& connection) { return connection.query<Feedback>(all_feedback); }

void save(db::Connection& connection, Feedback const& f) {
  connection.exec(save_feedback, f.form_key, f.received_at, f.kind, f.page, f.message, f.contact);
}

void forget_feedback(db::Connection& connection, Instant before) { connection.exec(forget_remarks, iso_utc(before)); }

std::map<std::string, std::string> load_schema_states(db::Connection& connection) {
  std::map<std::string, std::string> states;
  connection.each(schema_states, [&](db::Row const& row) { states[row.string(0)] = row.string(1); });
  return states;
}

void save_schema_state(db::Connection& connection, AuthorityKey const& authority, std::string const& newest) {
  connection.exec(save_schema, authority, newest);
}

}  // namespace kreislauf::authority::store

namespace kreislauf::authority {

namespace {

constexpr auto all_master_keys = "SELECT number, fingerprint FROM master_keys";
constexpr auto add_master_key =
    "INSERT INTO master_keys (number, fingerprint, since) VALUES (?, ?, ?) ON CONFLICT (number) DO NOTHING";
constexpr auto remove_master_key = "DELETE FROM master_keys WHERE number = ?";

}  // namespace

std::map<int, std::string> load_master_keys(db::Connection& commons) {
  std::map<int, std::string> keys;
  commons.each(all_master_keys,
               [&](db::Row const& row) { keys.emplace(static_cast<int>(row.integer(0)), row.string(1)); });
  return keys;
}
void save_master_key(db::Connection& commons, int number, std::string const& fingerprint, std::string const& now) {
  commons.exec(add_master_key, number, fingerprint, now);
}
void drop_master_key(db::Connection& commons, int number) { commons.exec(remove_master_key, number); }

}  // namespace kreislauf::authority
