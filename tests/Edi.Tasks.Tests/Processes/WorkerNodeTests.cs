using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>Which of MSBuild's processes has the terminal.</summary>
public sealed class WorkerNodeTests
{
    [Theory]
    [InlineData("/usr/share/dotnet/sdk/10.0.100/MSBuild.dll /noautoresponse /nologo /nodemode:1 /nodeReuse:false", true)]
    [InlineData("/usr/share/dotnet/sdk/10.0.100/MSBuild.dll /nologo /nodeMode:8", true)]
    [InlineData("/usr/share/dotnet/sdk/10.0.100/MSBuild.dll -maxcpucount small.ediproj -t:EdiShell", false)]
    [InlineData("dotnet build nodemode.ediproj", false)]
    public void A_worker_has_not(string commandLine, bool isWorker) => Assert.Equal(isWorker, WorkerNode.IsOne(commandLine.Split(' ')));

    [Fact]
    public void The_kernel_has_the_command_line_of_each_process()
    {
        Assert.Contains(ParentProcesses.ArgumentsOf(Environment.ProcessId), argument => argument.Contains("Edi.Tasks.Tests", StringComparison.Ordinal));
        Assert.Empty(ParentProcesses.ArgumentsOf(int.MaxValue));
    }

    [Theory]
    [InlineData("/usr/share/dotnet/sdk/10.0.100/MSBuild.dll /nologo /nodeMode:8", true)]
    [InlineData("/usr/share/dotnet/sdk/10.0.100/MSBuild.dll /nologo /nodemode:1", false)]
    public void The_server_passes_on_what_it_writes(string commandLine, bool isServer) => Assert.Equal(isServer, WorkerNode.IsServer(commandLine.Split(' ')));
}
