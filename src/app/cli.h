#pragma once

namespace kreislauf::app {

/// Reads the command line, runs the command, returns the exit code.
int run(int argc, char** argv);

}  // namespace kreislauf::app
