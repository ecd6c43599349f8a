/**
 * Node's own fetch is there before undici is, as it is in the program, whose HTTP server brings it. The first one is what
 * discord.js sends files with, and undici takes no form that is not its own.
 */
void globalThis.FormData
