#pragma once

#include <memory>
#include <stdexcept>
#include <utility>

namespace kreislauf {

/// Something that many look at and nobody changes, held as long as anybody looks: never empty.
template <class T>
class Shared {
 public:
  Shared(std::shared_ptr<T const> held) : held_{std::move(held)} {  // NOLINT: a pointer that was checked
    if (not held_) throw std::logic_error{"nothing is shared"};
  }
  T const& operator*() const { return *held_; }
  T const* operator->() const { return held_.get(); }
  std::shared_ptr<T const> const& held() const { return held_; }

 private:
  std::shared_ptr<T const> held_;
};

}  // namespace kreislauf
