#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/applications/acts/attaching.h"
#include "administration/applications/acts/cosigning.h"
#include "administration/applications/acts/links.h"
#include "administration/applications/api/api.h"
#include "administration/applications/api/offered_service.h"
#include "administration/applications/api/sent_files.h"
#include "administration/applications/shared/cost.h"
#include "administration/applications/shared/own_application.h"
#include "administration/applications/shared/terms_now.h"
#include "administration/applications/store/store.h"
#include "authority/act.h"
#include "authority/api_answers.h"
#include "authority/limits.h"
#include "platform/http/numbers.h"
#include "platform/strict_json/object.h"

// An application at once: begun, filled in and sent in one act. What is wrong is said of all pages, and nothing is
// kept.
namespace kreislauf::applications::api {

namespace json = boost::json;
using authority::api::answer, authority::api::problem;

namespace {

constexpr limits::Limit sent_by_network{"applications by programs", 20, std::chrono::minutes{30}};
constexpr limits::Limit priced_by_network{"fees asked for by programs", 60, std::chrono::minutes{10}};
constexpr limits::Limit asked_by_network{"applications asked for", 10, std::chrono::minutes{15}};

http::Response too_fast() {
  auto response = problem(429, "too_fast",
                          "This address has used up its share. Wait as long as Retry-After says. "
                          "Nothing was stored.");
  response.headers.emplace_back("Retry-After", "600");
  return response;
}

http::Response misfit(std::vector<forms::Misfit> const& all) {
  json::array errors;
  for (auto const& one : all) errors.push_back({{"path", one.path}, {"code", one.unknown ? "unknown" : "kind"}});
  return problem(422, "misfit",
                 "Some answers are not asked for, or are of another kind; see errors and the schema of "
                 "the service. Nothing was stored.",
                 {{"errors", errors}});
}

http::Response incomplete(std::vector<forms::Finding> const& all) {
  json::array errors;
  for (auto const& one : all)
    errors.push_back({{"page", one.page}, {"question", one.question}, {"message", one.sentence}});
  return problem(422, "incomplete", "Some answers are missing or wrong; see errors. Nothing was stored.",
                 {{"errors", errors}});
}

/// What was sent, with what is not the answers taken apart.
struct Given {
  json::object answers = {};
  i18n::Language language = i18n::Language::german;
  std::optional<std::int64_t> fee = {};
};

/// Throws BadRequest.
Given given_in(std::string_view text, bool declares = true) {
  auto const body = strict_json::object_in(text);
  if (not body) throw BadRequest{"the body must be one JSON object in which each name stands once"};
  Given given;
  for (auto const& [name, value] : *body) {
    if (name == "answers" and value.is_object())
      given.answers = value.get_object();
    else if (name == "feeCents" and value.is_int64())
      given.fee = value.get_int64();
    else if (name == "language" and value.is_string() and i18n::language_of(std::string{value.get_string()}))
      given.language = *i18n::language_of(std::string{value.get_string()});
    else if (name != "confirmed" or not value.is_bool())
      throw BadRequest{fmt::format("{} is not known, or is of another kind", std::string_view{name})};
  }
  auto const* const confirmed = body->if_contains("confirmed");
  // § 9a Absatz 2 OZG: who sends has looked at everything once more.
  if (declares and (confirmed == nullptr or not confirmed->get_bool()))
    throw BadRequest{"confirmed must be true: the applicant has looked at all answers and declares them"};
  if (not body->contains("answers")) throw BadRequest{"answers is missing"};
  return given;
}

/// Nothing where nothing is asked for.
json::value cents_of(Sending const& sending) {
  return sending.amount().cents > 0 ? json::value(sending.amount().cents) : json::value(nullptr);
}

acts::Answer sent_answer(TownContext const& c, Application const& a, Sending const& sending) {
  json::object const body{{"number", a.number},
                          {"code", code_of(c.keys, a.id)},
                          {"receivedAt", a.submitted_at},
                          {"feeCents", cents_of(sending)},
                          {"url", fmt::format("{}/mein-antrag/{}", c.origin, token_of(c.keys, a))}};
  return {.status = 201, .location = {}, .body = json::serialize(body)};
}

/// It has no number before the last signature: until then a reference leads to it.
std::string reference_of(Application const& a) { return fmt::format("E-{}", a.id); }

acts::Answer waiting_answer(acts::Transaction& tx, TownContext const& c, Application const& a) {
  json::array waits_for;
  for (auto const& one : store::signatures_of(tx.db, a.id))
    waits_for.push_back({{"role", one.role}, {"until", one.until}});
  json::object const body{{"state", name_of(a.state)},
                          {"reference", reference_of(a)},
                          {"code", code_of(c.keys, a.id)},
                          {"waitsFor", std::move(waits_for)},
                          {"url", fmt::format("{}/mein-antrag/{}", c.origin, token_of(c.keys, a))}};
  return {.status = 202, .location = {}, .body = json::serialize(body)};
}

/// Begun, filled in, sent; or waiting for those who sign besides.
acts::Answer send_at_once(acts::Transaction& tx, TownContext const& c, OwnApplication const& own,
                          Sending const& sending, forms::Entered entered, std::vector<TakenFile> const& files) {
  auto application = current(tx, begin(tx, c, *own.form, sending.office, Channel::program));
  for (auto const& one : files) attach(tx, application, *own.form, one.page, entered, one.question, one.file);
  save(tx, c, application, *own.form, entered);
  submit_or_ask(tx, c, application, *own.form, sending);
  if (application.state == State::to_cosign) return waiting_answer(tx, c, application);
  return sent_answer(c, application, sending);
}

struct NewKey : Refused {};

http::Response answer_of(acts::Answer const& done) {
  return {.status = done.status, .content_type = "application/json", .body = done.body, .caching = http::Caching::none};
}

/// What was answered to this key before: looked up first, since what holds now may be otherwise, and what was sent must
/// not be said to be lost. Nothing: the key is new. Throws KeyReused.
std::optional<http::Response> known_answer(TownContext const& c, http::Request const& request,
                                           std::string const& asked) {
  try {
    return answer_of(
        authority::act(c, request, [](acts::Transaction&) -> acts::Answer { throw NewKey{}; }, {.asked = asked}));
  } catch (NewKey const&) {
    return std::nullopt;
  }
}

http::Response refused_files(TakenFiles const& files) {
  return problem(422, "files", "Some files were not taken; see errors. Nothing was sent.", {{"errors", files.refused}});
}

/// What is wrong before anything is stored; nothing where all is fine.
std::optional<http::Response> unfit(TownContext const& c, OwnApplication const& own, Given const& given,
                                    Sending const& sending, forms::Entered const& entered) {
  if (given.fee and *given.fee != sending.amount().cents)
    return problem(409, "another_fee", "The fee is another one now; see feeCents. Nothing was stored.",
                   {{"feeCents", sending.amount().cents}});
  if (auto const findings = forms::findings_of(c, *own.form->compiled, entered, days_of(c, own)); not findings.empty())
    return incomplete(findings);
  return std::nullopt;
}

OwnApplication own_of(Applications& module, Offered const& one) {
  return {{.service = one.form->service, .version = one.form->version},
          one.form,
          one.catalogue,
          one.service,
          &module.cases.library};
}

http::Response send_it(TownContext const& c, http::Request const& request, OwnApplication const& own,
                       Sending const& sending, forms::Entered const& entered, SentParts const& parts,
                       TakenFiles const& files) {
  try {
    auto const done = authority::act(
        c, request, [&](acts::Transaction& tx) { return send_at_once(tx, c, own, sending, entered, files.taken); },
        {.asked = parts.asked});
    return answer_of(done);
  } catch (capacity::Full const&) {
    return problem(409, "day_full", "The chosen day has no room any more. Nothing was stored.");
  } catch (Incomplete const&) {
    return problem(422, "incomplete", "Something is missing. Nothing was stored.");
  }
}

http::Response submit_new(Applications& module, http::Request const& request, TownContext& c, SentParts const& parts) {
  auto one = offered_in(module, c);
  if (not is_open_to_programs(one))
    return problem(403, "must_be_proven",
                   "Who applies must log in first; that is done on the page. Nothing was stored.",
                   {{"page", fmt::format("{}/antrag/{}", c.origin, one.service->slug)}});
  auto const given = given_in(parts.application);
  if (auto const misfits = forms::misfits_of(*one.form->compiled, given.answers); not misfits.empty())
    return misfit(misfits);
  c.t = module.house.languages.translator(given.language);
  auto const own = own_of(module, one);
  auto const entered = forms::typed_in(c, *one.form->compiled, given.answers);
  bool const brings_files = not parts.files.empty();
  if (brings_files and not allows(c, request, sent_by_network)) return too_fast();  // each is looked at for viruses
  auto const files = take_files(module, c, *one.form, parts.files);
  if (not files.refused.empty()) return refused_files(files);
  auto const whole = with_files(*one.form, entered, files.taken);
  auto const sending = sending_of(c, own, whole);
  if (auto wrong = unfit(c, own, given, sending, whole)) return *std::move(wrong);
  if (not brings_files and not allows(c, request, sent_by_network)) return too_fast();
  return send_it(c, request, own, sending, entered, parts, files);
}

}  // namespace

http::Response fee_of_answers(Applications& module, http::Request const& request, TownContext& c) {
  auto one = offered_in(module, c);
  auto const given = given_in(request.body, false);
  if (auto const misfits = forms::misfits_of(*one.form->compiled, given.answers); not misfits.empty())
    return misfit(misfits);
  if (not allows(c, request, priced_by_network)) return too_fast();
  c.t = module.house.languages.translator(given.language);
  auto const entered = forms::typed_in(c, *one.form->compiled, given.answers);
  auto const own = own_of(module, one);
  if (auto const findings = forms::findings_of(c, *one.form->compiled, entered, days_of(c, own)); not findings.empty())
    return incomplete(findings);
  auto const fee = fee_of(*one.form, entered, prices_of(c, *one.service, *one.form), c.clock);
  json::array reasons;
  auto const& cases = one.form->definition().terms.fee.cases;
  for (auto const place : fee ? fee->cases : std::vector<std::size_t>{})
    reasons.push_back({{"text", forms::text_in(given.language, cases[place].why)}, {"law", cases[place].law}});
  json::value cents;
  if (fee and fee->amount) cents = fee->amount->cents;
  return answer({{"feeCents", cents}, {"later", fee and not fee->amount}, {"reasons", reasons}});
}

http::Response submit_one(Applications& module, http::Request const& request, TownContext& c) {
  if (auto refusal = authority::api::without_key(request)) return *std::move(refusal);
  try {
    auto const parts = parts_of(request);
    if (auto before = known_answer(c, request, parts.asked)) return *std::move(before);
    return submit_new(module, request, c, parts);
  } catch (acts::KeyReused const&) {
    return authority::api::key_was_used();
  }
}

namespace {

std::optional<Application> by_number_or_reference(db::Connection& connection, std::string const& number) {
  if (not number.starts_with("E-")) return store::by_number(connection, number);
  auto found = store::find(connection, http::number_in(number.substr(2)).value_or(0));
  if (found and is_open(found->state)) found.reset();  // a draft is nobody's but who fills it in
  return found;
}

}  // namespace

http::Response status(Applications& module, http::Request const& request, TownContext& c) {
  if (not allows(c, request, asked_by_network)) return too_fast();
  auto const body = strict_json::object_in(request.body);
  if (not body) throw BadRequest{"the body must be one JSON object in which each name stands once"};
  auto const number = strict_json::text_at(*body, "number"), code = strict_json::text_at(*body, "code");
  std::optional<Application> found;
  c.db.read([&](db::Connection& connection) { found = by_number_or_reference(connection, number); });
  // The same answer whichever of both is wrong.
  if (not found or not code_fits(c.keys, found->id, code))
    return problem(404, "not_found", "There is no application with this number and this code.");
  auto const* const service = module.catalog.snapshot()->any(found->service);
  auto const or_null = [](std::string const& text) { return text.empty() ? json::value{} : json::value{text}; };
  return answer({{"number", or_null(found->number)},
                 {"service", service == nullptr ? found->service : service->key.value()},
                 {"state", name_of(found->state)},
                 {"receivedAt", or_null(found->submitted_at)},
                 {"takenAt", or_null(found->delivered_at)},
                 {"settledAt", or_null(found->settled_at)},
                 {"url", fmt::format("{}/mein-antrag/{}", c.origin, token_of(c.keys, *found))}});
}

}  // namespace kreislauf::applications::api
