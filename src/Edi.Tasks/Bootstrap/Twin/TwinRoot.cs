using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Bootstrap.Twin;

/// <summary>
/// The root file system of a twin, whose programs are to run in another root. There they must find their loader and
/// libraries below /run/edi, see native/dispatch.h, and answer with the target's architecture. Every change replaces
/// bytes in place.
/// </summary>
/// <param name="path">The root's folder.</param>
internal sealed class TwinRoot(string path, TwinContent content, DebianArchitecture target, CancellationToken cancellation)
{
    private const string Mounted = "/run/edi/";
    private const string MountedLoader = Mounted + "ld.so";

    private static readonly DebianArchitecture s_host = DebianArchitecture.Host;

    private string Libraries => Path.Combine(path, "usr/lib", s_host.Multiarch);

    /// <summary>
    /// Lets all programs and libraries look for libraries in the mounted twin. At their own path, scripts of the target
    /// that look through /usr/lib/* would see them, and take them into an initramfs.
    /// </summary>
    public void MoveLibraries()
    {
        string merged = $"/usr/lib/{s_host.Multiarch}";
        string unmerged = $"/lib/{s_host.Multiarch}";
        var files = Directory.EnumerateFiles(
            Path.Combine(path, "usr"), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
        foreach (string file in files.Where(file => ElfFile.Read(file) is not null))
        {
            cancellation.ThrowIfCancellationRequested();
            EmbeddedWord.ReplaceFolders(file, (merged, Place(merged.Length)), (unmerged, Place(unmerged.Length)));
        }

        static string Place(int length) => Mounted + "lib".PadLeft(length - Mounted.Length, '/');
    }

    /// <summary>
    /// Moves the modules that lie among the libraries to a folder of their own. A root must see those of the packages that
    /// it has itself, and no others: the dispatcher links to them one by one.
    /// </summary>
    public void MoveModules(ImmutableArray<TwinnedPackage> list, string modules)
    {
        const string besideLibraries = "/usr/lib/{target}/";
        Directory.CreateDirectory(modules);
        foreach (string name in list.SelectMany(package => package.Modules)
            .Where(folder => folder.Path.StartsWith(besideLibraries, StringComparison.Ordinal))
            .Select(folder => folder.Path[besideLibraries.Length..]))
        {
            string place = Path.Combine(Libraries, name);
            if (Directory.Exists(place))
            {
                Directory.Move(place, Path.Combine(modules, name));
                File.CreateSymbolicLink(place, $"{Mounted}state/modules/{name}");
            }
        }
    }

    /// <summary>Puts the target's multiarch name into files that tell an interpreter's architecture in clear.</summary>
    public void TranslateTexts(TwinnedPackage package)
    {
        var patterns = package.Texts.Select(pattern => pattern.Replace("{native}", s_host.Multiarch, StringComparison.Ordinal)).ToImmutableArray();
        foreach (string file in content.Files.Keys.Where(file => patterns.Any(pattern => TwinnedPackage.Matches(pattern, file))).Select(file => path + file).Where(File.Exists))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace(s_host.Multiarch, target.Multiarch, StringComparison.Ordinal));
        }
    }

    /// <summary>Gives programs and libraries the target's architecture for their own, and asks them whether they took it.</summary>
    public bool Rename(IEnumerable<TwinnedPackage> packages, EdiSandbox sandbox)
    {
        if (target.Name.Length > s_host.Name.Length)
        {
            return false; // There is no room for it.
        }

        foreach (string file in packages.SelectMany(content.FilesOf).Select(file => path + file).Where(file => IsRegular(file) && ElfFile.Read(file) is not null))
        {
            EmbeddedWord.Replace(file, s_host.Name, target.Name);
        }

        return Answer("dpkg", "--print-architecture").Trim() == target.Name
            && Answer("apt-config", "dump", "APT::Architecture").Contains($"\"{target.Name}\"", StringComparison.Ordinal);

        string Answer(string program, params string[] arguments) => sandbox.Capture(EdiCodes.TwinNotMade, new ToolCommand(
            Directory.EnumerateFiles(Libraries, "ld-linux*").First(), ["--library-path", Libraries, Path.Combine(path, "usr/bin", program), .. arguments]));
    }

    /// <summary>Copies the dynamic loader, which is to load the shim into every program.</summary>
    /// <returns>The path by which programs name it.</returns>
    /// <exception cref="EdiException">EDI2002, when it is not as expected.</exception>
    public string CopyLoader(string destination)
    {
        string shell = Path.Combine(path, "usr/bin/dash");
        string? name = File.Exists(shell) ? ElfFile.Read(shell)?.Interpreter : null;
        if (name is null || !File.Exists(Path.Combine(Libraries, Path.GetFileName(name))))
        {
            throw new EdiException(EdiCodes.TwinNotMade, "Its programs name no dynamic loader that it has.");
        }

        File.Copy(Path.Combine(Libraries, Path.GetFileName(name)), destination);
        return EmbeddedWord.Replace(destination, "/etc/ld.so.preload", Mounted + "preload") > 0
            ? name
            : throw new EdiException(EdiCodes.TwinNotMade, "Its dynamic loader does not name the file of the libraries to load first.");
    }

    /// <summary>The programs of a package that are meant to run natively; they name the mounted loader from here on.</summary>
    /// <param name="loader">The path by which they named it.</param>
    public IEnumerable<string> ProgramsOf(TwinnedPackage package, string loader)
    {
        foreach (string program in content.FilesOf(package).Where(file => IsExecutable(path + file)))
        {
            var (offset, interpreter) = ElfFile.Read(path + program) ?? new(null, null);
            if (interpreter == loader)
            {
                EmbeddedWord.Replace(path + program, offset!.Value, loader.Length, MountedLoader);
            }

            if (interpreter == loader || interpreter == MountedLoader) // Another name of a file that was changed already.
            {
                yield return program;
            }
        }
    }

    private static bool IsRegular(string file) => new FileInfo(file) is { Exists: true, LinkTarget: null };

    private static bool IsExecutable(string file) => IsRegular(file) && File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute);
}
