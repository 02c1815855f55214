using Edi.Images.Tests.Harness;
using Edi.Tests;

namespace Edi.Images.Tests.GenericAmd64;

/// <summary>A playbook after the board's that installs one kernel and removes the other.</summary>
[Collection<GenericAmd64Shared>]
public sealed class GenericAmd64KernelTests
{
    [LongFact]
    public async Task The_boot_loader_has_the_kernel_that_is_left()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount a layer outside of a build.");
        var project = new ImageProject(Path.Combine(Repository.Root, "tests/images/other-kernel-amd64.ediproj"));
        (await project.BuildAsync("-m:1")).Require();
        await project.WithLayerAsync("EdiConfigure.100_other_kernel", root =>
        {
            string version = Path.GetFileName(Assert.Single(Directory.GetFiles($"{root}/boot", "vmlinuz-*")))["vmlinuz-".Length..];
            Assert.Contains("cloud", version, StringComparison.Ordinal);
            string folder = Assert.Single(Directory.GetDirectories($"{root}/boot/efi/debian"));
            Assert.Equal(version, Path.GetFileName(folder));
            Assert.Equal(File.ReadAllBytes($"{root}/boot/vmlinuz-{version}"), File.ReadAllBytes($"{folder}/linux"));
            Assert.Equal(File.ReadAllBytes($"{root}/boot/initrd.img-{version}"), File.ReadAllBytes($"{folder}/initrd.img-{version}"));
            string entry = File.ReadAllText(Assert.Single(Directory.GetFiles($"{root}/boot/efi/loader/entries")));
            Assert.Contains($"/debian/{version}/linux\n", entry, StringComparison.Ordinal);
            Assert.DoesNotContain("/boot/efi", entry, StringComparison.Ordinal);
            return Task.FromResult(true);
        });
    }
}
