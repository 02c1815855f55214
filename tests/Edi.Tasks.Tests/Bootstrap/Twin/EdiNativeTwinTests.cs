using Edi.Tasks.Bootstrap.Twin;
using Edi.Tasks.Definition;
using Edi.Tasks.Sandbox;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Tests;

/// <summary>Where there can be no twin, a line says why, and the steps emulate everything.</summary>
public sealed class EdiNativeTwinTests : IDisposable
{
    private readonly DefinitionFolder _folder = new();
    private readonly TemporaryFolder _obj = new();
    private readonly IBuildEngine4 _engine = SilentBuildEngine.Create();

    public void Dispose()
    {
        _folder.Dispose();
        _obj.Dispose();
        ((SilentBuildEngine)_engine).Dispose();
    }

    [Fact]
    public void An_architecture_with_another_byte_order_has_none()
    {
        RequireOwnHandlers();
        Assert.Contains("byte order", ReasonFor("s390x"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_for_which_the_sdk_has_no_dispatcher_has_none()
    {
        RequireOwnHandlers();
        string foreign = DebianArchitecture.Host.Name == "arm64" ? "amd64" : "arm64";
        Assert.Contains($"no dispatcher for {DebianArchitecture.Host.Name}", ReasonFor(foreign), StringComparison.Ordinal);
    }

    private static void RequireOwnHandlers() =>
        Assert.SkipUnless(ForeignPrograms.KernelHasOwnHandlers, "This kernel is older than 6.7, which is the reason in each case.");

    private string ReasonFor(string architecture)
    {
        string definition = _obj.At("definition.json");
        ResolvedDefinition.Write(definition, _folder.Read($"bootstrap: {{suite: trixie, architecture: {architecture}}}\n{DefinitionFolder.Image}"));
        var task = new EdiNativeTwin
        {
            BuildEngine = _engine,
            Definition = definition,
            Project = Path.ChangeExtension(_folder.DefinitionFile, ".ediproj"),
            Configuration = "Debug",
            CacheDirectory = _obj.At("cache"),
            NativeDirectory = _obj.At("no-native-files"),
            TwinDirectory = _obj.At("cache/twin/name"),
            LogFile = _obj.At("twin.log"),
            Stamp = _obj.At("twin.stamp"),
            Reason = _obj.At("twin.reason"),
        };
        Assert.True(task.Execute());
        Assert.True(File.Exists(task.Stamp));
        return File.ReadAllText(task.Reason);
    }
}
