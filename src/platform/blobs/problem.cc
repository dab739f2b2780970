#include "platform/blobs/problem.h"

#include <cerrno>

namespace kreislauf::blobs {

std::string_view sentence(Problem problem) {
  switch (problem) {
    case Problem::too_large:
      return "more bytes than allowed";
    case Problem::disk_full:
      return "no space left for documents: make room, or raise the quota";
    case Problem::denied:
      return "this account may not use the place for documents: look at rights, keys and mounts";
    case Problem::unavailable:
      return "the place for documents does not answer, or its disk failed";
    case Problem::damaged:
      return "the bytes are not those that were stored: take the object from a copy";
    case Problem::missing:
      return "there is no such document";
    case Problem::unreadable:
      return "no key opens it: the key file, or the number of its key, is missing";
    case Problem::wrong_offset:
      return "the piece does not begin where the last one ended";
    case Problem::broken_off:
      return "the sender went away";
  }
  return "unknown";
}

Problem problem_of(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return Problem::disk_full;
    case EACCES:
    case EPERM:
    case EROFS:
    case ENOTDIR:
    case ELOOP:
      return Problem::denied;
    case ENOENT:
      return Problem::missing;
    default:
      return Problem::unavailable;
  }
}

}  // namespace kreislauf::blobs
