/* What the dispatcher's parts share. */
#ifndef EDI_DISPATCH_H
#define EDI_DISPATCH_H

#include <stdbool.h>

/* Where the twin is mounted in a root file system: table, emulator, shim, state. */
#define TWIN "/run/edi"
/* The twin's own root file system. */
#define TWIN_ROOT TWIN "/root"

/* Variables that inject code of the target into every program. */
#define NEVER_WITH "LD_PRELOAD,LD_LIBRARY_PATH,LD_AUDIT"

/* A row of the twin's table: one file of the twin, and when it may stand for the target's. */
struct row {
    char *packages; /* name=version, ...: the first must be installed in that version, the others may be missing */
    char *unless;   /* variables: if one is set, the program is emulated */
    char *tells;    /* first arguments that make the program tell its architecture: it is emulated then */
    char *modules;  /* folders of modules that need a twin too, separated by ':'; "FOLDER*SUFFIX" means the files below it
                       with that suffix, "FOLDER=SUFFIX" those in it that stand for themselves under the twin's name,
                       "FOLDER" what lies in it, as a whole */
};

/* Finds the row of a file, by its path in the root file system. */
bool find_row(const char *path, struct row *row);

/* Whether the file's package has, in the root file system, the version that the twin has; both are versions of a source,
 * without the count of an architecture's rebuilds (+b1). Answers are remembered by the
 * file's identity, which changes with every replacement. */
bool is_same_version(const char *path, const struct row *row);

/* Whether each compiled module below the folders has a twin, and lies where the interpreter looks for it. */
bool have_twins(const char *modules);

/* Adds a line to a record of the twin's state: "emulated", which the step's log counts, or "links", which are removed. */
void record(const char *name, const char *line);

/* Reads a whole file; the text ends in a null character. Returns NULL if that cannot be done. */
char *read_text(int folder, const char *path);

#endif
