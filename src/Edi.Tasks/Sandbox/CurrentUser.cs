using System.Globalization;
using System.Runtime.InteropServices;

namespace Edi.Tasks.Sandbox;

/// <summary>Who runs the build, and who asked for it: under sudo these are two.</summary>
internal static partial class CurrentUser
{
    public static int UserId { get; } = (int)GetUserId();

    public static int GroupId { get; } = (int)GetGroupId();

    public static bool IsRoot => UserId == 0;

    public static string Name => Environment.UserName;

    /// <summary>The user who called sudo, as <c>UID:GID</c>, or null.</summary>
    // Not remembered: a worker of MSBuild serves builds of other callers.
    public static string? SudoCaller =>
        IsRoot && ReadNumber("SUDO_UID") is { } user and not 0 && ReadNumber("SUDO_GID") is { } group
            ? string.Create(CultureInfo.InvariantCulture, $"{user}:{group}")
            : null;

    /// <summary>The name of the user who called sudo, as sudo tells it, or null.</summary>
    public static string? SudoCallerName => SudoCaller is not null && Environment.GetEnvironmentVariable("SUDO_USER") is { Length: > 0 } name ? name : null;

    private static int? ReadNumber(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : null;

    [LibraryImport("libc", EntryPoint = "getuid")]
    private static partial uint GetUserId();

    [LibraryImport("libc", EntryPoint = "getgid")]
    private static partial uint GetGroupId();
}
