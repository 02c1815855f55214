using System.Collections.Immutable;
using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests.Changes;

/// <summary>
/// The project of tests/projects/changes in a folder of its own, which its changes may move, and the script that builds
/// it, which they may change: what is built with another property or variable is built with it from then on.
/// </summary>
internal sealed class ChangedProject : IAsyncDisposable
{
    // In a replacement of sed only its own marks mean something; no change uses one of these.
    private const string Functions =
        """
        set -eu
        replace() { grep --quiet --fixed-strings -- "$2" "$1"; sed --in-place -- "s|$2|$3|" "$1"; }
        remove_layer() {
          for step; do
            buildah --root "$CACHE/buildah" --runroot ../run --storage-driver overlay rmi --force "$(cut -d= -f2 "$STATE/digest/$step.txt")"
          done
        }
        change_version() {
          if [ ! -e ../status ]; then
            cp /var/lib/dpkg/status ..
            replace ../build 'exec ' "exec unshare --mount sh -c 'mount --bind ../status /var/lib/dpkg/status; exec \"\$@\"' sh "
          fi
          sed --in-place "/^Package: $1\$/,/^\$/s/^Version: .*/&+changed/" ../status
        }

        """;

    private readonly TestProject _workspace = new();
    private string _folder = "project";

    public ChangedProject()
    {
        _workspace.WriteProject("project/changes");
        _workspace.Write("build", $"export SOURCE_DATE_EPOCH=1700000000\nexec dotnet build changes.ediproj -tl:off -p:EdiCacheDirectory={_workspace.Cache} -bl:../build.binlog \"$@\"\n");
        using var copy = RunningCommand.Start("/", new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "cp", "--archive", Repository.PathOf("tests/projects/changes/."), _workspace.PathOf(_folder));
        copy.EndAsync().GetAwaiter().GetResult().Succeeded();
    }

    /// <summary>Makes a change and builds; returns the steps that ran, or what has failed.</summary>
    public async Task<ImmutableArray<StepRun>> TryAsync(Change change)
    {
        var changed = await RunAsync($"CACHE='{_workspace.Cache}' STATE=obj/changes/Debug ROLE=plugins/roles/greeter\n{Functions}{change.Script}");
        if (changed.ExitCode != 0)
        {
            return [new("the change failed", changed.Output)];
        }

        _folder = change.Folder ?? _folder;
        var built = await RunAsync("exec sh ../build");
        return built.ExitCode == 0
            ? BuildLog.ReadSteps(_workspace.PathOf("build.binlog"))
            : [new("the build failed", string.Join('\n', built.Output.Split('\n').Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct()))];
    }

    /// <summary>Removes the project's layers from the store, and its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await RunAsync("exec sh ../build -t:Clean");
        _workspace.Dispose();
    }

    private Task<CommandOutcome> RunAsync(string script) =>
        _workspace.RunAsync("sh", "-c", $"cd {_folder}\n{script}");
}
