/* Compiles the rest of a file for instructions that the build as a whole does not assume: nothing here is -march. */
#ifndef TARGET_H
#define TARGET_H

#if defined(__x86_64__)
#define X86
#endif

#define PRAGMA(text) _Pragma(#text)
#ifdef __clang__
#define START_TARGET(set) PRAGMA(clang attribute push(__attribute__((target(set))), apply_to = function))
#define END_TARGET _Pragma("clang attribute pop")
#else
#define START_TARGET(set) PRAGMA(GCC target(set))
#define END_TARGET
#endif

#endif
