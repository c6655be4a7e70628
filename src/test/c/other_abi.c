/* A library that says it speaks another version of the interface, or none, and has nothing else. */
#ifndef NO_ENTRIES
unsigned lcp_abi_version(void) { return 99; }
#endif
int nothing;
