#include <fmt/format.h>

#include <boost/json.hpp>

#include "administration/cases/acts/processing.h"
#include "administration/cases/api/api.h"
#include "administration/cases/store/store.h"
#include "authority/act.h"
#include "authority/api_answers.h"
#include "base/errors.h"
#include "base/text.h"
#include "platform/http/numbers.h"
#include "platform/i18n/dates.h"
#include "platform/strict_json/object.h"

// What a specialist system does with a case: by the acts of the pages, with the same checks, once, and only upon what
// it has seen.
namespace kreislauf::cases::api {

namespace json = boost::json;
using authority::api::problem;

namespace {

constexpr std::size_t longest_text = 4000, longest_reason = 1000, most_questions = 200;

/// What was asked for, read strictly: an unknown name is told, not overlooked.
class Body {
 public:
  explicit Body(http::Request const& request) {
    auto body = strict_json::object_in(request.body);
    if (not body) throw BadRequest{"the body must be one JSON object in which each name stands once"};
    object_ = *std::move(body);
  }
  std::string text(std::string_view name, std::size_t most, bool needed = true) {
    auto const* value = take(name);
    if (value == nullptr and not needed) return {};
    if (value == nullptr or not value->is_string()) throw BadRequest{fmt::format("{} must be a text", name)};
    std::string found{value->get_string()};
    if (text::trimmed(found).empty() or found.size() > most)
      throw BadRequest{fmt::format("{} must have 1 to {} bytes", name, most)};
    return found;
  }
  std::int64_t number(std::string_view name) {
    auto const* value = take(name);
    if (value == nullptr or not value->is_int64()) throw BadRequest{fmt::format("{} must be a whole number", name)};
    return value->get_int64();
  }
  std::vector<std::string> texts(std::string_view name) {
    auto const* value = take(name);
    if (value == nullptr) return {};
    if (not value->is_array() or value->get_array().size() > most_questions)
      throw BadRequest{fmt::format("{} must be a list of texts", name)};
    std::vector<std::string> all;
    for (auto const& one : value->get_array()) {
      if (not one.is_string()) throw BadRequest{fmt::format("{} must be a list of texts", name)};
      all.emplace_back(one.get_string());
    }
    return all;
  }
  void close() const {
    if (known_ != object_.size()) throw BadRequest{"a name of the body is not known; see the schema"};
  }

