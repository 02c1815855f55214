/* Compiled modules of an interpreter. It must find those that the root file system has, and no others, where it looks for
 * them: the native Python for NAME.cpython-313-x86_64-linux-gnu.so in the folder that has the target's
 * NAME.cpython-313-aarch64-linux-gnu.so, Perl in folders that are named by the architecture. The two names never
 * collide. A link there leads to the twin's module; they are recorded, and whoever unmounts the twin removes them. */
#define _GNU_SOURCE
#include "dispatch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The architecture's part of a path: read from the links /run/edi/target and /run/edi/native, such as
 * aarch64-linux-gnu. */
static bool read_name(const char *link, char *name, size_t size)
{
    ssize_t length = readlink(link, name, size - 1);
    if (length <= 0)
        return false;
    name[length] = '\0';
    return true;
}

static bool to_native(const char *path, char *native, size_t size)
{
    char target[64], host[64];
    if (!read_name(TWIN "/target", target, sizeof target) || !read_name(TWIN "/native", host, sizeof host))
        return false;
    const char *found = strstr(path, target);
    return found != NULL
        && (size_t)snprintf(native, size, "%.*s%s%s", (int)(found - path), path, host, found + strlen(target)) < size;
}

static void make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0755);
        *slash = '/';
    }
}

static bool has_link(const char *target, const char *path)
{
    if (symlink(target, path) != 0)
        return errno == EEXIST; /* Another program was quicker. */
    record("links", path);
    return true;
}

/* The file's own content is what the native program is to see, by the name that it looks for. */
static bool has_own_link(const char *file)
{
    char native[PATH_MAX];
    return to_native(file, native, sizeof native) && (access(native, F_OK) == 0 || has_link(file, native));
}

/* What lies among the twin's libraries is not seen in the root at all: the twin has a link there to its state, and the
 * modules are kept apart. Others are seen beside the target's. */
static bool has_twin(const char *module)
{
    char native[PATH_MAX], host[64], place[PATH_MAX * 2], twin[PATH_MAX * 2];
    struct row row;
    if (!to_native(module, native, sizeof native) || !find_row(native, &row) || !is_same_version(module, &row)
        || !read_name(TWIN "/native", host, sizeof host))
        return false;

    char libraries[sizeof host + sizeof "/usr/lib//"];
    int length = sprintf(libraries, "/usr/lib/%s/", host);
    bool is_beside = strncmp(native, libraries, (size_t)length) != 0;
    snprintf(place, sizeof place, "%s%s", is_beside ? "" : TWIN "/state/modules/", is_beside ? native : native + length);
    snprintf(twin, sizeof twin, "%s%s", is_beside ? TWIN_ROOT : TWIN "/modules/", is_beside ? native : native + length);
    if (access(place, F_OK) == 0)
        return true;
    if (access(twin, F_OK) != 0)
        return false;
    make_folders(place);
    return has_link(twin, place);
}

static bool ends_with(const char *name, const char *suffix)
{
    size_t length = strlen(name), end = strlen(suffix);
    return length >= end && strcmp(name + length - end, suffix) == 0;
}

/* KIND is '*' or '=', or null for each entry of the folder as a whole. */
static bool folder_has_twins(const char *folder, char kind, const char *suffix)
{
    DIR *entries = opendir(folder);
    if (entries == NULL)
        return true;

    bool all = true;
    for (struct dirent *entry; all && (entry = readdir(entries)) != NULL;) {
        char path[PATH_MAX];
        struct stat status;
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, "__pycache__") == 0
            || (size_t)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= sizeof path
            || lstat(path, &status) != 0)
            continue;
        if (kind == '\0')
            all = has_twin(path);
        else if (kind == '=')
            all = !ends_with(entry->d_name, suffix) || has_own_link(path);
        else if (S_ISDIR(status.st_mode))
            all = folder_has_twins(path, kind, suffix);
        else if (S_ISREG(status.st_mode) && ends_with(entry->d_name, suffix))
            all = has_twin(path);
    }
    closedir(entries);
    return all;
}

bool have_twins(const char *modules)
{
    char *copy = strdup(modules), *rest = copy;
    bool all = true;
    for (char *folder; all && (folder = strsep(&rest, ":")) != NULL;) {
        char *suffix = folder + strcspn(folder, "*="), kind = *suffix;
        if (kind != '\0')
            *suffix++ = '\0';
        all = folder_has_twins(folder, kind, suffix);
    }
    free(copy);
    return all;
}
