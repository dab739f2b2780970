#pragma once

#include <string>
#include <vector>

#include "platform/db/connection.h"

/// Scanned pages that lie with an application.
namespace kreislauf::applications {

/// In blobs: `application:17/paper/1`; with the application they go.
std::string paper_holder(std::int64_t application, std::size_t number);
/// Their hashes, in the order of the pages.
std::vector<std::string> papers_of(db::Connection& connection, std::int64_t application);

}  // namespace kreislauf::applications