 private:
  json::value const* take(std::string_view name) {
    auto const* value = object_.if_contains(name);
    known_ += value == nullptr ? 0 : 1;
    return value;
  }
  json::object object_;
  std::size_t known_ = 0;
};

/// `"4"` -> 4. Nothing for `*` and lists: an act is done upon one revision.
std::optional<std::int64_t> revision_in(std::string_view if_match) {
  bool const quoted = if_match.size() > 2 and if_match.starts_with('"') and if_match.ends_with('"');
  return quoted ? http::number_in(if_match.substr(1, if_match.size() - 2)) : std::nullopt;
}

/// Somebody has changed it since: what, so that the other side can decide anew. Each change of a case counts its
/// revision and notes one event.
http::Response stale(ProgramContext const& c, std::int64_t id, std::int64_t seen) {
  std::optional<Case> now;
  std::vector<acts::Event> events;
  c.db.read([&](db::Connection& db) {
    now = store::find(db, id);
    if (now) events = acts::events_of(db, now->subject);
  });
  if (not now) throw NotFound{};
  std::erase_if(events, [](acts::Event const& one) { return not one.kind.starts_with("case."); });
  auto const changes = static_cast<std::size_t>(std::max<std::int64_t>(0, now->revision - seen));
  json::array what;
  for (std::size_t i = events.size() > changes ? events.size() - changes : 0; i < events.size(); ++i)
    what.push_back({{"at", events[i].at}, {"kind", events[i].kind}, {"by", events[i].actor}});
  auto response = problem(412, "stale",
                          "Somebody has changed the case since you have read it; see changes. Read it again and decide "
                          "anew. Nothing was stored.",
                          {{"revision", now->revision}, {"phase", name_of(now->phase)}, {"changes", std::move(what)}});
  response.headers.emplace_back("ETag", fmt::format("\"{}\"", now->revision));
  return response;
}

struct Stale : Refused {};

using Work = FunctionRef<void(acts::Transaction&, CaseType const&, Case&)>;

http::Response done(acts::Answer const& answer) {
  return {
      .status = answer.status, .content_type = "application/json", .body = answer.body, .caching = http::Caching::none};
}

/// One act upon one case, as it was seen.
http::Response perform(Cases& module, http::Request const& request, ProgramContext& c, Work work) {
  if (auto refusal = authority::api::without_key(request)) return *std::move(refusal);
  auto const found = asked_case(c);
  auto const seen = revision_in(request.if_match);
  if (not seen)
    return problem(428, "no_revision",
                   "Send If-Match with the revision that you have read, as ETag tells it. Nothing was stored.");
  auto const type = module.library.version(found.version);
  if (type == nullptr) throw NotFound{};
  try {
    auto const answer = authority::act(c, request, [&](acts::Transaction& tx) {
      auto now = current(tx, found.id);
      if (now.revision != *seen) throw Stale{};
      work(tx, *type, now);
      json::object const body{
          {"id", now.id}, {"office", now.office}, {"phase", name_of(now.phase)}, {"revision", now.revision}};
      return acts::Answer{.status = 200, .location = {}, .body = json::serialize(body)};
    });
    tell(c, c.path("amt"));
    return done(answer);
  } catch (Stale const&) {
    return stale(c, found.id, *seen);
  } catch (NotNow const&) {
    return problem(409, "not_now", "This cannot be done in the phase in which the case is. Nothing was stored.",
                   {{"phase", name_of(found.phase)}});
  } catch (acts::KeyReused const&) {
    return authority::api::key_was_used();
  }
}

}  // namespace

http::Response start(Cases& module, http::Request const& request, ProgramContext& c) {
  Body body{request};
  body.close();
  return perform(module, request, c, [&](acts::Transaction& tx, CaseType const&, Case& one) {
    if (one.phase != Phase::fresh) throw NotNow{};
    begin(tx, one);
    module.source_of(one).listen(tx, c, one, Verb::take);
  });
}

http::Response ask(Cases& module, http::Request const& request, ProgramContext& c) {
  Body body{request};
  auto const kind = body.text("kind", longest_text, false);
  auto const until = i18n::parse_iso(body.text("until", longest_text));
  Wanted wanted{.asking = {.kind = kind == "hearing" ? Asked::Kind::hearing : Asked::Kind::missing,
                           .questions = body.texts("questions"),
                           .until = until.value_or(c.today())},
                .text = body.text("text", longest_text)};
  body.close();
  if (not kind.empty() and kind != "hearing" and kind != "missing") throw BadRequest{"kind is one of missing, hearing"};
  // As the page: the person needs time, and is asked for something.
  if (not until or *until <= c.today()) throw BadRequest{"until must be a day after today, as 2026-12-14"};
  bool const missing = wanted.asking.kind == Asked::Kind::missing;
  if (missing == wanted.asking.questions.empty())
    throw BadRequest{"who is asked for something missing is asked these questions; who is heard, none"};
  return perform(module, request, c, [&](acts::Transaction& tx, CaseType const& type, Case& one) {
    module.source_of(one).ask(tx, c, type, one, wanted);
  });
}

http::Response add_note(Cases& module, http::Request const& request, ProgramContext& c) {
  Body body{request};
  auto const text = body.text("text", longest_text);
  body.close();
  return perform(module, request, c, [&](acts::Transaction& tx, CaseType const&, Case& one) {
    // No member of staff has written it: who reads the note reads by whom it is.
    note(tx, c, one, fmt::format("{}: {}", c.program.name, text));
  });
}

http::Response do_task_of_case(Cases& module, http::Request const& request, ProgramContext& c) {
  Body body{request};
  auto const task = body.number("task");
  auto const choice = body.text("choice", longest_reason, false);
  body.close();
  return perform(module, request, c, [&](acts::Transaction& tx, CaseType const& type, Case& one) {
    do_task({tx, c, type, one}, task, choice);
  });
}

http::Response hand_over(Cases& module, http::Request const& request, ProgramContext& c) {
  Body body{request};
  auto const office = body.text("office", longest_reason), reason = body.text("reason", longest_reason);
  body.close();
  if (office == c.path("amt") or c.town->office(office) == nullptr)
    throw BadRequest{"office must be another office of this authority"};
  return perform(module, request, c, [&](acts::Transaction& tx, CaseType const&, Case& one) {
    module.source_of(one).hand_over(tx, c, one, office, reason);
  });
}

}  // namespace kreislauf::cases::api
