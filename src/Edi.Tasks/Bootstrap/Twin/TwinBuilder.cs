using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>Makes a native twin: the packages of the SDK's list for the host's architecture, from the mirrors of the definition.</summary>
/// <param name="directory">The folder of all twins of this kind.</param>
/// <param name="native">What the SDK brings along.</param>
internal sealed class TwinBuilder(StepContext context, string directory, NativeFiles native)
{
    private readonly DebianArchitecture _target = DebianArchitecture.Find(context.Definition.Architecture)!;

    /// <summary>Makes a twin and lets <see cref="NativeTwin.Current"/> lead to it.</summary>
    /// <param name="madeFor">The target's versions that it is made for; another twin for the same ones would be no nearer.</param>
    /// <exception cref="EdiException">EDI2002, when it cannot be made.</exception>
    public void Make(string madeFor = "")
    {
        var list = TwinnedPackages.Read(native.List);
        using var sandbox = context.StartSandbox();
        string twin = Path.Combine(sandbox.ScratchDirectory, "twin");
        string root = Path.Combine(twin, "root");
        Directory.CreateDirectory(Path.Combine(twin, "state"));
        var content = TwinDownload.Run(sandbox, context, list, root);

        WriteFiles(twin);
        WriteVersions(twin, list, content, madeFor);
        File.WriteAllText(Path.Combine(twin, NativeTwin.Table), Adapt(sandbox, twin, new TwinRoot(root, content, _target, context.Cancellation), list, content));

        Publish(sandbox, twin);
        sandbox.Complete();
    }

    /// <summary>What a bootstrap with the twin runs when the first packages are unpacked; it ends a bootstrap for which the twin is too old.</summary>
    /// <param name="versions">The file for the versions that the twin should have.</param>
    public static string CheckScript(NativeTwin twin, string versions) => Script.Of("twin-check.sh", ("twin", twin.Directory), ("versions", versions));

    private void WriteFiles(string twin)
    {
        CopyProgram(native.Dispatcher, Path.Combine(twin, "edi-dispatch"));
        CopyProgram(StaticEmulator.Find(_target)!, Path.Combine(twin, "qemu"));
        File.Copy(native.Shim, Path.Combine(twin, "shim.so"));
        File.Copy(native.List, Path.Combine(twin, "programs.yml"));
        File.WriteAllText(Path.Combine(twin, "preload"), "/run/edi/shim.so\n");
        File.CreateSymbolicLink(Path.Combine(twin, "lib"), $"root/usr/lib/{DebianArchitecture.Host.Multiarch}");
        File.CreateSymbolicLink(Path.Combine(twin, "machine"), _target.Machine);
        File.CreateSymbolicLink(Path.Combine(twin, "target"), _target.Multiarch);
        File.CreateSymbolicLink(Path.Combine(twin, "native"), DebianArchitecture.Host.Multiarch);
        NativeTwin.CreateLock(twin);
    }

    private static void WriteVersions(string twin, ImmutableArray<TwinnedPackage> list, TwinContent content, string madeFor)
    {
        var listed = content.Versions.Where(package => list.Any(twinned => TwinnedPackage.Matches(twinned.Package, package.Key))).ToImmutableArray();
        File.WriteAllLines(Path.Combine(twin, "packages"), listed.Select(package => package.Key));
        File.WriteAllLines(Path.Combine(twin, "versions"), listed.Select(package => $"{package.Key} {package.Value}"));
        File.WriteAllText(Path.Combine(twin, "made-for"), madeFor);
    }

    /// <summary>Makes the root's programs run in another root; returns the table of those that may.</summary>
    private string Adapt(EdiSandbox sandbox, string twin, TwinRoot root, ImmutableArray<TwinnedPackage> list, TwinContent content)
    {
        bool renamed = root.Rename(list.Where(package => package.Named), sandbox);
        if (!renamed)
        {
            context.Log.Detail($"What names the architecture stays emulated: '{_target.Name}' cannot take the place of '{DebianArchitecture.Host.Name}'.");
        }

        foreach (var package in list)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            root.TranslateTexts(package);
        }

        root.MoveLibraries();
        root.MoveModules(list, Path.Combine(twin, "modules"));
        string loader = root.CopyLoader(Path.Combine(twin, "ld.so"));

        var table = new TwinTable(content, _target.Multiarch, DebianArchitecture.Host.Multiarch);
        var usable = list.Where(package => (renamed || !package.Named) && (!package.Words || DebianArchitecture.Host.ElfClass == _target.ElfClass));
        foreach (var package in usable)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            table.AddPrograms(package, root.ProgramsOf(package, loader));
            table.AddModules(package, owner => renamed || !list.Any(named => named.Named && TwinnedPackage.Matches(named.Package, owner)));
        }

        return table.ToString();
    }

    private void Publish(EdiSandbox sandbox, string twin)
    {
        Directory.CreateDirectory(directory);
        var older = Directory.EnumerateDirectories(directory).Where(other => new DirectoryInfo(other).LinkTarget is null).ToImmutableArray();

        string place = Path.Combine(directory, Guid.NewGuid().ToString("N"));
        Directory.Move(twin, place);
        string link = place + ".link";
        File.CreateSymbolicLink(link, Path.GetFileName(place));
        // File.Move would follow the link.
        sandbox.Require(EdiCodes.TwinNotMade, new ToolCommand("mv", "--no-target-directory", link, Path.Combine(directory, NativeTwin.Current)));
        foreach (string other in older)
        {
            using var removal = NativeTwin.TryLock(other);
            if (removal is not null)
            {
                sandbox.Require(EdiCodes.TwinNotMade, new ToolCommand("rm", "-rf", "--one-file-system", other));
            }
        }
    }

    // A NuGet package does not carry modes.
    private static void CopyProgram(string source, string destination)
    {
        File.Copy(source, destination);
        File.SetUnixFileMode(destination, (UnixFileMode)Convert.ToInt32("755", 8));
    }
}
