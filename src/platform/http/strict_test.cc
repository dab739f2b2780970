#include "platform/http/strict.h"

#include <doctest/doctest.h>

#include <string>

#include "platform/http/message.h"

using namespace kreislauf::http;

namespace {
Head::State state(std::string const& bytes) { return check_head(bytes, {}).state; }
}  // namespace

TEST_CASE("a plain head passes and tells its size") {
  std::string const head = "GET /dienste?q=1 HTTP/1.1\r\nHost: gescher.localhost:8080\r\nAccept: */*\r\n\r\n";
  auto const verdict = check_head(head + "rest", {});
  CHECK(verdict.state == Head::State::complete);
  CHECK(verdict.size == head.size());
  CHECK(state("GET / HTTP/1.1\r\nHost: a") == Head::State::incomplete);
}

TEST_CASE("what two parsers could read in two ways is refused") {
  for (std::string const field :
       {"Content-Length: 3\r\nTransfer-Encoding: chunked", "Content-Length: +3", "Content-Length: 3, 4",
        "Content-Length: 3\r\nContent-Length: 3", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding : chunked",
        " Transfer-Encoding: chunked", "X: a\r\n b", "X\t: a", ": a", "no colon", "Host: b"}) {
    CAPTURE(field);
    CHECK(state("POST / HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n") == Head::State::refused);
  }
  CHECK(state("GET / HTTP/1.1\nHost: a\n\n") == Head::State::refused);
  CHECK(state("GET / HTTP/1.1\r\n\r\n") == Head::State::refused);
  CHECK(state("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == Head::State::refused);
  CHECK(state("GET //evil#x HTTP/1.1\r\nHost: a\r\n\r\n") == Head::State::refused);
  CHECK(check_head("GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", {}).status == 414);
  CHECK(check_head("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20000, 'a'), {}).status == 431);
}

TEST_CASE("chunks are framed strictly") {
  CHECK(strict_chunks("3\r\nabc\r\n0\r\n\r\n"));
  CHECK(strict_chunks("3;a=b\r\nabc\r\n0\r\n\r\n"));
  CHECK(strict_chunks("3\r\nab"));
  for (std::string const body : {"3\nabc\n0\n\n", "0x3\r\nabc\r\n", "+3\r\nabc\r\n", "3 \r\nabc\r\n", "\r\nabc\r\n",
                                 "3\r\nabcX0\r\n", "ffffffffffffffff3\r\n", "3;a\rb\r\nabc\r\n"}) {
    CAPTURE(body);
    CHECK_FALSE(strict_chunks(body));
  }
}

TEST_CASE("fields of forms are decoded, broken ones count as absent") {
  CHECK(field("q=M%C3%BCll+weg&x=1", "q") == "Müll weg");
  CHECK(field("q=&x=1", "q") == "");
  CHECK_FALSE(field("x=1", "q"));
  CHECK_FALSE(field("q=%zz", "q"));
  CHECK_FALSE(field("q=%00", "q"));
  CHECK_FALSE(field("q=%ff", "q"));
}
