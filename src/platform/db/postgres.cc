#include "platform/db/postgres.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <poll.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/errors.h"
#include "platform/db/statements.h"

namespace kreislauf::db {

namespace {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

[[noreturn]] void fail(PGconn* connection, PGresult const* result) {
  char const* const state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  char const* const primary = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  std::string const code = state == nullptr ? "connection" : state;
  auto const message =
      fmt::format("PostgreSQL: {} ({})", primary == nullptr ? PQerrorMessage(connection) : primary, code);
  if (code == "53100") throw StoreFull{message};
  if (code == "42501" or code.starts_with("28")) throw StoreDenied{message};
  throw StoreError{message};
}

class PgRow final : public Row {
 public:
  PgRow(PGresult const* result, int row) : result_{result}, row_{row} {}
  std::int64_t integer(int column) const override {
    auto const value = text(column);
    std::int64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
  }
  double real(int column) const override {
    return is_null(column) ? 0 : std::strtod(PQgetvalue(result_, row_, column), nullptr);
  }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_, row_, column), static_cast<std::size_t>(PQgetlength(result_, row_, column))};
  }
  bool is_null(int column) const override { return PQgetisnull(result_, row_, column) == 1; }

 private:
  PGresult const* result_;
  int row_;
};

/// Parameters as libpq wants them: texts with their pointers.
struct Bound {
  explicit Bound(std::span<Param const> params) {
    texts.reserve(params.size());
    for (auto const& value : params) {
      std::visit(
          [&](auto const& v) {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, std::nullptr_t>)
              texts.emplace_back();
            else if constexpr (std::is_same_v<T, std::string_view>)
              texts.emplace_back(v);
            else
              texts.push_back(fmt::format("{}", v));
          },
          value);
      pointers.push_back(std::holds_alternative<std::nullptr_t>(value) ? nullptr : texts.back().c_str());
    }
  }
  int size() const { return static_cast<int>(pointers.size()); }
  std::vector<std::string> texts;
  std::vector<char const*> pointers;
};

/// A statement that was put off: sent with others, answered in order. `part` is the part of the transaction it belongs
/// to, 0 for what belongs to none.
struct Owed {
  std::string const* name;
  Bound bound;
  Sink sink;
  std::size_t part;
};
/// The first that went wrong of those that were sent together; the server has skipped all behind it.
struct Refusal {
  std::size_t at;
  std::exception_ptr reason;
};

/// How long a server may be silent. Pages say 503 then; a migration of a large table may take longer than any page.
constexpr std::chrono::seconds patience{8}, patience_of_setup{600};
/// The engine gives up first where it is only busy: a row that somebody holds must not look like a server that is gone.
/// A machine that vanishes is missed soon, because what it had locked others wait for.
constexpr auto session_settings =
    "SET lock_timeout = '5s'; SET statement_timeout = '7s'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = "
    "2; "
    "SET tcp_keepalives_count = 3";
constexpr auto setup_settings = "SET lock_timeout = '60s'; SET statement_timeout = 0";

/// The connection string with what we add where the operator has said nothing: a limit for connecting, and certificates
/// that are checked unless the server is this machine.
std::string completed(std::string const& location) {
  PQconninfoOption* const options = PQconninfoParse(location.c_str(), nullptr);
  if (options == nullptr) return location;
  bool encrypted = false, local = true, limited = false;
  for (auto const* one = options; one->keyword != nullptr; ++one) {
    std::string_view const name = one->keyword, value = one->val == nullptr ? "" : one->val;
    if (value.empty()) continue;
    if (name == "sslmode") encrypted = true;
    if (name == "connect_timeout") limited = true;
    if (name == "host" or name == "hostaddr")
      local = local and (value == "localhost" or value.starts_with("127.") or value == "::1" or value.starts_with('/'));
  }
  PQconninfoFree(options);
  bool const is_url = location.find("://") != std::string::npos;
  auto out = location;
  auto const add = [&](std::string_view setting) {
    out += is_url ? (out.find('?') == std::string::npos ? '?' : '&') : ' ';
    out += setting;
  };
  if (not limited) add("connect_timeout=5");
  if (not encrypted and not local and std::getenv("PGSSLMODE") == nullptr) add("sslmode=verify-full");
  return out;
}

