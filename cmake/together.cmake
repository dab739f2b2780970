# together(TARGET): compiles several files of a library in one go when KREISLAUF_TOGETHER is on, as the presets with sanitizers do.
# Files of one namespace never come together: each may have helpers of its own in its unnamed namespace, and many have the same names.
set(files_in_one_go 6)

# The namespace of a file, as a word.
function(namespace_of source out)
  file(STRINGS ${source} line LIMIT_COUNT 1 REGEX "^namespace kreislauf")
  string(REGEX MATCH "kreislauf[a-z_:0-9]*" space "${line}")
  string(REPLACE ":" "_" space "${space}")
  set(${out} "${space}" PARENT_SCOPE)
endfunction()

# The batch of each file follows from its own path: a new file changes the batch that it comes into and hardly ever another, so that little
# is compiled again and a batch that compiles today compiles tomorrow.
function(together target)
  if(NOT KREISLAUF_TOGETHER)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(SORT sources)
  list(LENGTH sources count)
  # In steps, so that the number of batches stays when files come and go; never fewer than the largest namespace has files.
  math(EXPR batches "((${count} / ${files_in_one_go} + 16) / 16) * 16")
  foreach(source ${sources})
    namespace_of(${source} space)
    if(NOT DEFINED in_${space})
      set(in_${space} 0)
    endif()
    math(EXPR in_${space} "${in_${space}} + 1")
    if(in_${space} GREATER batches)
      math(EXPR batches "((${in_${space}} + 15) / 16) * 16")
    endif()
  endforeach()
  foreach(source ${sources})
    namespace_of(${source} space)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE path)
    string(MD5 hash "${path}")
    string(SUBSTRING "${hash}" 0 7 hash)
    math(EXPR batch "0x${hash} % ${batches}")
    # Taken by another file of the namespace: the next one.
    while("${batch}" IN_LIST taken_by_${space})
      math(EXPR batch "(${batch} + 1) % ${batches}")
    endwhile()
    list(APPEND taken_by_${space} ${batch})
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${batch})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # What other files of the batch declare is not shadowed in truth; the release checks each file for itself.
  target_compile_options(${target} PRIVATE -Wno-shadow -Wno-subobject-linkage)
endfunction()
