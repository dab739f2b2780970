#include "platform/db/postgres.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <array>
#include <charconv>
#include <unordered_map>

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

class Session final : public PostgresConnection {
 public:
  explicit Session(std::string const& location) : connection_{PQconnectdb(location.c_str())} {
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
      throw StoreDenied{fmt::format("PostgreSQL: {}", PQerrorMessage(connection_.get()))};
    }
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

  std::string database_name() const override { return PQdb(connection_.get()); }
  bool broken() const override { return PQstatus(connection_.get()) != CONNECTION_OK; }

  void script(std::string const& sql) override {
    for (auto const statement : statements_of(sql)) {
      Answer const answer{PQexec(connection_.get(), std::string{statement}.c_str())};
      auto const status = PQresultStatus(answer.get());
      if (status != PGRES_COMMAND_OK and status != PGRES_TUPLES_OK) fail(connection_.get(), answer.get());
    }
  }

  void batch(std::span<Step const> steps) override {
    std::vector<std::string const*> names;
    for (auto const& step : steps) names.push_back(&prepared(step.sql));
    PQenterPipelineMode(connection_.get());
    for (std::size_t i = 0; i < steps.size(); ++i) {
      Bound const bound{steps[i].params};
      PQsendQueryPrepared(connection_.get(), names[i]->c_str(), bound.size(), bound.pointers.data(), nullptr, nullptr,
                          0);
    }
    PQpipelineSync(connection_.get());
    std::exception_ptr first_error;
    for (auto const& step : steps) take_pipelined(step, first_error);
    Answer const sync{PQgetResult(connection_.get())};
    PQexitPipelineMode(connection_.get());
    if (first_error) std::rethrow_exception(first_error);
  }

 protected:
  std::int64_t run(std::string_view sql, std::span<Param const> params, Sink const& sink) override {
    auto const& name = prepared(sql);
    Bound const bound{params};
    Answer const answer{
        PQexecPrepared(connection_.get(), name.c_str(), bound.size(), bound.pointers.data(), nullptr, nullptr, 0)};
    return deliver(answer.get(), sink);
  }

 private:
  std::int64_t deliver(PGresult* answer, Sink const& sink) {
    auto const status = PQresultStatus(answer);
    if (status != PGRES_TUPLES_OK and status != PGRES_COMMAND_OK) fail(connection_.get(), answer);
    if (sink) {
      for (int row = 0; row < PQntuples(answer); ++row) sink(PgRow{answer, row});
    }
    return std::strtoll(PQcmdTuples(answer), nullptr, 10);
  }

  /// Statements of the session in one round trip, each a command of its own.
  void pipelined(std::vector<std::string> const& statements) {
    PQenterPipelineMode(connection_.get());
    for (auto const& sql : statements)
      PQsendQueryParams(connection_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
    PQpipelineSync(connection_.get());
    std::exception_ptr first_error;
    for (auto const& sql : statements) take_pipelined({.sql = sql, .params = {}, .sink = {}}, first_error);
    Answer const sync{PQgetResult(connection_.get())};
    PQexitPipelineMode(connection_.get());
    if (first_error) std::rethrow_exception(first_error);
  }

  void take_pipelined(Step const& step, std::exception_ptr& first_error) {
    try {
      Answer const answer{PQgetResult(connection_.get())};
      deliver(answer.get(), step.sink);
    } catch (...) {
      if (not first_error) first_error = std::current_exception();
    }
    while (Answer const end{PQgetResult(connection_.get())}) {
    }
  }

  std::string const& prepared(std::string_view sql) {
    std::string const key{sql};
    if (auto const found = statements_.find(key); found != statements_.end()) return found->second;
    auto const name = fmt::format("s{}", statements_.size());
    Answer const answer{PQprepare(connection_.get(), name.c_str(), numbered_placeholders(sql).c_str(), 0, nullptr)};
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) fail(connection_.get(), answer.get());
    return statements_.emplace(key, name).first->second;
  }

  std::unique_ptr<PGconn, Finish> connection_;
  std::unordered_map<std::string, std::string> statements_;
  std::string schema_;
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