constexpr auto savepoint = "SAVEPOINT one", release = "RELEASE SAVEPOINT one",
               back_to_savepoint = "ROLLBACK TO SAVEPOINT one";

class Session final : public PostgresConnection {
 public:
  explicit Session(std::string const& location) : connection_{PQconnectdb(completed(location).c_str())} {
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
      throw StoreDenied{fmt::format("PostgreSQL: {}", PQerrorMessage(connection_.get()))};
    }
    PQsetnonblocking(connection_.get(), 1);
    script(session_settings);
    PQsetNoticeProcessor(
        connection_.get(), [](void*, char const*) {}, nullptr);
  }

  void enter(std::string const& schema, std::string const& role) override {
    if (schema == schema_) return;
    schema_.clear();
    pipelined({"RESET ROLE", fmt::format("SET ROLE \"{}\"", role), fmt::format("SET search_path TO \"{}\"", schema)});
    schema_ = schema;
  }

  void create(std::string const& schema, std::string const& role) override {
    schema_.clear();
    be_patient();
    script("RESET ROLE");
    // A Citus cluster reaches its workers as the role in force, so each may log in; without a password nobody can.
    if (number("SELECT COUNT(*) FROM pg_catalog.pg_roles WHERE rolname = ?", role) == 0) {
      script(fmt::format("CREATE ROLE \"{0}\" LOGIN; GRANT \"{0}\" TO CURRENT_USER", role));
    } else if (number("SELECT COUNT(*) FROM pg_catalog.pg_roles WHERE rolname = ? AND NOT rolcanlogin", role) == 1) {
      script(fmt::format("ALTER ROLE \"{}\" LOGIN", role));
    }
    // Asked first: IF NOT EXISTS wants the right to create even where there is nothing to do.
    if (number("SELECT COUNT(*) FROM pg_catalog.pg_namespace WHERE nspname = ?", schema) == 0)
      script(fmt::format("CREATE SCHEMA \"{}\" AUTHORIZATION \"{}\"", schema, role));
  }

  void be_patient() override {
    patience_ = patience_of_setup;
    script(setup_settings);
  }

  std::string const& entered() const override { return schema_; }
  std::string database_name() const override { return PQdb(connection_.get()); }
  bool broken() const override { return silent_ or PQstatus(connection_.get()) != CONNECTION_OK; }

  std::vector<std::string> notifications() override {
    std::vector<std::string> heard;
    if (PQconsumeInput(connection_.get()) == 0) fail(connection_.get(), nullptr);
    while (auto* const one = PQnotifies(connection_.get())) {
      heard.emplace_back(one->extra);
      PQfreemem(one);
    }
    return heard;
  }

  void script(std::string const& sql) override {
    settle();
    for (auto const statement : statements_of(sql)) {
      if (PQsendQuery(connection_.get(), std::string{statement}.c_str()) == 0) fail(connection_.get(), nullptr);
      auto const answer = only_answer(patience_);
      auto const status = PQresultStatus(answer.get());
      if (status != PGRES_COMMAND_OK and status != PGRES_TUPLES_OK) fail(connection_.get(), answer.get());
    }
  }

  void settle() override { take_answers(); }

  // A part that has written needs no answer of its own at its end: the next one may begin behind it in the same trip.
  // The names are the same for all, so what is undone is always the last that was begun.

  void begin_part() override {
    // Prepared while the transaction is whole: in a failed one nothing could be but the way back.
    for (auto const* sql : {savepoint, release, back_to_savepoint}) prepared(sql);
    part_ = ++parts_;
    part_reached_server_ = false;
    put_off(savepoint, {}, {});
  }

  void end_part(Told const& refused) override {
    // Whoever waits for rows must not have gone when they come.
    auto const waits = [this](Owed const& owed) { return owed.part == part_ and owed.sink; };
    if (std::any_of(owed_.begin(), owed_.end(), waits)) settle();
    put_off(release, {}, {});
    told_.emplace(std::exchange(part_, 0), refused);
    // The server works on this part while the next one is still being thought about.
    try {
      send_owed();
      if (PQflush(connection_.get()) < 0) fail(connection_.get(), nullptr);
    } catch (...) {
      lost_ = std::current_exception();
      throw;
    }
  }

  void undo_part() override {
    forget_numbers();
    if (lost_) std::rethrow_exception(lost_);
    std::erase_if(owed_, [this](Owed const& owed) { return owed.part == part_; });
    part_ = 0;
    if (part_reached_server_) put_off_way_back();
  }

  void roll_back() override {
    std::optional<Refusal> ignored;
    if (sent_ > 0) exchange(ignored);
    owed_.clear();
    told_.clear();
    part_ = 0;
    lost_ = nullptr;
    script("ROLLBACK");
  }

 protected:
  void put_off(std::string_view sql, std::span<Param const> params, Sink const& sink) override {
    owed_.push_back({.name = &prepared(sql), .bound = Bound{params}, .sink = sink, .part = part_});
  }

  std::int64_t run(std::string_view sql, std::span<Param const> params, Sink const& sink) override {
    put_off(sql, params, sink);
    return take_answers();
  }

 private:
  /// Waits until libpq can go on without blocking; a server that is silent for longer is given up.
  void wait(std::chrono::steady_clock::time_point until) {
    if (silent_) throw StoreError{"PostgreSQL: the server does not answer"};
    for (;;) {
      int const unsent = PQflush(connection_.get());
      if (unsent < 0) fail(connection_.get(), nullptr);
      if (unsent == 0 and PQisBusy(connection_.get()) == 0) return;
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
      auto const wanted = static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0));
      pollfd one{.fd = PQsocket(connection_.get()), .events = wanted, .revents = 0};
      int const ready = left > 0 ? ::poll(&one, 1, static_cast<int>(left)) : 0;
      if (ready == 0) {
        silent_ = true;
        throw StoreError{"PostgreSQL: the server does not answer"};
      }
      if (ready > 0 and PQconsumeInput(connection_.get()) == 0) fail(connection_.get(), nullptr);
    }
  }

  Answer next_answer(std::chrono::seconds limit) {
    wait(std::chrono::steady_clock::now() + limit);
    return Answer{PQgetResult(connection_.get())};
  }

  /// The answer to one command: the last there is.
  Answer only_answer(std::chrono::seconds limit) {
    Answer last;
    while (auto answer = next_answer(limit)) last = std::move(answer);
    return last;
  }

  std::int64_t deliver(PGresult* answer, Sink const& sink) {
    auto const status = PQresultStatus(answer);
    if (status != PGRES_TUPLES_OK and status != PGRES_COMMAND_OK) fail(connection_.get(), answer);
    if (sink) {
      for (int row = 0; row < PQntuples(answer); ++row) sink(PgRow{answer, row});
    }
    return std::strtoll(PQcmdTuples(answer), nullptr, 10);
  }

  /// Sends what is owed in one trip and takes all answers; the number of changed rows of the last statement. When a
  /// part that has ended is refused, it is undone, and what came behind it is sent again.
  std::int64_t take_answers() {
    std::int64_t changed = 0;
    while (not owed_.empty()) {
      std::optional<Refusal> refusal;
      part_reached_server_ = part_reached_server_ or part_ != 0;
      try {
        changed = exchange(refusal);
      } catch (...) {  // the session is gone, and the transaction with it
        owed_.clear();
        lost_ = std::current_exception();
        throw;
      }
      if (refusal)
        undo_refused(*refusal);
      else
        owed_.clear();
    }
    told_.clear();
    return changed;
  }

  void send_owed() {
    if (sent_ == 0) PQenterPipelineMode(connection_.get());
    for (; sent_ < owed_.size(); ++sent_) {
      auto const& [name, bound, sink, part] = owed_[sent_];
      if (PQsendQueryPrepared(connection_.get(), name->c_str(), bound.size(), bound.pointers.data(), nullptr, nullptr,
                              0) == 0)
        fail(connection_.get(), nullptr);
    }
  }

  std::int64_t exchange(std::optional<Refusal>& refusal) {
    std::int64_t changed = 0;
    send_owed();
    sent_ = 0;
    if (PQpipelineSync(connection_.get()) == 0) fail(connection_.get(), nullptr);
    for (std::size_t i = 0; i < owed_.size(); ++i) {
      auto const answer = next_answer(patience);
      try {
        if (not refusal) changed = deliver(answer.get(), owed_[i].sink);
      } catch (...) {
        refusal = {i, std::current_exception()};
      }
      take_end();
    }
    next_answer(patience);  // of the sync
    PQexitPipelineMode(connection_.get());
    return changed;
  }

  /// Throws unless only a part has to be undone that has ended already: its statements are taken out, the others stay.
  void undo_refused(Refusal const& refusal) {
    auto const part = owed_[refusal.at].part;
    auto const told = told_.find(part);
    if (told == told_.end()) {
      owed_.clear();
      if (part == 0 and part_ != 0) lost_ = refusal.reason;
      std::rethrow_exception(refusal.reason);
    }
    throw_when_full(refusal.reason);
    told->second(refusal.reason);
    told_.erase(told);
    forget_numbers();
    std::vector<Owed> behind;
    for (auto i = refusal.at + 1; i < owed_.size(); ++i) {
      if (owed_[i].part != part) behind.push_back(std::move(owed_[i]));
    }
    owed_.clear();
    put_off_way_back();
    std::move(behind.begin(), behind.end(), std::back_inserter(owed_));
  }

  /// A full disk concerns the whole group.
  void throw_when_full(std::exception_ptr const& reason) {
    try {
      std::rethrow_exception(reason);
    } catch (StoreFull const&) {
      owed_.clear();
      lost_ = reason;
      throw;
    } catch (...) {  // only this part
    }
  }

  /// To where the last part began. Belongs to no part: when it fails, the transaction is lost.
  void put_off_way_back() {
    auto const part = std::exchange(part_, 0);
    put_off(back_to_savepoint, {}, {});
    put_off(release, {}, {});
    part_ = part;
  }

  /// Statements of the session in one round trip, each a command of its own.
  void pipelined(std::vector<std::string> const& statements) {
    settle();
    PQenterPipelineMode(connection_.get());
    for (auto const& sql : statements)
      PQsendQueryParams(connection_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
    PQpipelineSync(connection_.get());
    std::exception_ptr first_error;
    for (std::size_t i = 0; i < statements.size(); ++i) {
      auto const answer = next_answer(patience);
      try {
        if (not first_error) deliver(answer.get(), {});
      } catch (...) {
        first_error = std::current_exception();
      }
      take_end();
    }
    next_answer(patience);  // of the sync
    PQexitPipelineMode(connection_.get());
    if (first_error) std::rethrow_exception(first_error);
  }

  /// Behind the answers to one statement comes an empty one.
  void take_end() {
    while (auto const end = next_answer(patience)) {
    }
  }

  std::string const& prepared(std::string_view sql) {
    std::string const key{sql};
    if (auto const found = statements_.find(key); found != statements_.end()) return found->second;
    if (sent_ > 0) take_answers();  // a statement is prepared outside of the pipeline
    auto const name = fmt::format("s{}", statements_.size());
    if (PQsendPrepare(connection_.get(), name.c_str(), numbered_placeholders(sql).c_str(), 0, nullptr) == 0)
      fail(connection_.get(), nullptr);
    auto const answer = only_answer(patience);
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) fail(connection_.get(), answer.get());
    return statements_.emplace(key, name).first->second;
  }

  std::unique_ptr<PGconn, Finish> connection_;
  std::unordered_map<std::string, std::string> statements_;
  std::string schema_;
  std::vector<Owed> owed_;            ///< put off or just sent, in order
  std::size_t sent_ = 0;              ///< how many of them are on their way
  std::map<std::size_t, Told> told_;  ///< parts that have ended, but not all of their answers are there
  std::size_t parts_ = 0, part_ = 0;  ///< how many there were, and the open one
  bool part_reached_server_ = false;
  std::exception_ptr lost_;                   ///< why the transaction cannot go on
  std::chrono::seconds patience_ = patience;  ///< for scripts: the frame of each write, and migrations after `create`
  bool silent_ = false;                       ///< the server owes an answer: nobody may use this session again
};

}  // namespace

std::unique_ptr<PostgresConnection> open_postgres(std::string const& location) {
  return std::make_unique<Session>(location);
}

std::string numbered_placeholders(std::string_view sql) {
  std::string out;
  char quote = 0;
  int count = 0;
  for (char c : sql) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' or c == '"') {
      quote = c;
    } else if (c == '?') {
      out += fmt::format("${}", ++count);
      continue;
    }
    out += c;
  }
  return out;
}

}  // namespace kreislauf::db
