#include "administration/delivery/acts/hearing.h"

#include <fmt/format.h>

#include "administration/delivery/rules/event.h"
#include "base/log.h"
#include "base/text.h"

namespace kreislauf::delivery {

namespace {

namespace jose = crypto::jose;

constexpr std::string_view token_type = "secevent+jwt", reasons_purpose = "delivery/reasons";
constexpr std::chrono::minutes clock_difference{5};

enum class Voice { destination, service };
struct Believed {
  Event event;
  Voice voice;
};

/// `https://zustelldienst.example`, of an address below it.
std::string_view origin_of(std::string_view url) {
  auto const host = url.find("://");
  return url.substr(0, host == std::string_view::npos ? 0 : url.find('/', host + 3));
}

std::optional<Voice> voice_of(Destination const& to, Event const& event) {
  if (event.issuer == to.destination) return Voice::destination;
  if (event.issuer == to.place or event.issuer == origin_of(to.place)) return Voice::service;
  return std::nullopt;
}

/// Why a token is not believed; nothing: it is.
std::string doubt_of(Work const& work, Event const& event) {
  auto const& d = work.delivery;
  if (event.submission != d.submission) return "about another submission";
  if (event.transaction != d.case_id) return "about another case";
  auto const latest = work.module.house.clock.now() + clock_difference;
  if (Instant{std::chrono::seconds{event.issued}} > latest) return "from the future";
  if (not voice_of(work.destination, event)) return "of an unknown issuer";
  return {};
}

/// Each kind of event has one who may say it.
bool may_say(Voice voice, std::string_view kind) {
  bool const of_destination = kind == "accept-submission" or kind == "reject-submission";
  return (voice == Voice::destination) == of_destination;
}

bool is_about_ours(Delivery const& d, std::string const& tags) {
  for (auto const line : text::split(d.tags, '\n'))
    if (not line.empty() and line == tags) return true;
  return false;
}

void refuse(Work const& work, Heard& heard, std::string_view reason) {
  ++heard.refused;
  log::error("delivery_event_refused", fmt::format("delivery {}: {}", work.delivery.id, reason));
}

std::optional<Believed> check(Work const& work, SubmissionApi& api, std::string const& compact, Heard& heard) {
  auto const token = jose::read_token(compact, token_type);
  auto event = token ? read_event(token->payload) : std::nullopt;
  if (not event) return refuse(work, heard, "no token of this kind"), std::nullopt;
  if (auto const doubt = doubt_of(work, *event); not doubt.empty()) return refuse(work, heard, doubt), std::nullopt;
  auto const voice = *voice_of(work.destination, *event);
  auto const key = voice == Voice::destination ? api.key(token->kid, jose::Use::verify) : api.own_key(token->kid);
  if (not key) {
    // It may be true: nothing follows from not being able to tell.
    heard.doubtful = true;
    return refuse(work, heard, key.error()), std::nullopt;
  }
  if (not key->key.verifies(token->signed_part, token->signature))
    return refuse(work, heard, "a wrong signature"), std::nullopt;
  if (not may_say(voice, event->kind)) return refuse(work, heard, "of one who may not say this"), std::nullopt;
  return Believed{*std::move(event), voice};
}

void take_rejection(Work& work, Event const& event) {
  auto const& keys = work.visit.keys();
  std::string reasons;
  for (auto const& one : event.reasons) reasons += (reasons.empty() ? "" : "\n") + one;
  work.settle(Verb::reject, [&](Delivery& d) {
    d.reasons = sealed_reasons(keys, d, reasons, work.module.house.random);
    d.ask_at.clear();
  });
}

/// A note of the trail, once.
void note(Work& work, std::string_view kind) {
  acts::perform(work.visit.db, work.module.house.clock, "clock", [&](acts::Transaction& tx) {
    if (acts::times(tx.db, subject_of(work.delivery), kind, tx.actor, Instant{}) == 0)
      tx.event(kind, subject_of(work.delivery));
  });
}

void take(Work& work, Event const& event, Heard& heard) {
  auto const now = work.module.house.clock.now();
  if (event.kind == "submit-submission") {
    heard.submitted = true;
    work.settle(Verb::hand_over, [&](Delivery& d) {
      d.sent_at = iso_utc(now);
      d.asked = 0;
    });
  } else if (event.kind == "accept-submission") {
    // What they have taken must be what we have sent, byte for byte.
    if (not is_about_ours(work.delivery, event.tags)) return refuse(work, heard, "about other content");
    heard.submitted = true;
    work.settle(Verb::arrive, [](Delivery& d) { d.ask_at.clear(); });
  } else if (event.kind == "reject-submission") {
    heard.submitted = true;
    take_rejection(work, event);
  } else if (event.kind == "forward-submission") {
    note(work, "delivery.forward");
  } else if (event.kind == "delete-submission" and
             (work.delivery.state == State::sent or work.delivery.state == State::unknown)) {
    // § 130 BGB: the authority has it since it was sent here; only the specialist system has not fetched it.
    work.settle(Verb::fail, [](Delivery& d) {
      d.problem = "Das Fachverfahren hat den Antrag nicht abgeholt, der Zustelldienst hat ihn gelöscht.";
      d.ask_at.clear();
    });
  }
}

}  // namespace

Heard hear(Work& work, SubmissionApi& api, std::vector<std::string> const& tokens) {
  Heard heard;
  std::vector<Event> events;
  for (auto const& one : tokens) {
    if (auto believed = check(work, api, one, heard)) events.push_back(std::move(believed->event));
  }
  // In their order in time, wherever they stand in the log; what is deleted comes last in the same second.
  std::stable_sort(events.begin(), events.end(), [](auto const& a, auto const& b) { return a.issued < b.issued; });
  for (auto const& one : events) take(work, one, heard);
  return heard;
}

std::string sealed_reasons(crypto::Keys const& keys, Delivery const& d, std::string_view reasons,
                           crypto::Random& random) {
  return reasons.empty() ? std::string{} : keys.seal(reasons_purpose, subject_of(d), reasons, random);
}

std::string opened_reasons(crypto::Keys const& keys, Delivery const& d) {
  return d.reasons.empty() ? std::string{}
                           : keys.open(reasons_purpose, subject_of(d), d.reasons).value_or(std::string{});
}

}  // namespace kreislauf::delivery
