#pragma once

#include <filesystem>
#include <functional>

#include "engines/dmn/dmn.h"
#include "platform/xml/xml.h"

// Reading the TCK's files; how they are judged is the matter of tck.cc.
namespace kreislauf::dmn::internal {

struct TckResult {
  std::string name = {};
  Value expected = {};
};

struct TckCase {
  std::string file = {}, id = {}, kind = {}, invocable = {};  ///< kind: decision, decisionService, bkm
  Inputs inputs = {};
  std::vector<TckResult> results = {};
};

using OnCase = std::function<void(Model const& model, TckCase const& one)>;
using OnBroken = std::function<void(std::string const& file, std::string const& reason)>;

[[nodiscard]] std::optional<std::string> read_file(std::filesystem::path const& path);

/// Visits every case below a folder in the order of file names.
void each_tck_case(std::filesystem::path const& folder, OnCase const& on_case, OnBroken const& on_broken);

}  // namespace kreislauf::dmn::internal
