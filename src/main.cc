#include "app/cli.h"

int main(int argc, char** argv) { return kreislauf::app::run(argc, argv); }
