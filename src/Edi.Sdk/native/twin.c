/* The twin's files: its table, its records. The table has a line for each file, PATH \t PACKAGES \t UNLESS \t TELLS \t MODULES. */
#define _GNU_SOURCE
#include "dispatch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *read_text(int folder, const char *path)
{
    int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    char *text = NULL;
    if (file >= 0 && fstat(file, &status) == 0 && (text = malloc((size_t)status.st_size + 1)) != NULL) {
        ssize_t length = 0, part;
        while (length < status.st_size && (part = read(file, text + length, (size_t)(status.st_size - length))) > 0)
            length += part;
        text[length] = '\0';
    }
    if (file >= 0)
        close(file);
    return text;
}

void record(const char *name, const char *line)
{
    char path[64];
    snprintf(path, sizeof path, TWIN "/state/%s", name);
    int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file >= 0) {
        dprintf(file, "%s\n", line);
        close(file);
    }
}

static const char *table(void)
{
    static char *text;
    if (text == NULL)
        text = read_text(AT_FDCWD, TWIN "/table");
    return text;
}

bool find_row(const char *path, struct row *row)
{
    if (table() == NULL)
        return false;

    size_t length = strlen(path);
    char start[length + 3];
    snprintf(start, sizeof start, "\n%s\t", path);
    const char *line = strstr(table(), start);
    if (line == NULL)
        return false;

    char *rest = strndup(line + length + 2, strcspn(line + length + 2, "\n"));
    row->packages = strsep(&rest, "\t");
    row->unless = strsep(&rest, "\t");
    row->tells = strsep(&rest, "\t");
    row->modules = rest;
    return row->modules != NULL;
}
