#pragma once

#include <chrono>
#include <exception>
#include <stdexcept>
#include <string>

namespace kreislauf {

/// What ends a request. One place (app/answers.cc) turns each into a page or problem+json in the visitor's language.
struct RequestEnd : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct NotFound : RequestEnd {
  NotFound() : RequestEnd{"not found"} {}
};
struct Forbidden : RequestEnd {
  Forbidden() : RequestEnd{"forbidden"} {}
};
struct Conflict : RequestEnd {
  using RequestEnd::RequestEnd;
};
struct BadRequest : RequestEnd {
  using RequestEnd::RequestEnd;
};

/// Somebody has done this too often lately; after this wait it will be heard again.
struct TooOften : RequestEnd {
  explicit TooOften(std::chrono::microseconds until_then) : RequestEnd{"too often"}, wait{until_then} {}
  std::chrono::microseconds wait;
};

/// An act that does not fit what is now: the time was given to somebody else, the state has moved on. Nothing was
/// changed. Who calls the act says it in words; one that nobody catches becomes a page (409) and never ends the
/// process.
struct Refused : std::exception {
  char const* what() const noexcept override { return "refused"; }
};

/// The store could not do what was asked. Carries no values of the statement, so it may be logged.
struct StoreError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// No space left: reads go on, writes are refused until there is space again.
struct StoreFull : StoreError {
  using StoreError::StoreError;
};
/// The store was written by a newer version of this program: an older one would read it wrongly and write it badly.
struct StoreNewer : StoreError {
  using StoreError::StoreError;
};
/// The store may not be opened or written with the rights this process has.
struct StoreDenied : StoreError {
  using StoreError::StoreError;
};

}  // namespace kreislauf
