using System.Collections.Immutable;

namespace Edi.Tasks.Engines.Instances;

/// <summary>Removes what a project has with LXD or Incus, and nothing of another project.</summary>
internal sealed class InstanceRemoval(InstanceClient client, ContainerNames names)
{
    private readonly string _name = names.Instance(client.Engine);

    /// <summary>What the name of the copy ends with that a shell is open in.</summary>
    public const string ShellSuffix = "-shell";

    /// <summary>Where it removes, for messages.</summary>
    public string Described => $"{client.Engine.Name} at '{client.Engine.Remote}'";

    /// <summary>The command that a person removes the instance with.</summary>
    public string Command => $"{client.Engine.Client} delete --force {client.Of(_name)}";

    /// <summary>Removes the instance with all its snapshots, and the image, if there are any.</summary>
    public void RemoveAll()
    {
        new Instance(client, _name).Remove();
        new Instance(client, $"{_name}{ShellSuffix}").Remove();
        InstanceImage.Remove(client, _name);
    }

    /// <summary>Removes the snapshots that these digests name.</summary>
    public void RemoveSnapshots(IEnumerable<string> digests)
    {
        var instance = new Instance(client, _name);
        ImmutableArray<string> there = instance.Snapshots();
        foreach (var snapshot in digests.Select(LayerDigest.TryReadSnapshot).OfType<InstanceSnapshot>().Where(snapshot => snapshot.Instance == _name && there.Contains(snapshot.Name)).Reverse())
        {
            instance.RemoveSnapshot(snapshot.Name);
        }
    }
}
