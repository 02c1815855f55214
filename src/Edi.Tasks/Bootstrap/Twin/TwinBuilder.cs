using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>
/// Makes a native twin: the packages of the SDK's list for the host's architecture, from the mirrors of the definition,
/// unpacked but not installed. Its programs are told where their loader lies while they run in a foreign root, and which
/// architecture to answer with.
/// </summary>
/// <param name="directory">The folder of all twins of this kind.</param>
/// <param name="native">What the SDK brings along.</param>
internal sealed class TwinBuilder(StepContext context, string directory, NativeFiles native)
{
    // The paths that the dispatcher and the shim know, see native/dispatch.h; shorter than what they replace.
    private const string LoaderInRoot = "/run/edi/ld.so";
    private const string PreloadFileInRoot = "/run/edi/preload";
    private const string ShimInRoot = "/run/edi/shim.so";
    private const string FolderInRoot = "/run/edi/";
    private const string LibrariesInRoot = "lib";

    private static readonly DebianArchitecture s_host = DebianArchitecture.Host;

    private readonly DebianArchitecture _target = DebianArchitecture.Find(context.Definition.Bootstrap.Architecture)!;

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

        string index = Path.Combine(sandbox.ScratchDirectory, "index");
        sandbox.Require(EdiCodes.TwinNotMade, Command(sandbox, list, root, index));
        var content = TwinContent.Parse(File.ReadLines(index));

        foreach (var package in list)
        {
            TranslateTexts(package, content, root);
        }

        MoveLibraries(root);
        MoveModules(twin, root, list);
        string loader = AddLoader(twin, root);
        File.Copy(native.Dispatcher, Path.Combine(twin, "edi-dispatch"));
        MakeExecutable(Path.Combine(twin, "edi-dispatch"));
        File.Copy(native.Shim, Path.Combine(twin, "shim.so"));
        File.Copy(StaticEmulator.Find(_target)!, Path.Combine(twin, "qemu"));
        MakeExecutable(Path.Combine(twin, "qemu"));
        File.WriteAllText(Path.Combine(twin, "preload"), ShimInRoot + "\n");
        File.CreateSymbolicLink(Path.Combine(twin, LibrariesInRoot), $"root/usr/lib/{s_host.Multiarch}");
        File.CreateSymbolicLink(Path.Combine(twin, "machine"), _target.Machine);
        File.CreateSymbolicLink(Path.Combine(twin, "target"), _target.Multiarch);
        File.CreateSymbolicLink(Path.Combine(twin, "native"), s_host.Multiarch);
        var listed = content.Versions.Where(package => list.Any(twinned => TwinnedPackage.Matches(twinned.Package, package.Key))).ToImmutableArray();
        File.WriteAllLines(Path.Combine(twin, "packages"), listed.Select(package => package.Key));
        File.WriteAllLines(Path.Combine(twin, "versions"), listed.Select(package => $"{package.Key} {package.Value}"));
        File.WriteAllText(Path.Combine(twin, "made-for"), madeFor);
        NativeTwin.CreateLock(twin);
        File.WriteAllText(Path.Combine(twin, NativeTwin.Table), Table(sandbox, list, content, root, loader));

