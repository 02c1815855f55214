using System.Runtime.InteropServices;

namespace Edi.Tasks.Sandbox;

/// <summary>
/// The host's users and groups as the C library knows them, from wherever nsswitch.conf(5) says: /etc/passwd, LDAP, a domain.
/// It is what <c>getent</c> asks, without a program.
/// </summary>
internal static partial class NameService
{
    private const int NotEnoughSpace = 34, Interrupted = 4; // ERANGE, EINTR
    private const int MostSpace = 1 << 20;

    private delegate int Lookup(uint id, nint record, nint buffer, nuint size, out nint result);

    /// <summary>The user of a number, or null: there is none, or the service that knows does not answer.</summary>
    public static HostUser? FindUser(int id) => Find(id, GetUser, record => Marshal.PtrToStructure<Passwd>(record) is var user
        ? new HostUser(Marshal.PtrToStringUTF8(user.Name) ?? "", (int)user.GroupId, Marshal.PtrToStringUTF8(user.HomeDirectory) ?? "")
        : null);

    /// <summary>The name of the group of a number, or null likewise.</summary>
    public static string? FindGroup(int id) => Find(id, GetGroup, record => Marshal.PtrToStringUTF8(Marshal.PtrToStructure<Group>(record).Name));

    private static T? Find<T>(int id, Lookup lookup, Func<nint, T?> read)
        where T : class
    {
        int error = NotEnoughSpace;
        for (int size = 1024; size <= MostSpace && error is NotEnoughSpace or Interrupted; size *= error == NotEnoughSpace ? 4 : 1)
        {
            nint record = Marshal.AllocHGlobal(Marshal.SizeOf<Passwd>()), buffer = Marshal.AllocHGlobal(size);
            try
            {
                error = lookup((uint)id, record, buffer, (nuint)size, out nint result);
                if (error == 0)
                {
                    return result == 0 ? null : read(record);
                }
            }
            finally
            {
                Marshal.FreeHGlobal(record);
                Marshal.FreeHGlobal(buffer);
            }
        }

        return null;
    }

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static partial int GetUser(uint id, nint record, nint buffer, nuint size, out nint result);

    [LibraryImport("libc", EntryPoint = "getgrgid_r")]
    private static partial int GetGroup(uint id, nint record, nint buffer, nuint size, out nint result);

    // The C library's records; that of a user is the larger one.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Passwd
    {
        public readonly nint Name;
        public readonly nint Password;
        public readonly uint UserId;
        public readonly uint GroupId;
        public readonly nint Description;
        public readonly nint HomeDirectory;
        public readonly nint Shell;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Group
    {
        public readonly nint Name;
        public readonly nint Password;
        public readonly uint GroupId;
        public readonly nint Members;
    }
}

/// <summary>A user of the host.</summary>
/// <param name="GroupId">The number of the user's own group.</param>
internal sealed record HostUser(string Name, int GroupId, string HomeDirectory);
