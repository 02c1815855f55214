using System.Collections.Immutable;
using System.Globalization;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition.Variables;

/// <summary>
/// What edi tells a definition about the host and about the user who builds; under sudo that is the user who called it.
/// Found without starting a program.
/// </summary>
internal sealed record HostFacts
{
    public required string HostName { get; init; }

    public required string UserName { get; init; }

    public required string GroupName { get; init; }

    public required int UserId { get; init; }

    public required int GroupId { get; init; }

    public required string HomeDirectory { get; init; }

    /// <summary>The number of the X display, or empty.</summary>
    public required string Display { get; init; }

    /// <summary>The public keys that ssh would use, as files.</summary>
    public required ImmutableArray<string> SshPublicKeys { get; init; }

    /// <summary>The proxies for http, https, ftp, all and no, as far as there are.</summary>
    public required ImmutableDictionary<string, string> Proxies { get; init; }

    public static HostFacts Read()
    {
        int userId = CurrentUser.SudoCaller is { } caller ? int.Parse(caller.Split(':')[0], CultureInfo.InvariantCulture) : CurrentUser.UserId;
        int groupId = CurrentUser.SudoCaller is { } group ? int.Parse(group.Split(':')[1], CultureInfo.InvariantCulture) : CurrentUser.GroupId;
        var account = NameService.FindUser(userId);
        // Where nobody knows the number, sudo has told the name.
        string name = account?.Name ?? (userId == CurrentUser.UserId ? Environment.UserName : CurrentUser.SudoCallerName) ?? userId.ToString(CultureInfo.InvariantCulture);
        string home = account?.HomeDirectory ?? (userId == CurrentUser.UserId ? Environment.GetEnvironmentVariable("HOME") : null) ?? $"/home/{name}";
        return new()
        {
            HostName = File.ReadAllText("/proc/sys/kernel/hostname").Trim(),
            UserName = name,
            GroupName = NameService.FindGroup(groupId) ?? groupId.ToString(CultureInfo.InvariantCulture),
            UserId = userId,
            GroupId = groupId,
            HomeDirectory = home,
            Display = DisplayNumber(Environment.GetEnvironmentVariable("DISPLAY") ?? ""),
            SshPublicKeys = SshIdentities.PublicKeys(home),
            Proxies = new[] { "http", "https", "ftp", "all", "no" }
                .Select(kind => (kind, value: Variable($"{kind}_proxy")))
                .Where(proxy => proxy.value.Length > 0)
                .ToImmutableDictionary(proxy => proxy.kind, proxy => proxy.value),
        };
    }

    /// <summary>The number in DISPLAY: 1 of <c>localhost:1.2</c>.</summary>
    internal static string DisplayNumber(string display)
    {
        string number = display[(display.LastIndexOf(':') + 1)..].Split('.')[0];
        return display.Contains(':', StringComparison.Ordinal) && number.Length > 0 && number.All(char.IsAsciiDigit) ? number : "";
    }

    // Lower case first, as curl and edi do.
    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : Environment.GetEnvironmentVariable(name.ToUpperInvariant()) ?? "";
}
