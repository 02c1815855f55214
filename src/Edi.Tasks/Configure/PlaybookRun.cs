using Edi.Tasks.Ansible;
using Edi.Tasks.Cache;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Configure;

/// <summary>One playbook, from the layer before it to its own.</summary>
internal sealed class PlaybookRun(StepContext context, PlaybookDefinition playbook)
{
    private readonly string _step = StepNames.Playbook(playbook.Name);

    /// <summary>Returns the size of the root file system, in bytes.</summary>
    public long Run(string baseDigest, string digest)
    {
        string name = context.Names.Container(_step);
        using var sandbox = context.StartSandbox(context.Definition.Architecture, name);
        var engine = new BuildahEngine(sandbox, context.CacheDirectory);
        long size;
        using (var container = Begin(engine, name, baseDigest, digest))
        {
            ContainerRoot.Enter(sandbox, container.RootDirectory);
            PackageCache.Enter(sandbox, context.CacheDirectory, container.RootDirectory);
            try
            {
                RunPlaybook(sandbox, container.RootDirectory);
            }
            catch (EdiException)
            {
                // EdiShell shows it.
                ContainerRoot.Leave(sandbox, container.RootDirectory);
                container.Keep();
                sandbox.Complete();
                throw;
            }

            ContainerRoot.Leave(sandbox, container.RootDirectory);
            size = DiskUsage.Measure(sandbox, container.RootDirectory);
            LayerDigest.Write(digest, container.Commit(context.Names.Image(_step)));
        }

        sandbox.Complete();
        return size;
    }

    private void RunPlaybook(EdiSandbox sandbox, string root)
    {
        // These files lie in the sandbox's memory: parameters may hold secrets.
        const string inventory = "/tmp/inventory.json";
        const string variables = "/tmp/variables.yml";
        sandbox.WriteFile(AnsibleSettings.ConfigurationFile(AnsibleSettings.FolderInSandbox), "");
        var settings = ChrootConnection.Environment(context.Definition.Plugins, playbook.Settings);
        sandbox.WriteFile(AnsibleSettings.PlaysPlugin(AnsibleSettings.FolderInSandbox), Script.Of("edi_plays.py"));
        sandbox.WriteFile(inventory, ChrootConnection.Enter(sandbox, root, settings, playbook.Settings.Environment).ToJsonString());
        sandbox.WriteFile(variables, playbook.ExtraVariables());

        var started = new PlaybookCommand(playbook, inventory, variables);
        var command = started.With(VaultPasswords.Read(playbook, context.Log, context.Cancellation)) with { Environment = settings };
        int exitCode = PlaybookFailure.ExitCode(playbook, sandbox.Run(command, started.Shown, null), context.Log);
        if (exitCode != 0)
        {
            throw PlaybookFailure.Of(
                playbook,
                exitCode,
                $"The playbook {playbook.Name} failed: ansible-playbook ended with exit code {exitCode}. 'dotnet build -t:EdiShell -tl:off' opens a shell in its container.",
                context.Log);
        }
    }

    /// <summary>A container of the layer before it; where the playbook starts at a task, what it has left so far.</summary>
    private IWorkingContainer Begin(BuildahEngine engine, string name, string baseDigest, string digest)
    {
        if (playbook.Settings.FirstTask is not { } task)
        {
            return engine.Create(name, LayerDigest.Read(baseDigest));
        }

        return engine.TryContinue(name, LayerDigest.Read(baseDigest))
            ?? (LayerDigest.TryRead(digest) is { } last && engine.HasImage(last) ? engine.Create(name, last) : throw PlaybookFailure.NothingToStartFrom(playbook, task));
    }
}
