/* The interpreter that a sandbox's binfmt_misc starts for each program of a foreign root file system: it runs the
 * program's native twin where that gives the same result, else QEMU's user mode emulator.
 *
 * It is registered with the flags P (the caller's argv[0] is kept), O, C, and F: the kernel opens it at registration,
 * so it is found from inside every root; for the same reason it is static. It reads the twin at /run/edi, which is
 * mounted there for as long as programs run in the root. Nothing in here knows an architecture or a program: both are
 * data, in the twin's table.
 *
 * argv, as the kernel hands it over: [0] this file, [1] the program's path, [2] its argv[0], [3...] its arguments.
 */
#include "dispatch.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CANNOT_EXECUTE = 126 };

/* Whether a variable is set that hands the program code of the target. */
static bool is_set(const char *names)
{
    char copy[strlen(names) + 1];
    strcpy(copy, names);
    for (char *rest = copy, *name; (name = strsep(&rest, ",")) != NULL;)
        if (*name != '\0' && getenv(name) != NULL)
            return true;
    return false;
}

static bool begins_with_one(const char *argument, const char *starts)
{
    for (size_t length; *starts != '\0'; starts += length + (starts[length] == ',')) {
        length = strcspn(starts, ",");
        if (strncmp(argument, starts, length) == 0)
            return true;
    }
    return false;
}

/* Whether a path leads to the program's own folder. A Python that is started through the link of a virtual environment
 * takes its modules from there, and those were compiled for the target. */
static bool is_direct(const char *path, const char *program)
{
    char beside[PATH_MAX], folder[PATH_MAX], own[PATH_MAX];
    if (strchr(path, '/') == NULL)
        return true; /* found by PATH */
    if (strlen(path) >= sizeof beside)
        return false;
    strcpy(beside, path);
    strcpy(own, program);
    return realpath(dirname(beside), folder) != NULL && strcmp(folder, dirname(own)) == 0;
}

static bool has_native_twin(const char *program, char **argv)
{
    struct row row;
    if (!find_row(program, &row) || is_set(NEVER_WITH) || is_set(row.unless) || !is_same_version(program, &row)
        || (argv[3] != NULL && begins_with_one(argv[3], row.tells)))
        return false;
    return row.modules[0] == '\0'
        || (is_direct(argv[1], program) && is_direct(argv[2], program) && have_twins(row.modules));
}

/* Outside of a root with the twin in it, the emulator lies beside this file. */
static int emulate(int argc, char **argv)
{
    char *command[argc + 3];
    int count = 0;
    command[count++] = "qemu";
    command[count++] = "-0";
    command[count++] = argv[2];
    command[count++] = argv[1];
    for (int i = 3; i < argc; i++)
        command[count++] = argv[i];
    command[count] = NULL;
    execv(TWIN "/qemu", command);

    char beside[PATH_MAX + sizeof "/qemu"];
    snprintf(beside, PATH_MAX, "%s", argv[0]);
    strcat(dirname(beside), "/qemu");
    execv(beside, command);
    dprintf(STDERR_FILENO, "edi-dispatch: no emulator for %s: %s\n", argv[1], strerror(errno));
    return CANNOT_EXECUTE;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return CANNOT_EXECUTE;

    char program[PATH_MAX];
    if (realpath(argv[1], program) != NULL) {
        if (has_native_twin(program, argv)) {
            char twin[sizeof TWIN_ROOT + PATH_MAX];
            snprintf(twin, sizeof twin, TWIN_ROOT "%s", program);
            execv(twin, argv + 2);
        }
        record("emulated", program);
    }
    return emulate(argc, argv);
}
