#pragma once

#include <string>

#include "app/program.h"
#include "platform/blobs/stores.h"

namespace kreislauf::app {

/// `authorities/05554016/blobs`: below the data folder, or below the one that --blobs names.
std::string blob_folder_of(std::string const& authority);
/// The folder above of all documents; empty when they lie in a bucket, or nowhere (PostgreSQL without --blobs).
std::string blob_root_of(StoreChoice const& choice);
/// Nothing to call when there is no place for documents.
blobs::Stores::Make blob_place(StoreChoice const& choice, blobs::Stores const& stores);
/// What is wrong with the value of --blobs; empty when nothing is.
std::string problem_with_blobs(std::string const& value);

}  // namespace kreislauf::app
