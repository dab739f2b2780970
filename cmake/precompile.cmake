# precompile(TARGET KIND): the headers that nearly every file of a floor reads are read once. What a file includes stays written in the file.
# The first target of a kind compiles them, the others of that kind use the same: they must be compiled alike.
set(headers_of_standard
  <algorithm> <array> <charconv> <chrono> <cstdint> <functional> <map> <memory> <mutex> <optional> <set> <span> <sstream> <string> <string_view>
  <unordered_map> <utility> <variant> <vector> <fmt/format.h> <tl/expected.hpp>)
set(headers_of_json ${headers_of_standard} <boost/json.hpp>)
set(headers_of_commands ${headers_of_json} <CLI/CLI.hpp>)
set(headers_of_tests ${headers_of_standard} <doctest/doctest.h>)
# Every test of the portal reads all of it anyway: a third of the time that these tests take to compile.
set(headers_of_portal_tests ${headers_of_tests} ${CMAKE_SOURCE_DIR}/tests/support/portal.h
  ${CMAKE_SOURCE_DIR}/src/administration/applications/applications.h)

if(KREISLAUF_PRECOMPILE)
  add_compile_options(-fpch-preprocess)  # for ccache
  # The library switches these three off around std::char_traits, which doubts every length; g++ forgets that in a precompiled header.
  # `./test full` compiles each file by itself, with them.
  add_compile_options(-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()

function(precompile target kind)
  if(NOT KREISLAUF_PRECOMPILE)
    return()
  endif()
  get_property(first GLOBAL PROPERTY kreislauf_precompiled_${kind})
  if(first)
    target_precompile_headers(${target} REUSE_FROM ${first})
    return()
  endif()
  set_property(GLOBAL PROPERTY kreislauf_precompiled_${kind} ${target})
  target_precompile_headers(${target} PRIVATE ${headers_of_${kind}})
endfunction()
