#include <doctest/doctest.h>

#include <malloc.h>
#include <sys/resource.h>

#include <chrono>
#include <fstream>

#include "engines/bpmn/story_for_tests.h"

using namespace kreislauf::bpmn;
using namespace kreislauf::bpmn::testing;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool measures_memory = false;
#else
constexpr bool measures_memory = true;
#endif

long resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.rfind("VmHWM:", 0) == 0) return std::stol(line.substr(6));
  return 0;
}

void reset_peak() { std::ofstream("/proc/self/clear_refs") << "5"; }

/// Runs something hostile; it must end within 100 ms of processor time and 64 MiB.
template <class Act>
void bounded(Act act) {
  malloc_trim(0);  // what earlier tests have freed must not hide what this one takes
  reset_peak();
  auto const before = resident_kib();
  auto const spent = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000 +
           (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
  };
  auto const start = spent();
  act();
  auto const milliseconds = spent() - start;
  auto const mebibytes = (resident_kib() - before) / 1024;
  if (measures_memory) CHECK(mebibytes <= 64);
  MESSAGE(milliseconds << " ms, " << mebibytes << " MiB");
}

std::string repeated(std::string const& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string wrapped(std::string const& body) {
  return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"><process id=\"p\" "
         "isExecutable=\"true\">" +
         body + "</process></definitions>";
}

std::string why_refused(std::string const& xml) {
  auto const model = load(xml);
  if (model) return "";
  return model.error().front().reason;
}

}  // namespace

TEST_CASE("a DOCTYPE and a billion laughs are refused before anything is expanded") {
  std::string laughs = "<!DOCTYPE x [<!ENTITY a \"lol\">";
  for (char c = 'b'; c < 'l'; ++c) {
    laughs +=
        std::string("<!ENTITY ") + c + " \"" + repeated(std::string("&") + static_cast<char>(c - 1) + ";", 10) + "\">";
  }
  laughs += "]>" + wrapped("<startEvent id=\"s\" name=\"&k;\"/>");
  bounded([&] { CHECK_FALSE(why_refused(laughs).empty()); });
}

