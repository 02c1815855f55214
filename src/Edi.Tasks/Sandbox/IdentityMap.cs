using System.Globalization;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Sandbox;

/// <summary>Which users of the host are users 0 to 65535 of a sandbox; a root file system needs all of these.</summary>
internal abstract record IdentityMap
{
    private const int Count = 65536;

    /// <summary>The map of the user that runs the build.</summary>
    /// <exception cref="EdiException">EDI0001, when the user has no subordinate range.</exception>
    public static IdentityMap OfCurrentUser()
    {
        if (CurrentUser.IsRoot)
        {
            return new Identity();
        }

        int? users = SubordinateRange.Find("/etc/subuid", CurrentUser.Name, CurrentUser.UserId);
        int? groups = SubordinateRange.Find("/etc/subgid", CurrentUser.Name, CurrentUser.UserId);
        return users is { } firstUser && groups is { } firstGroup
            ? new Subordinate(firstUser, firstGroup)
            : throw new EdiException(EdiCodes.HostNotReady, $"User {CurrentUser.Name} has no subordinate range of {Count - 1} users and groups.");
    }

    /// <summary>Gives the map to the user namespace of the process <paramref name="pid"/>.</summary>
    public abstract void Apply(int pid, IToolRunner host);

    /// <summary>Root maps each user to itself, which needs no subordinate range.</summary>
    private sealed record Identity : IdentityMap
    {
        public override void Apply(int pid, IToolRunner host)
        {
            File.WriteAllText($"/proc/{pid}/uid_map", $"0 0 {Count}\n");
            File.WriteAllText($"/proc/{pid}/gid_map", $"0 0 {Count}\n");
        }
    }

    /// <summary>A user is the sandbox's root; the other users come from its subordinate range, through the set-uid helpers of the package uidmap.</summary>
    private sealed record Subordinate(int FirstUser, int FirstGroup) : IdentityMap
    {
        public override void Apply(int pid, IToolRunner host)
        {
            Apply("newuidmap", pid, CurrentUser.UserId, FirstUser, host);
            Apply("newgidmap", pid, CurrentUser.GroupId, FirstGroup, host);
        }

        private static void Apply(string helper, int pid, int self, int first, IToolRunner host)
        {
            int[] numbers = [pid, 0, self, 1, 1, first, Count - 1];
            host.Require(
                EdiCodes.SandboxNotStarted,
                new ToolCommand(helper, [.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]));
        }
    }
}
