#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/money.h"

namespace kreislauf::db {

/// A value bound to a `?`. Texts are views: they must live until the call returns.
using Param = std::variant<std::nullptr_t, std::int64_t, double, std::string_view>;

inline Param param(std::nullptr_t) { return nullptr; }
inline Param param(std::string_view value) { return value; }
inline Param param(std::string const& value) { return std::string_view{value}; }
inline Param param(char const* value) { return std::string_view{value}; }
inline Param param(double value) { return value; }
inline Param param(Money value) { return value.cents; }
template <class T>
requires std::is_integral_v<T> Param param(T value) { return static_cast<std::int64_t>(value); }
template <class Kind>
Param param(TextId<Kind> const& id) {
  return std::string_view{id.value()};
}
template <class T>
Param param(std::optional<T> const& value) {
  return value ? param(*value) : Param{nullptr};
}

/// One row of an answer. Columns count from 0; texts live until the sink returns.
class Row {
 public:
  virtual ~Row() = default;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual bool is_null(int column) const = 0;

  std::string string(int column) const { return std::string{text(column)}; }
};

using Sink = std::function<void(Row const&)>;

/// One session with SQLite or PostgreSQL. SQL is the common subset of both engines, with `?` for parameters.
/// Throws StoreFull, StoreDenied or StoreError; never shows values in the message.
class Connection {
 public:
  virtual ~Connection() = default;

  /// Runs a statement; returns the number of changed rows.
  template <class... A>
  std::int64_t exec(std::string_view sql, A const&... args) {
    std::vector<Param> const params{param(args)...};
    return run(sql, params, {});
  }
  template <class... A>
  void each(std::string_view sql, Sink const& sink, A const&... args) {
    std::vector<Param> const params{param(args)...};
    run(sql, params, sink);
  }
  /// A statement whose answer nobody needs now: PostgreSQL gets it together with the next one that is waited for. What
  /// the engine says against it is thrown there, and before the commit in any case.
  template <class... A>
  void later(std::string_view sql, A const&... args) {
    std::vector<Param> const params{param(args)...};
    put_off(sql, params, {});
  }
  /// A question whose rows come with the next answer; what `sink` throws is thrown there. What it refers to must live
  /// until then.
  template <class... A>
  void ask(std::string_view sql, Sink const& sink, A const&... args) {
    std::vector<Param> const params{param(args)...};
    put_off(sql, params, sink);
  }
  /// All rows as `T`, which reads itself with `static T from(Row const&)`.
  template <class T, class... A>
  std::vector<T> query(std::string_view sql, A const&... args) {
    std::vector<T> rows;
    each(
        sql, [&](Row const& row) { rows.push_back(T::from(row)); }, args...);
    return rows;
  }
  template <class T, class... A>
  std::optional<T> one(std::string_view sql, A const&... args) {
    std::optional<T> found;
    each(
        sql,
        [&](Row const& row) {
          if (not found) found = T::from(row);
        },
        args...);
    return found;
  }
  template <class... A>
  std::optional<std::string> text(std::string_view sql, A const&... args) {
    std::optional<std::string> found;
    each(
        sql,
        [&](Row const& row) {
          if (not found and not row.is_null(0)) found = row.string(0);
        },
        args...);
    return found;
  }
  template <class... A>
  std::int64_t number(std::string_view sql, A const&... args) {
    std::int64_t found = 0;
    each(
        sql, [&](Row const& row) { found = row.integer(0); }, args...);
    return found;
  }

  /// Statements without parameters, separated by semicolons: migrations. Each is a command of its own.
  virtual void script(std::string const& sql) = 0;
  /// Sends what was put off and takes the answers.
  virtual void settle() {}

  // ---- Numbers that follow each other within a table

  /// The next one; `last` asks for the last. Asked once in a transaction and then counted here: all who write to one
  /// database do so one after the other (group_writer.cc).
  std::int64_t next(std::string_view last);
  /// Lets the last number come with the next answer, so that `next` need not wait for it.
  void foresee(std::string_view last);

  /// Is it the first time in this transaction that this is said?
  bool first_time(std::string said) { return said_.insert(std::move(said)).second; }

  // ---- Parts of a transaction, each of which can be undone without the others (group_writer.cc)

  using Told = std::function<void(std::exception_ptr)>;
  void begin() {
    forget_numbers();
    said_.clear();
    later("BEGIN");
  }
  virtual void begin_part() { script("SAVEPOINT one"); }
  /// What was put off in this part may be refused after its end: then it is undone as a whole, and `refused` hears why.
  virtual void end_part(Told const& refused) {
    static_cast<void>(refused);
    script("RELEASE SAVEPOINT one");
  }
  /// Throws when there is no transaction any more that could go on.
  virtual void undo_part() {
    forget_numbers();
    script("ROLLBACK TO SAVEPOINT one");
    script("RELEASE SAVEPOINT one");
  }
  /// Undoes the transaction with all of its parts.
  virtual void roll_back() { script("ROLLBACK"); }

 protected:
  virtual void put_off(std::string_view sql, std::span<Param const> params, Sink const& sink) {
    run(sql, params, sink);
  }
  virtual std::int64_t run(std::string_view sql, std::span<Param const> params, Sink const& sink) = 0;
  void forget_numbers() { numbers_.clear(); }

 private:
  std::set<std::string> said_;
  /// The last ones, by the question for them; empty while the answer is awaited.
  std::map<std::string, std::optional<std::int64_t>> numbers_;
};

}  // namespace kreislauf::db
