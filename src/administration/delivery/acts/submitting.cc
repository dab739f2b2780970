#include "administration/delivery/acts/submitting.h"

#include <fmt/format.h>

#include <algorithm>

#include "administration/delivery/rules/event.h"
#include "administration/delivery/rules/submission.h"
#include "base/log.h"
#include "base/text.h"
#include "platform/i18n/dates.h"

namespace kreislauf::delivery {

namespace {

namespace jose = crypto::jose;
using Reply = SubmissionApi::Reply;

constexpr std::string_view secret_purpose = "delivery/secret", callback_purpose = "delivery/callback";
/// Should this program end before the answer is stored, the question is put then.
constexpr std::chrono::seconds first_question{20};

std::string callback_text(Delivery const& d) { return fmt::format("{}/{}", d.id, d.name); }

/// What a call without success means to the office.
Outcome trouble_of(Work& work, Reply const& reply, std::string_view what) {
  log::info("delivery_call_failed", fmt::format("delivery {}: {}, status {}", work.delivery.id, what, reply.status));
  if (reply.kind == Reply::Kind::silent) {
    if (reply.status == 0) work.module.note_silence(work.destination.place);
    return Trouble{"Der Zustelldienst antwortet gerade nicht."};
  }
  return Trouble{fmt::format("Der Zustelldienst nimmt den Antrag nicht an (Antwort {}).", reply.status), true};
}

/// How many attachments there are must be said first, so the parcel is made for that, too.
Outcome announce(Work& work, SubmissionApi& api, Parcel const& parcel) {
  auto const& d = work.delivery;
  Announcement announcement{.destination = work.destination.destination,
                            .service_key = work.destination.service,
                            .service_name = parcel.service_name,
                            .attachments = {},
                            .callback_url = {},
                            .callback_secret = {}};
  for (std::size_t i = 0; i < parcel.files.size(); ++i)
    announcement.attachments.push_back(new_uuid(work.module.house.random));
  auto const code = callback_code_of(work.visit.keys(), d);
  announcement.callback_url = fmt::format("{}/api/v1/deliveries/{}/{}", d.site, d.id, code);
  announcement.callback_secret = code;
  auto const created = api.create(written(announcement));
  if (not created.reply.done()) return trouble_of(work, created.reply, "create");
  work.settle(Verb::prepare, [&](Delivery& now) {
    now.submission = created.submission;
    now.case_id = created.case_id;
    now.attachments = fmt::format("{}", fmt::join(announcement.attachments, " "));
  });
  return std::nullopt;
}

/// The key for which everything is encrypted now, of a destination that takes these data.
struct Lock {
  std::optional<jose::Jwk> key = {};
  Outcome trouble = {};
};
Lock lock_of(Work& work, SubmissionApi& api, std::string const& schema) {
  auto const told = api.destination();
  if (not told.place) return {.trouble = trouble_of(work, told.reply, "destination")};
  auto const& place = *told.place;
  if (not place.active) return {.trouble = Trouble{"Der Zustellpunkt des Fachverfahrens ist abgeschaltet."}};
  if (not place.schemas.empty() and
      std::find(place.schemas.begin(), place.schemas.end(), schema) == place.schemas.end())
    return {.trouble = Trouble{"Der Zustellpunkt nimmt Daten dieses Formulars nicht an.", true}};
  auto key = api.key(place.encryption_kid, jose::Use::wrap);
  if (key) return {.key = *std::move(key)};
  log::error("delivery_key_refused", fmt::format("delivery {}: {}", work.delivery.id, key.error()));
  return {.trouble = Trouble{"Der Schlüssel des Fachverfahrens fehlt oder taugt nicht."}};
}

struct Filled {
  std::string metadata, data;
  Tags tags = {};
};

/// Encrypts and uploads the attachments; what is handed over with the submission itself comes back.
Result<Filled, Trouble> fill(Work& work, SubmissionApi& api, Parcel const& parcel, jose::Jwk const& key,
                             std::string const& schema) {
  auto& random = work.module.house.random;
  Metadata metadata{.service_key = work.destination.service,
                    .service_name = parcel.service_name,
                    .number = work.delivery.number,
                    .sent_on = i18n::iso(legal_time(parse_iso_utc(parcel.sent_at)).day),
                    .data_sha512 = jose::sha512_hex(parcel.data),
                    .form_schema = schema,
                    .attachments = {}};
  Filled filled;
  auto const ids = text::split(work.delivery.attachments, ' ');
  for (std::size_t i = 0; i < parcel.files.size(); ++i) {
    auto const& file = parcel.files[i];
    std::string const id{ids[i]};
    auto const encrypted = jose::encrypted(key, file.bytes, file.type, random);
    auto const reply = api.put_attachment(work.delivery.submission, id, encrypted);
    if (reply.kind == Reply::Kind::gone) work.settle(Verb::restart);
    if (not reply.done()) {
      auto trouble = *trouble_of(work, reply, "attachment");
      trouble.forever = trouble.forever and reply.kind != Reply::Kind::gone;
      return failure(std::move(trouble));
    }
    metadata.attachments.push_back({id, file.name, file.type, jose::sha512_hex(file.bytes), i == 0});
    filled.tags.attachments.emplace_back(id, jose::tag_of(encrypted));
  }
  filled.data = jose::encrypted(key, parcel.data, "application/json", random);
  filled.metadata = jose::encrypted(key, written(metadata), "application/json", random);
  filled.tags.data = jose::tag_of(filled.data);
  filled.tags.metadata = jose::tag_of(filled.metadata);
  return filled;
}

Outcome hand_over(Work& work, SubmissionApi& api, Filled const& filled) {
  auto const now = work.module.house.clock.now();
  // Stored first: whatever becomes of the call, somebody asks.
  bool const ours = work.settle(Verb::lose_track, [&](Delivery& d) {
    d.tags += line_of(filled.tags) + "\n";
    d.asked = 0;
    d.ask_at = iso_utc(now + first_question);
  });
  if (not ours) return std::nullopt;
  auto const reply = api.submit(work.delivery.submission, filled.metadata, filled.data);
  if (reply.done())
    work.settle(Verb::hand_over, [&](Delivery& d) {
      d.sent_at = iso_utc(work.module.house.clock.now());
      d.ask_at = iso_utc(work.module.house.clock.now() + std::chrono::minutes{1});
    });
  // Of a second try the refusal may be of what came with the first one after all: that is asked, too.
  else if (reply.kind == Reply::Kind::refused and tries_of(work.delivery) == 1)
    return trouble_of(work, reply, "submit");
  else
    log::info("delivery_unanswered", fmt::format("delivery {}: status {}", work.delivery.id, reply.status));
  return std::nullopt;
}

}  // namespace

Outcome to_service(Work& work) {
  auto const& to = work.destination;
  if (work.module.is_silent(to.place)) return Trouble{"Der Zustelldienst antwortet gerade nicht."};
  auto secret = opened_secret(work.visit.keys(), to);
  if (secret.empty()) return Trouble{"Der Zugang zum Zustelldienst ist nicht eingerichtet.", true};
  auto const* sender = work.module.sender_of(work.delivery.subject);
  if (sender == nullptr) return Trouble{"Niemand weiß, was zugestellt werden soll.", true};
  auto const parcel = sender->parcel(work.visit, work.delivery.subject, work.delivery.site);
  if (not parcel) return Trouble{parcel.error()};
  SubmissionApi api{*work.module.network, to, std::move(secret)};
  auto const lock = lock_of(work, api, to.form_schema);
  if (lock.trouble) return lock.trouble;
  if (work.delivery.state == State::waiting) {
    if (auto trouble = announce(work, api, *parcel)) return trouble;
  }
  if (work.delivery.state != State::prepared) return std::nullopt;
  // Announced for another number of files: that cannot be, but would be sent half.
  if (text::split(work.delivery.attachments, ' ').size() != parcel->files.size()) {
    work.settle(Verb::restart);
    return Trouble{"Der Antrag wird neu vorbereitet."};
  }
  auto const filled = fill(work, api, *parcel, *lock.key, to.form_schema);
  if (not filled) return filled.error();
  return hand_over(work, api, *filled);
}

std::string sealed_secret(crypto::Keys const& keys, Destination const& to, std::string_view secret,
                          crypto::Random& random) {
  return secret.empty() ? std::string{} : keys.seal(secret_purpose, to.service, secret, random);
}

std::string opened_secret(crypto::Keys const& keys, Destination const& to) {
  return to.secret.empty() ? std::string{} : keys.open(secret_purpose, to.service, to.secret).value_or(std::string{});
}

std::int64_t tries_of(Delivery const& d) { return std::count(d.tags.begin(), d.tags.end(), '\n'); }

std::string callback_code_of(crypto::Keys const& keys, Delivery const& d) {
  return keys.mac(callback_purpose, callback_text(d));
}

bool callback_code_fits(crypto::Keys const& keys, Delivery const& d, std::string_view given) {
  auto const all = keys.macs(callback_purpose, callback_text(d));
  return std::any_of(all.begin(), all.end(), [&](auto const& one) { return crypto::equal(one, given); });
}

}  // namespace kreislauf::delivery
