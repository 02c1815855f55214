using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Cache;

/// <summary>
/// Debian packages for all projects, each fetched once. A wrapper of apt-get comes before it in the search path, so
/// signatures and sources stay apt's own business.
/// </summary>
internal static class PackageCache
{
    // In a container's /run, which is memory and no part of its layer.
    private const string FolderInRoot = "/run/edi-packages";
    private const string WrapperInRoot = "/run/edi-apt";

    /// <summary>Where programs in a container find the wrapper.</summary>
    public const string SearchPathInRoot = $"{WrapperInRoot}:{ToolEnvironment.SearchPath}";

    /// <summary>The folder of the packages.</summary>
    public static string FolderBelow(string cacheDirectory) => Path.Combine(cacheDirectory, "packages");

    /// <summary>The same command, with the wrapper in its search path.</summary>
    public static ToolCommand Use(EdiSandbox sandbox, string cacheDirectory, ToolCommand command)
    {
        string wrapper = sandbox.WriteScript("apt/apt-get", Wrapper(Create(cacheDirectory)));
        return command.With("PATH", $"{Path.GetDirectoryName(wrapper)}:{ToolEnvironment.SearchPath}");
    }

    /// <summary>Makes the packages and the wrapper seen in a container's root file system, which is ready for programs.</summary>
    public static void Enter(EdiSandbox sandbox, string cacheDirectory, string root)
    {
        const string script =
            """
            mkdir "$1$2" "$1$3"
            mount --bind "$4" "$1$2"
            printf '#!/bin/sh\n%s' "$5" >"$1$3/apt-get"
            chmod 755 "$1$3/apt-get"
            """;
        sandbox.Require(
            EdiCodes.EngineFailed,
            new ToolCommand("sh", "-euc", script, "sh", root, FolderInRoot, WrapperInRoot, Create(cacheDirectory), Wrapper(FolderInRoot)));
    }

    private static string Wrapper(string packages) => Script.Of("apt-get.sh", ("packages", packages));

    private static string Create(string cacheDirectory) => Directory.CreateDirectory(FolderBelow(cacheDirectory)).FullName;
}
