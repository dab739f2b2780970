#include "engines/feel/javascript.h"

#include <doctest/doctest.h>

using namespace kreislauf::feel;

namespace {

std::string javascript(std::string_view source) {
  Names names;
  names.add("Einkommen");
  names.add("Zahl der Kinder");
  auto compiled = compile(source, names);
  REQUIRE(compiled);
  auto text = to_javascript(*compiled);
  return text ? *text : text.error().sentence();
}

}  // namespace

TEST_CASE("a rule becomes a small plain function") {
  CHECK(javascript("if Einkommen < 25000 then 0 else 45") == "(v,f)=>(f.lt(v.Einkommen,25000)===true?0:45)");
  CHECK(javascript("Zahl der Kinder > 2 and Einkommen != null") ==
        "(v,f)=>f.and(f.gt(v[\"Zahl der Kinder\"],2),()=>f.ne(v.Einkommen,null))");
  CHECK(javascript("for k in [1, 2] return k * Einkommen") == "(v,f)=>f.loop([1,2],0,0,_0=>f.mul(_0,v.Einkommen))");
}

TEST_CASE("a page loads the rarer functions only when a rule calls one") {
  auto module_of = [](std::string_view source) {
    return to_javascript_module({{"a", compile(source, Names{}).value()}}).value();
  };
  CHECK(module_of("string length(\"a\") > 3").ends_with("export const needs=\"runtime\";\n"));
  CHECK(module_of("median([1, 2])").ends_with("export const needs=\"functions\";\n"));
}

TEST_CASE("text cannot break out of the script") { CHECK(javascript("\"</script>\"") == "(v,f)=>\"<\\u002fscript>\""); }

TEST_CASE("what the browser would do differently is refused by name") {
  CHECK(javascript("matches(\"a\", \"b\")") ==
        "line 1, column 1: the function `matches` cannot be worked out in the browser");
  CHECK(javascript("now()") == "line 1, column 1: the function `now` cannot be worked out in the browser");
  CHECK(javascript("1 + 12345678901234567890.5").find("more than 15 digits") != std::string::npos);
}

TEST_CASE("unary tests take the input first") {
  auto compiled = compile_unary_tests("< 10, [20..30]", Names{});
  REQUIRE(compiled);
  CHECK(to_javascript(*compiled).value() == "(i,v,f)=>f.or(f.lt(i,10),()=>f.is(i,f.R(20,30,1,1,0)))");
}

TEST_CASE("in the browser, too, data that is missing fulfils no condition") {
  Names names;
  names.add("Grenze");
  auto javascript_of = [&](char const* tests) {
    return to_javascript(compile_unary_tests(tests, names).value()).value();
  };
  CHECK(javascript_of("? > 20") == "(i,v,f)=>f.test(i,f.gt(i,20))");
  CHECK(javascript_of("Grenze") == "(i,v,f)=>f.is(i,v.Grenze)");
  CHECK(javascript_of("Grenze + 1") == "(i,v,f)=>f.known(f.add(v.Grenze,1),_0=>f.is(i,_0))");
  CHECK(javascript_of("= Grenze + 1") == "(i,v,f)=>f.known(f.add(v.Grenze,1),_0=>f.eq(i,_0))");
}
