namespace Edi.Sdk.Tests.Harness;

/// <summary>A project with most kinds of steps whose root file system is a few files, made by a command: a build of it takes seconds.</summary>
internal sealed class TinyImage : IDisposable
{
    public const string Image = "bin/Debug/small.img";

    /// <summary>What the first command says when it begins, a second before it reads its input and three before its end.</summary>
    public const string Begin = "begin root";

    private const string Word = "plugins/root/word";

    public TinyImage()
    {
        Project = new() { Variables = ["SOURCE_DATE_EPOCH=1790000000"] };
        SetWord("first");
        Project.Write(
            "plugins/root/root.sh",
            """
            #!/bin/sh
            set -eu
            echo begin root
            root={{ edi_work_directory }}/root
            mkdir -p "$root/etc" "$root/var/lib/dpkg"
            : >"$root/var/lib/dpkg/status"
            sleep 1
            cp plugins/root/word "$root/etc/word"
            sleep 2
            tar --create --file {{ edi_bootstrapped_rootfs }} --directory "$root" --sort=name --mtime=@0 .

            """);
        Project.Write("plugins/last/last.sh", "#!/bin/sh\necho word >{{ last }}\n");
        Project.Write(
            "small.yml",
            """
            preprocessing_commands:
              100_root: {path: root/root.sh, output: {edi_bootstrapped_rootfs: root.tar}}
            postprocessing_commands:
              900_word: {path: last/last.sh, output: {last: last.txt}}
            image:
              partition_table: gpt
              formats: [qcow2]
              partitions:
                10_root: {type: linux, label: ROOT, file_system: ext4, size: 8MiB, mount_point: /}

            """);
    }

    public TestProject Project { get; }

    /// <summary>Changes the file that the first command reads.</summary>
    public void SetWord(string word) => Project.Write(Word, word + "\n");

    /// <summary>The names of what looks finished, and of all else beside it.</summary>
    public string[] Finished() => [.. Directory.GetFileSystemEntries(Project.PathOf("bin/Debug")).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal)];

    public void Dispose() => Project.Dispose();
}