        Publish(sandbox, twin);
        sandbox.Complete();
    }

    /// <summary>What a bootstrap with the twin runs when the first packages are unpacked; it ends a bootstrap for which the twin is too old.</summary>
    /// <param name="versions">The file for the versions that the twin should have.</param>
    public static string CheckScript(NativeTwin twin, string versions) => Script.Of("twin-check.sh", ("twin", twin.Directory), ("versions", versions));

    private ToolCommand Command(EdiSandbox sandbox, ImmutableArray<TwinnedPackage> list, string root, string index)
    {
        // One pattern of apt's: a name that a suite does not have is no mistake then.
        var names = list.Where(package => !package.Package.Contains('*', StringComparison.Ordinal)).Select(package => package.Package)
            .Concat(list.SelectMany(package => package.Install));
        var bootstrap = context.Definition.Bootstrap with
        {
            Architecture = s_host.Name,
            Variant = "extract",
            AdditionalPackages = [$"?and(?not(?virtual),?or({string.Join(',', names.Distinct().Select(name => $"?exact-name({name})"))}))"],
        };
        return RootFileSystemBootstrap.Command(
            bootstrap,
            root,
            "directory",
            [
                "--skip=essential/unlink",
                "--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/man/*", "--dpkgopt=path-exclude=/usr/share/locale/*",
                // The packages' own folders must not take the place of the links into /usr.
                "--setup-hook=mkdir -p \"$1/usr/bin\" \"$1/usr/sbin\" \"$1/usr/lib\" && ln -s usr/bin usr/sbin usr/lib \"$1\"",
                $"--extract-hook={sandbox.WriteScript("twin-index", Script.Of("twin-index.sh", ("index", index)))}",
            ]);
    }

    /// <summary>
    /// Lets all programs and libraries look for libraries in the mounted twin. At their own path, scripts of the target
    /// that look through /usr/lib/* would see them, and take them into an initramfs.
    /// </summary>
    private static void MoveLibraries(string root)
    {
        string libraries = $"/usr/lib/{s_host.Multiarch}";
        string unmerged = $"/lib/{s_host.Multiarch}";
        var files = Directory.EnumerateFiles(Path.Combine(root, "usr"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
        foreach (string file in files.Where(file => ElfFile.Read(file) is not null))
        {
            EmbeddedWord.ReplaceFolders(file, (libraries, Place(libraries.Length)), (unmerged, Place(unmerged.Length)));
        }

        static string Place(int length) => FolderInRoot + LibrariesInRoot.PadLeft(length - FolderInRoot.Length, '/');
    }

    /// <summary>A root must see the modules of the packages that it has itself, and no others: the dispatcher links to them one by one.</summary>
    private static void MoveModules(string twin, string root, ImmutableArray<TwinnedPackage> list)
    {
        const string besideLibraries = "/usr/lib/{target}/";
        Directory.CreateDirectory(Path.Combine(twin, "modules"));
        foreach (string name in list.SelectMany(package => package.Modules)
            .Where(folder => folder.Path.StartsWith(besideLibraries, StringComparison.Ordinal))
            .Select(folder => folder.Path[besideLibraries.Length..]))
        {
            string place = Path.Combine(root, "usr/lib", s_host.Multiarch, name);
            if (Directory.Exists(place))
            {
                Directory.Move(place, Path.Combine(twin, "modules", name));
                File.CreateSymbolicLink(place, $"{FolderInRoot}state/modules/{name}");
            }
        }
    }

    /// <summary>Copies the dynamic loader, which is to load the shim into every program; returns the path by which programs name it.</summary>
    private static string AddLoader(string twin, string root)
    {
        string name = ElfFile.Read(Path.Combine(root, "usr/bin/dash"))?.Interpreter
            ?? throw new EdiException(EdiCodes.TwinNotMade, "The native twin cannot be used: its programs name no dynamic loader.");
        string copy = Path.Combine(twin, "ld.so");
        File.Copy(Path.Combine(root, "usr/lib", s_host.Multiarch, Path.GetFileName(name)), copy);
        MakeExecutable(copy);
        return EmbeddedWord.Replace(copy, "/etc/ld.so.preload", PreloadFileInRoot) > 0
            ? name
            : throw new EdiException(EdiCodes.TwinNotMade, "The native twin cannot be used: its dynamic loader does not name the file of the libraries to load first.");
    }

    private string Table(EdiSandbox sandbox, ImmutableArray<TwinnedPackage> list, TwinContent content, string root, string loader)
    {
        var table = new TwinTable(content, _target.Multiarch, s_host.Multiarch);
        bool renamed = Rename(sandbox, root, list.Where(package => package.Named).SelectMany(table.FilesOf));
        foreach (var package in list.Where(package => (renamed || !package.Named) && (!package.Words || s_host.ElfClass == _target.ElfClass)))
        {
            foreach (string program in table.FilesOf(package).Where(path => IsProgram(root + path, loader)))
            {
                EmbeddedWord.Replace(root + program, ElfFile.Read(root + program)!.InterpreterOffset!.Value, loader.Length, LoaderInRoot);
                table.AddProgram(package, program);
            }

            table.AddModules(package, owner => renamed || !list.Any(named => named.Named && TwinnedPackage.Matches(named.Package, owner)));
        }

        return table.ToString();
    }

    /// <summary>Files that tell an interpreter's architecture in clear.</summary>
    private void TranslateTexts(TwinnedPackage package, TwinContent content, string root)
    {
        var patterns = package.Texts.Select(pattern => pattern.Replace("{native}", s_host.Multiarch, StringComparison.Ordinal)).ToImmutableArray();
        foreach (string file in content.Files.Keys.Where(path => patterns.Any(pattern => TwinnedPackage.Matches(pattern, path)) && File.Exists(root + path)))
        {
            File.WriteAllText(root + file, File.ReadAllText(root + file).Replace(s_host.Multiarch, _target.Multiarch, StringComparison.Ordinal));
        }
    }

    private static bool IsProgram(string path, string loader) =>
        new FileInfo(path) is { Exists: true, LinkTarget: null } file
        && file.UnixFileMode.HasFlag(UnixFileMode.UserExecute)
        && ElfFile.Read(path)?.Interpreter == loader;

    /// <summary>Gives programs and libraries the target's architecture for their own, and asks them whether they took it.</summary>
    private bool Rename(EdiSandbox sandbox, string root, IEnumerable<string> files)
    {
        if (_target.Name.Length > s_host.Name.Length)
        {
            context.Log.Detail($"'{_target.Name}' does not fit into the place of '{s_host.Name}': what names the architecture stays emulated.");
            return false;
        }

        foreach (string file in files.Select(path => root + path).Where(path => new FileInfo(path) is { Exists: true, LinkTarget: null } && ElfFile.Read(path) is not null))
        {
            EmbeddedWord.Replace(file, s_host.Name, _target.Name);
        }

        return Answers("dpkg", "--print-architecture").Trim() == _target.Name
            && Answers("apt-config", "dump", "APT::Architecture").Contains($"\"{_target.Name}\"", StringComparison.Ordinal);

        string Answers(string program, params string[] arguments)
        {
            string libraries = Path.Combine(root, "usr/lib", s_host.Multiarch);
            string loader = Directory.EnumerateFiles(libraries, "ld-linux*").First();
            return sandbox.Capture(EdiCodes.TwinNotMade, new ToolCommand(
                loader, ["--library-path", libraries, Path.Combine(root, "usr/bin", program), .. arguments]));
        }
    }

    private void Publish(EdiSandbox sandbox, string twin)
    {
        Directory.CreateDirectory(directory);
        var unused = Directory.EnumerateDirectories(directory)
            .Where(other => new DirectoryInfo(other).LinkTarget is null && NativeTwin.IsUnused(other))
            .ToImmutableArray();

        string place = Path.Combine(directory, Guid.NewGuid().ToString("N"));
        Directory.Move(twin, place);
        string link = place + ".link";
        File.CreateSymbolicLink(link, Path.GetFileName(place));
        // File.Move would follow the link.
        sandbox.Require(EdiCodes.TwinNotMade, new ToolCommand("mv", "--no-target-directory", link, Path.Combine(directory, NativeTwin.Current)));
        foreach (string other in unused)
        {
            sandbox.Require(EdiCodes.TwinNotMade, new ToolCommand("rm", "-rf", "--one-file-system", other));
        }
    }

    private static void MakeExecutable(string path) =>
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
}
