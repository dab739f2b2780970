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

namespace {

bool strict_chunks(std::string_view body) { return ChunkCheck{}.feed(body); }

/// The same body byte by byte.
bool strict_crumbs(std::string_view body) {
  ChunkCheck check;
  bool fine = true;
  for (std::size_t i = 0; i < body.size(); ++i) fine = check.feed(body.substr(i, 1));
  return fine;
}

}  // namespace

TEST_CASE("chunks are framed strictly, however they arrive") {
  for (std::string const body :
       {"3\r\nabc\r\n0\r\n\r\n", "3;a=b\r\nabc\r\n0\r\n\r\n", "3\r\nab", "00003\r\n\r\n\n\r\n0\r\nA: b\r\n\r\n"}) {
    CAPTURE(body);
    CHECK(strict_chunks(body));
    CHECK(strict_crumbs(body));
  }
  for (std::string const body : {"3\nabc\n0\n\n", "0x3\r\nabc\r\n", "+3\r\nabc\r\n", "3 \r\nabc\r\n", "\r\nabc\r\n",
                                 "3\r\nabcX0\r\n", "ffffffffffffffff3\r\n", "3;a\rb\r\nabc\r\n", "3;a\n\r\nabc\r\n"}) {
    CAPTURE(body);
    CHECK_FALSE(strict_chunks(body));
    CHECK_FALSE(strict_crumbs(body));
  }
  CHECK_FALSE(strict_chunks("0\r\n" + std::string(2000, 'a')));
  CHECK(strict_chunks("0\r\n\r\nPOST / HTTP/1.1\r\n" + std::string(2000, 'a')));  // what follows is not of this body
  CHECK(strict_chunks("0\r\nA: b\r\n\r\n" + std::string(2000, 'a')));
  CHECK_FALSE(strict_chunks("3;" + std::string(300, 'a')));
}

TEST_CASE("a body in crumbs is refused, one in ordinary pieces is not") {
  std::string crumbs, pieces;
  for (int i = 0; i < 65; ++i) crumbs += "1\r\na\r\n";
  for (int i = 0; i < 4000; ++i) pieces += "10\r\n0123456789abcdef\r\n";
  CHECK(strict_chunks(crumbs.substr(0, 64 * 6)));
  CHECK_FALSE(strict_chunks(crumbs));
  CHECK(strict_chunks(pieces));
}

TEST_CASE("a host is a name or an address with a port of up to five digits") {
  auto const with = [](std::string const& host) { return state("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n"); };
  for (std::string const host : {"a", "gescher.localhost:8080", "127.0.0.1:1", "[::1]", "[2001:db8::1]:65535"}) {
    CAPTURE(host);
    CHECK(with(host) == Head::State::complete);
  }
  for (std::string const host : {"", ":80", "a:", "a:123456", "a:80.evil.example", "a:8080:9", "a:8b", "[::1", "[::1]x",
                                 "[]", "[a.b]g", "a@b", "a/b", "a,b"}) {
    CAPTURE(host);
    CHECK(with(host) == Head::State::refused);
  }
}

TEST_CASE("a head that arrives byte by byte is judged like one in one piece") {
  std::string const head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  for (std::size_t size = 1; size < head.size(); ++size)
    CHECK(check_head(std::string_view{head}.substr(0, size), {}, size - 1).state == Head::State::incomplete);
  CHECK(check_head(head, {}, head.size() - 1).state == Head::State::complete);
  for (std::string const wrong :
       {"GET / HTTP/1.1\nH", "GET / HTTP/1.1\r\nHost: a\nX", "GET / HTTP/1.1\r\nHost: a\rX"}) {
    CAPTURE(wrong);
    CHECK(check_head(wrong, {}, wrong.size() - 1).state == Head::State::refused);
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
