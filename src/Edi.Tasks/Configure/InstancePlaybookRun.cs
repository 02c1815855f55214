using Edi.Tasks.Ansible;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Engines.Instances;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Configure;

/// <summary>One playbook with LXD or Incus, from the snapshot before it to its own.</summary>
internal sealed class InstancePlaybookRun(StepContext context, PlaybookDefinition playbook)
{
    private readonly BuildInstance _build = new(context);

    /// <summary>Returns the size of the root file system, in bytes.</summary>
    public long Run(string baseDigest, string digest)
    {
        using var guard = _build.Guard(BuilderFolder.Create(context.CacheDirectory));
        Begin(baseDigest, digest);
        _build.Enter();
        RunPlaybook();
        long size = _build.Instance.MeasureRoot();
        _build.Leave();
        var snapshot = InstanceSnapshot.New(_build.Instance.Name, StepNames.Playbook(playbook.Name));
        _build.Instance.TakeSnapshot(snapshot);
        LayerDigest.Write(digest, snapshot);
        guard.Complete();
        return size;
    }

    // Where the playbook starts at a task: what a run that failed has left, if nothing has been done with the instance since; else its last layer.
    private void Begin(string baseDigest, string digest)
    {
        if (playbook.Settings.FirstTask is not { } task)
        {
            _build.Instance.Restore(LayerDigest.ReadSnapshot(baseDigest));
        }
        else if (_build.FailedStep == StepNames.Playbook(playbook.Name))
        {
            _build.ForgetFailure();
        }
        else
        {
            _build.Instance.Restore(LayerDigest.TryReadSnapshot(digest) is { } last && _build.Instance.Snapshots().Contains(last.Name) ? last : throw PlaybookFailure.NothingToStartFrom(playbook, task));
        }
    }

    private void RunPlaybook()
    {
        int exitCode = InstanceConnection.Ansible(context, _build.Instance).Run(playbook);
        if (exitCode != 0)
        {
            throw PlaybookFailure.Of(
                playbook,
                exitCode,
                $"The playbook {playbook.Name} failed: ansible-playbook ended with exit code {exitCode}. {Keep()}",
                context.Log);
        }
    }

    // What is still running is stopped by the guard.
    private string Keep()
    {
        try
        {
            _build.Keep(StepNames.Playbook(playbook.Name));
            return "'dotnet build -t:EdiShell -tl:off' opens a shell in its container.";
        }
        catch (EdiException e)
        {
            return $"Its container cannot be looked at: {e.Message}";
        }
    }
}
