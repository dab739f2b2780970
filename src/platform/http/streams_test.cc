#include "platform/http/streams.h"

#include <doctest/doctest.h>

#include "platform/http/wire.h"

using namespace kreislauf::http;

TEST_CASE("a topic is published by its name or with all of its authority") {
  CHECK(covers("05554016/buergerbuero", "05554016/buergerbuero"));
  CHECK(covers("05554016/*", "05554016/buergerbuero"));
  CHECK_FALSE(covers("05554016/*", "05554017/buergerbuero"));
  CHECK_FALSE(covers("05554016/*", "05554016"));
  CHECK_FALSE(covers("05554016/buergerbuero", "05554016/buergerbuero-2"));
  CHECK_FALSE(covers("05554/*", "05554016/buergerbuero"));  // a district is not its towns
}

TEST_CASE("streams are counted for the server and for each network of visitors") {
  StreamDesk desk{6, 2};
  CHECK(desk.enter({"a", "t"}));
  CHECK(desk.enter({"a", "t"}));
  CHECK_FALSE(desk.enter({"a", "t"}));
  CHECK(desk.enter({"b", "u"}));
  CHECK_FALSE(desk.enter({"c", "t"}));  // the other half is for staff
  CHECK(desk.open() == 3);
  CHECK(desk.topics() == std::vector<std::string>{"t", "u"});
  desk.leave({"b", "u"});
  CHECK(desk.topics() == std::vector<std::string>{"t"});
  CHECK(desk.enter({"c", "t"}));
}

TEST_CASE("staff find room for their streams when visitors have taken theirs, all of them behind one address") {
  StreamDesk desk{10, 5};
  for (int i = 0; i < 5; ++i) CHECK(desk.enter({std::to_string(i), "t"}));
  CHECK_FALSE(desk.enter({"x", "t"}));
  for (int i = 0; i < 5; ++i) CHECK(desk.enter({"hall", "t", true}));
  CHECK_FALSE(desk.enter({"hall", "t", true}));
  desk.leave({"hall", "t", true});
  CHECK_FALSE(desk.enter({"x", "t"}));
  CHECK(desk.enter({"hall", "t", true}));
}

TEST_CASE("one network has so many connections, all others are not counted against it") {
  Tally tally{2};
  CHECK(tally.enter("a"));
  CHECK(tally.enter("a"));
  CHECK_FALSE(tally.enter("a"));
  CHECK(tally.enter("b"));
  CHECK(tally.enter(""));
  CHECK(tally.enter(""));
  CHECK(tally.enter(""));
  CHECK(tally.all() == 6);
  tally.leave("a");
  tally.leave("");
  CHECK(tally.enter("a"));
  CHECK(tally.all() == 5);
}

TEST_CASE("what is published again and again waits once") {
  Bulletin bulletin;
  CHECK(bulletin.add("t"));
  CHECK_FALSE(bulletin.add("u"));
  CHECK_FALSE(bulletin.add("t"));
  CHECK(bulletin.take() == std::set<std::string>{"t", "u"});
  CHECK(bulletin.take().empty());
  CHECK(bulletin.add("t"));
}

TEST_CASE("a stream has no length and is not kept") {
  Response response{.content_type = "text/event-stream", .caching = Caching::none};
  response.stream_topic = "t";
  std::string head;
  write_head(head, response, "now", false);
  CHECK(head.find("Content-Length") == std::string::npos);
  CHECK(head.find("Cache-Control: no-store\r\n") != std::string::npos);
  CHECK(head.ends_with("Connection: close\r\n\r\n"));
}
