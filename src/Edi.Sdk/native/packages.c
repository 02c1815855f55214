/* Which packages a root file system has, by dpkg's own files: status, and updates/NNNN, which a running dpkg writes
 * before it merges them, each with one package's newer state. The first packages of a bootstrap are unpacked by
 * mmdebstrap, before there is a dpkg: what it has unpacked is told in the same form. */
#define _GNU_SOURCE
#include "dispatch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATABASE "/var/lib/dpkg"

enum state { MISSING, SAME, OTHER };

/* A field's value in the paragraph that begins at text, or NULL. */
static const char *field(const char *text, const char *end, const char *name)
{
    size_t length = strlen(name);
    for (const char *line = text; line < end; line = memchr(line, '\n', (size_t)(end - line)) + 1) {
        if (strncmp(line, name, length) == 0)
            return line + length;
        if (memchr(line, '\n', (size_t)(end - line)) == NULL)
            break;
    }
    return NULL;
}

static bool is(const char *value, const char *word)
{
    size_t length = strlen(word);
    return value != NULL && strncmp(value, word, length) == 0 && value[length] == '\n';
}

/* Compares a version with one that has no count of rebuilds (+b1) at its end. */
static bool is_version(const char *value, const char *version)
{
    size_t length = strlen(version);
    if (value == NULL || strncmp(value, version, length) != 0)
        return false;
    value += length;
    if (strncmp(value, "+b", 2) == 0)
        value += 2 + strspn(value + 2, "0123456789");
    return *value == '\n';
}

/* The files of a package that is half installed may be the old ones or the new ones. */
static enum state state_of(const char *paragraph, const char *version)
{
    static const char *const complete[] = { "installed", "unpacked", "half-configured", "triggers-awaited", "triggers-pending" };
    const char *blank = strstr(paragraph, "\n\n");
    const char *end = blank != NULL ? blank + 1 : paragraph + strlen(paragraph);
    const char *status = field(paragraph, end, "Status: ");
    for (int words = 0; status != NULL && words < 2; words++) {
        status = strpbrk(status, " \n"); /* wanted, error flag, state */
        status = status != NULL && *status == ' ' ? status + 1 : NULL;
    }
    if (is(status, "not-installed") || is(status, "config-files"))
        return MISSING;
    for (size_t i = 0; i < sizeof complete / sizeof *complete; i++)
        if (is(status, complete[i]))
            return is_version(field(paragraph, end, "Version: "), version) ? SAME : OTHER;
    return OTHER;
}

static const char *find_paragraph(const char *text, const char *name)
{
    char start[strlen(name) + sizeof "\nPackage: \n"];
    sprintf(start, "\nPackage: %s\n", name);
    if (strncmp(text, start + 1, strlen(start + 1)) == 0)
        return text;
    const char *found = strstr(text, start);
    return found != NULL ? found + 1 : NULL;
}

static int by_name_descending(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*right)->d_name, (*left)->d_name);
}

static int is_number(const struct dirent *entry)
{
    return entry->d_name[strspn(entry->d_name, "0123456789")] == '\0';
}

static enum state find(const char *name, const char *version)
{
    static char *status, *unpacked;
    static struct dirent **updates;
    static int count = -1;
    static int folder = -1;
    if (status == NULL) {
        folder = open(DATABASE "/updates", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        count = folder < 0 ? 0 : scandirat(folder, ".", &updates, is_number, by_name_descending);
        status = read_text(AT_FDCWD, DATABASE "/status");
        unpacked = read_text(AT_FDCWD, TWIN "/state/unpacked");
    }
    for (int i = 0; i < count; i++) {
        char *text = read_text(folder, updates[i]->d_name);
        const char *paragraph = text != NULL ? find_paragraph(text, name) : NULL;
        if (paragraph != NULL)
            return state_of(paragraph, version);
        free(text);
    }
    const char *paragraph = status != NULL ? find_paragraph(status, name) : NULL;
    if (paragraph == NULL && unpacked != NULL)
        paragraph = find_paragraph(unpacked, name);
    return paragraph != NULL ? state_of(paragraph, version) : MISSING;
}

static bool are_same(const char *packages)
{
    char *copy = strdup(packages), *rest = copy, *version;
    bool same = true, first = true;
    for (char *name; same && (name = strsep(&rest, ",")) != NULL; first = false) {
        version = strchr(name, '=');
        if (version == NULL)
            return false;
        *version++ = '\0';
        enum state state = find(name, version);
        same = state == SAME || (state == MISSING && !first);
    }
    free(copy);
    return same;
}

bool is_same_version(const char *path, const struct row *row)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return false;

    /* Programs of one package only are remembered: the other packages may change while this one's file stays. */
    bool remembers = strchr(row->packages, ',') == NULL;
    char remembered[128];
    snprintf(remembered, sizeof remembered, TWIN "/state/same/%lx-%lx-%lx.%lx", (unsigned long)status.st_dev,
        (unsigned long)status.st_ino, (unsigned long)status.st_ctim.tv_sec, (unsigned long)status.st_ctim.tv_nsec);
    if (remembers && access(remembered, F_OK) == 0)
        return true;
    if (!are_same(row->packages))
        return false;
    int file = remembers ? open(remembered, O_WRONLY | O_CREAT | O_CLOEXEC, 0444) : -1;
    if (file >= 0) /* Only root can write there; the others ask again. */
        close(file);
    return true;
}
