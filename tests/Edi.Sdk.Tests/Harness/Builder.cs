using System.Diagnostics;

namespace Edi.Sdk.Tests.Harness;

/// <summary>Somebody who builds: the user that runs the tests, another one, or another one through sudo.</summary>
internal abstract class Builder
{
    protected const string CacheOfRoot = "/var/tmp/edi-sdk-tests/cache";
    protected const string PackagesOfRoot = "/var/tmp/edi-sdk-tests/packages";

    private static readonly string[] s_inherited = ["PATH", "HOME", "USER", "SSL_CERT_FILE", "http_proxy", "https_proxy", "no_proxy", "LXD_DIR", "INCUS_DIR"];

    /// <summary>The user that runs the tests.</summary>
    public static Builder Current { get; } = new CurrentUser();

    /// <summary>The cache of this builder's tests.</summary>
    public abstract string Cache { get; }

    /// <summary>Where this builder's NuGet keeps packages.</summary>
    public abstract string Packages { get; }

    /// <summary>Gives a folder to this builder.</summary>
    public abstract void Own(string folder);

    /// <summary>The command that runs <paramref name="command"/> as this builder.</summary>
    protected abstract string[] Wrap(string[] command);

    protected virtual Dictionary<string, string> Environment { get; } = Inherit();

    public RunningCommand Start(string folder, string[] command) =>
        RunningCommand.Start(folder, Environment, Wrap(command));

    protected static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
    }

    private static Dictionary<string, string> Inherit()
    {
        var environment = s_inherited
            .Select(name => (Name: name, Value: System.Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Name, variable => variable.Value!);
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_NOLOGO"] = "1";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        return environment;
    }

    private sealed class CurrentUser : Builder
    {
        public override string Cache => CacheOfRoot;

        public override string Packages => PackagesOfRoot;

        public override void Own(string folder)
        {
        }

        protected override string[] Wrap(string[] command) => command;
    }
}