TEST_CASE("sub-processes within sub-processes end in a refusal") {
  auto const deep = [](std::size_t levels) {
    std::string open;
    for (std::size_t i = 0; i < levels; ++i) open += "<subProcess id=\"s" + std::to_string(i) + "\">";
    return wrapped(open + "<task id=\"t\"/>" + repeated("</subProcess>", levels));
  };
  bounded([&] { CHECK(why_refused(deep(100)) == "sub-processes are nested more than 60 levels deep"); });
  bounded([&] { CHECK_FALSE(why_refused(deep(100'000)).empty()); });
  CHECK(why_refused(deep(40)).empty());
}

TEST_CASE("a hundred thousand elements are refused; what fits the limit loads in time") {
  auto const chain = [](int length) {
    std::string body = "<startEvent id=\"t0\"/>";
    for (int i = 1; i < length; ++i)
      body += "<task id=\"t" + std::to_string(i) + "\"/><sequenceFlow id=\"f" + std::to_string(i) + "\" sourceRef=\"t" +
              std::to_string(i - 1) + "\" targetRef=\"t" + std::to_string(i) + "\"/>";
    return wrapped(body);
  };
  auto const huge = chain(50'000), large = chain(4'900);
  bounded([&] { CHECK_FALSE(why_refused(huge).empty()); });
  Model model;
  bounded([&] { model = model_of(large); });
  bounded([&] { CHECK(Story(model).is(Status::completed)); });
}

TEST_CASE("a hundred thousand tiny elements are refused") {
  auto const huge = wrapped(repeated("<task/>", 100'000));
  bounded([&] { CHECK_FALSE(why_refused(huge).empty()); });
}

TEST_CASE("an endless loop ends with a clear reason") {
  auto const model = drawn("start s\nexclusive g\ntask a\ns -> g\ng -> a\na -> g");
  bounded([&] {
    Story story(model);
    CHECK(story.instance.fault.message ==
          "more than 25000 steps without waiting for anybody; the process seems to run in circles");
  });
}

TEST_CASE("tokens that multiply without end end with a clear reason") {
  auto const model =
      drawn("start s\nexclusive g\nparallel auf\ns -> g\ng -> auf\nauf -> g\nauf -> x\nexclusive x\nx -> g");
  bounded([&] { CHECK(Story(model).is(Status::failed)); });
}

TEST_CASE("a thousand million instances are not even begun") {
  auto const loop = [](std::string const& count) {
    return drawn("start s\nuser t | <multiInstanceLoopCharacteristics><loopCardinality>" + count +
                 "</loopCardinality></multiInstanceLoopCharacteristics>\ns -> t");
  };
  auto const model = loop("1000000000");
  bounded([&] {
    CHECK(Story(model).instance.fault.message == "1000000000 instances are wanted, but at most 5000 are allowed");
  });
  auto const range = loop("count(for i in 1..1000000000 return i)");
  bounded([&] { CHECK(Story(range).is(Status::failed)); });
  auto const many = loop("5000");
  bounded([&] { CHECK(terminate(many, Story(many).instance, {})->instance.status == Status::terminated); });
}

TEST_CASE("loops of loops and heavy expressions in circles are stopped") {
  auto const nested = drawn(R"(
    start s
    subProcess a | <multiInstanceLoopCharacteristics><loopCardinality>4900</loopCardinality></multiInstanceLoopCharacteristics> {
      start s2
      task b | <multiInstanceLoopCharacteristics><loopCardinality>4900</loopCardinality></multiInstanceLoopCharacteristics>
      s2 -> b
    }
    s -> a)");
  bounded([&] { CHECK(Story(nested).is(Status::failed)); });
  auto const heavy = drawn(R"(
    start s
    script t scriptFormat="feel" resultVariable="x" | feel sum(for i in 1..2000 return i)
    exclusive g
    s -> t
    t -> g
    g -> t)");
  bounded([&] { CHECK(Story(heavy).is(Status::failed)); });
}

TEST_CASE("a variable that grows in a circle is stopped") {
  auto const model = drawn(R"(
    start s
    script t scriptFormat="feel" resultVariable="x" | feel if x = null then "ab" else x + x
    exclusive g
    s -> t
    t -> g
    g -> t)");
  bounded([&] { CHECK(Story(model).is(Status::failed)); });
}

TEST_CASE("a process that calls itself ends with a reason") {
  auto const model = drawn("start s\ncallActivity c calledElement=\"p\"\ns -> c");
  bounded([&] { CHECK(Story(model).instance.fault.message == "processes call each other more than 100 levels deep"); });
}

TEST_CASE("conditions that switch each other on and off are stopped") {
  auto const model = drawn(R"(
    start s
    user warten
    boundary an attachedToRef="warten" cancelActivity="false" | when x != 1
    boundary aus attachedToRef="warten" cancelActivity="false" | when x = 1
    script eins scriptFormat="feel" resultVariable="x" | feel 1
    script zwei scriptFormat="feel" resultVariable="x" | feel 2
    s -> warten
    an -> eins
    aus -> zwei)");
  bounded([&] { CHECK(Story(model, {{"x", Value(2)}}).is(Status::failed)); });
}

TEST_CASE("a join of thousands of branches is stopped, not waited for") {
  std::string lines = "start s\nparallel auf\nparallel zu\ns -> auf\n";
  for (int i = 0; i < 2500; ++i) {
    auto const t = "t" + std::to_string(i);
    lines += "task " + t + "\nauf -> " + t + "\n" + t + " -> zu\n";
  }
  auto const model = drawn(lines);
  bounded([&] { Story story(model); });
}

TEST_CASE("a hundred thousand conditions are refused") {
  std::string body = "<startEvent id=\"s\"/><exclusiveGateway id=\"g\"/><task id=\"t\"/>";
  for (int i = 0; i < 9'000; ++i)
    body += "<sequenceFlow id=\"f" + std::to_string(i) + "\" sourceRef=\"g\" targetRef=\"t\"><conditionExpression>x" +
            std::to_string(i) + " &gt; 1</conditionExpression></sequenceFlow>";
  auto const xml = wrapped(body);
  bounded([&] { CHECK_FALSE(why_refused(xml).empty()); });
}
