/* Loaded into every native twin before the C library: answers as the target's programs would, where the answer tells
 * the architecture or the place of the program. It has no C library of its own, so that it fits each suite's. */
#include <sys/syscall.h>
#include <sys/utsname.h>

#define TWIN "/run/edi"
#define TWIN_ROOT TWIN "/root"

extern int *__errno_location(void);

static long system_call(long number, long a, long b, long c, long d)
{
#if defined(__x86_64__)
    long result;
    register long r10 __asm__("r10") = d;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
    return result;
#elif defined(__aarch64__)
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3) : "memory");
    return x0;
#else
#error "no system call for this architecture"
#endif
}

static long result_of(long result)
{
    if (result < 0) {
        *__errno_location() = (int)-result;
        return -1;
    }
    return result;
}

static unsigned long length_of(const char *text)
{
    unsigned long length = 0;
    while (text[length] != '\0')
        length++;
    return length;
}

static int begins_with(const char *text, const char *start, unsigned long length)
{
    for (unsigned long i = 0; i < length; i++)
        if (text[i] != start[i])
            return 0;
    return 1;
}

/* The machine's name comes from the link /run/edi/machine. */
int uname(struct utsname *name)
{
    long result = system_call(SYS_uname, (long)name, 0, 0, 0);
    if (result == 0) {
        long length = system_call(SYS_readlinkat, -100, (long)(TWIN "/machine"), (long)name->machine, sizeof name->machine - 1);
        if (length > 0)
            name->machine[length] = '\0';
    }
    return (int)result_of(result);
}

/* /proc/self/exe leads to the twin's file, and Perl takes its own path from there. */
static long read_link(int folder, const char *path, char *target, unsigned long size)
{
    static const char root[] = TWIN_ROOT "/";
    const unsigned long prefix = sizeof root - 2;
    long length = system_call(SYS_readlinkat, folder, (long)path, (long)target, (long)size);
    if (length > (long)prefix && begins_with(target, root, prefix + 1) && length_of(path) >= 4
        && begins_with(path + length_of(path) - 4, "/exe", 4)) {
        length -= (long)prefix;
        for (long i = 0; i < length; i++)
            target[i] = target[i + (long)prefix];
    }
    return result_of(length);
}

long readlink(const char *path, char *target, unsigned long size)
{
    return read_link(-100, path, target, size);
}

long readlinkat(int folder, const char *path, char *target, unsigned long size)
{
    return read_link(folder, path, target, size);
}

/* The C library's checked forms; the compiler has checked the size already, or knows nothing of it. */
long __readlink_chk(const char *path, char *target, unsigned long size, unsigned long available)
{
    return read_link(-100, path, target, size < available ? size : available);
}

long __readlinkat_chk(int folder, const char *path, char *target, unsigned long size, unsigned long available)
{
    return read_link(folder, path, target, size < available ? size : available);
}
