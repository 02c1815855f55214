using Microsoft.Build.Framework;

namespace Edi.Tasks.Development;

/// <summary>Makes a container to work in, starts it and runs the playbooks in it; once more, it only brings it up to date.</summary>
public sealed class EdiLaunch : EdiDevelopmentTask
{
    /// <summary>The digest file of the first layer, of which a new container is made.</summary>
    [Required]
    public string BaseDigest { get; set; } = "";

    /// <summary>Whether the playbooks run in it, and the folders are shared with the account that they make.</summary>
    public bool Playbooks { get; set; } = true;

    private protected override void Run(IDevelopmentContainer container)
    {
        container.Launch(BaseDigest, Playbooks, line => Log.LogMessage(MessageImportance.High, "{0}", line));
        Tell($"EdiLaunch: {ContainerName} runs. 'dotnet build -t:EdiShell -p:EdiContainerName={ContainerName} -tl:off' opens a shell in it.");
    }
}
