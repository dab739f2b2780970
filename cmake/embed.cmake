# embed(TARGET ROOT FILES...): puts files into the program as bytes, found at run time by their path below ROOT.
function(embed target root)
  set(assembly ".section .rodata\n")
  set(table "#include \"base/embedded.h\"\n\n")
  set(rows "")
  set(number 0)
  foreach(file ${ARGN})
    file(RELATIVE_PATH name ${root} ${file})
    string(APPEND assembly
      ".global kreislauf_file_${number}\n.balign 16\nkreislauf_file_${number}:\n.incbin \"${file}\"\n"
      ".global kreislauf_file_${number}_end\nkreislauf_file_${number}_end:\n.byte 0\n")
    string(APPEND table "extern \"C\" char const kreislauf_file_${number}[];\nextern \"C\" char const kreislauf_file_${number}_end[];\n")
    string(APPEND rows "    {\"${name}\", {kreislauf_file_${number}, static_cast<std::size_t>(kreislauf_file_${number}_end - kreislauf_file_${number})}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",@progbits\n")
  string(APPEND table
    "\nnamespace kreislauf {\n\nstd::vector<EmbeddedFile> const& embedded_files() {\n"
    "  static std::vector<EmbeddedFile> const files{\n${rows}  };\n  return files;\n}\n\n}  // namespace kreislauf\n")
  set(folder ${CMAKE_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${folder}/files.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${folder}/files.cc CONTENT "${table}" @ONLY)
  set_source_files_properties(${folder}/files.S PROPERTIES OBJECT_DEPENDS "${ARGN}")
  add_library(${target} STATIC ${folder}/files.S ${folder}/files.cc)
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/src)
endfunction()
