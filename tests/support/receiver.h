#pragma once

#include <string>
#include <vector>

#include "platform/calls/calls.h"

/// A specialist system that is told what happens. Answers as it is told to.
namespace kreislauf::test {

struct Receiver final : calls::Caller {
  struct Got {
    std::string url, body;
    calls::Fields fields;
    std::string field(std::string_view name) const {
      for (auto const& [one, value] : fields)
        if (one == name) return value;
      return {};
    }
  };
  calls::Answer answer{.status = 204};
  std::vector<Got> got;

  calls::Answer call(calls::Call const& call) override {
    got.push_back({call.url, std::string{call.body}, call.fields});
    return answer;
  }
};

}  // namespace kreislauf::test
