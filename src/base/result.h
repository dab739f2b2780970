#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace kreislauf {

/// What a person can put right is a value: either the result or the reason why there is none.
template <class T, class E = std::string>
using Result = tl::expected<T, E>;

/// Makes the failing side of a Result: `return failure("...")`.
template <class E>
auto failure(E&& reason) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(reason));
}
inline auto failure(char const* reason) { return tl::unexpected<std::string>(reason); }

}  // namespace kreislauf
