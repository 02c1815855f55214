using Edi.Tasks.Lint;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Tests;

/// <summary>In the sandbox, on a folder of this host.</summary>
public sealed class RootInventoryTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private const string Secret = "correct horse battery staple";

    [Fact]
    public void All_entries_are_there_with_what_the_rules_ask_for()
    {
        SandboxFixture.SkipWithoutRange();
        string root = Make(
            """
            printf text >plain; chmod 640 plain
            cp /usr/bin/true program; chmod 4755 program
            cp /usr/bin/true capable; python3 -c 'import os; os.setxattr("capable", "security.capability", bytes.fromhex("0100000200200000" + "0" * 24))'
            mkdir -p folder/below; chmod 1777 folder
            ln -s 'a target' link; mkfifo pipe
            : >"$(printf 'line\nbreak')"; chown 1234:4321 "$(printf 'line\nbreak')"
            """);
        var entries = new RootInventory(fixture.Sandbox, root).Read().Entries.Select(entry => entry with { Size = entry.Kind == RootEntryKind.Folder || entry.Size > 100 ? -1 : entry.Size });
        Assert.Equal(
            [
                new("/", RootEntryKind.Folder, Mode("755"), 0, 0, -1),
                new("/capable", RootEntryKind.File, Mode("755"), 0, 0, -1, HasCapabilities: true),
                new("/folder", RootEntryKind.Folder, Mode("1777"), 0, 0, -1),
                new("/folder/below", RootEntryKind.Folder, Mode("755"), 0, 0, -1),
                new("/line\nbreak", RootEntryKind.File, Mode("644"), 1234, 4321),
                new("/link", RootEntryKind.Link, Mode("777"), 0, 0, 8, "a target"),
                new("/pipe", RootEntryKind.Other, Mode("644"), 0, 0),
                new("/plain", RootEntryKind.File, Mode("640"), 0, 0, 4),
                new RootEntry("/program", RootEntryKind.File, Mode("4755"), 0, 0, -1),
            ],
            entries);
    }

    [Fact]
    public void Files_are_read_and_leave_no_trace()
    {
        SandboxFixture.SkipWithoutRange();
        string root = Make($"mkdir etc; echo '{Secret}' >etc/one; printf two >etc/two");
        var tree = new RootInventory(fixture.Sandbox, root).Read();
        Assert.Equal([Secret, "two"], tree.ReadLines(tree.FilesIn("/etc")));
        Assert.DoesNotContain(Secret, string.Concat(fixture.Tools.Details.Concat(fixture.Tools.Shown).Where(line => !line.StartsWith('+'))), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(fixture.Sandbox.ScratchDirectory));
    }

    private string Make(string script)
    {
        string root = Path.Combine(fixture.Sandbox.ScratchDirectory, Path.GetRandomFileName());
        Assert.Equal(0, fixture.Sandbox.Run(new ToolCommand("sh", "-euc", $"mkdir \"$1\"; cd \"$1\"\n{script}", "sh", root)));
        return root;
    }

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);
}
