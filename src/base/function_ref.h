#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace kreislauf {

template <class Signature>
class FunctionRef;

/// A callable that is called before the call it was given to ends: what a component writes inside of itself. Owns
/// nothing, allocates nothing.
template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
 public:
  template <class Callable>
  requires(not std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef> and
           std::is_invocable_r_v<Result, Callable&, Arguments...>)
      FunctionRef(Callable&& callable)  // NOLINT: a lambda stands where it is needed
      : object_{const_cast<void*>(static_cast<void const*>(std::addressof(callable)))},
        call_{[](void* object, Arguments... arguments) -> Result {
          return (*static_cast<std::remove_reference_t<Callable>*>(object))(std::forward<Arguments>(arguments)...);
        }} {}

  Result operator()(Arguments... arguments) const { return call_(object_, std::forward<Arguments>(arguments)...); }

 private:
  void* object_;
  Result (*call_)(void*, Arguments...);
};

}  // namespace kreislauf
