using Edi.Tasks.Bootstrap.Twin;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class NativeFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NativeFiles _native;

    public NativeFilesTests()
    {
        _native = new(_folder.CreateFolder("native"));
        _folder.Write(_native.List, "- {package: dash, reason: Text.}");
        _folder.Write(_native.Dispatcher, "dispatcher");
        _folder.Write(_native.Shim, "shim");
        _folder.Write("qemu", "emulator");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Programs_lie_in_a_folder_that_nuget_names_for_the_host()
    {
        if (DebianArchitecture.Host.Name is not ("amd64" or "arm64"))
        {
            Assert.Skip($"The SDK has none for {DebianArchitecture.Host.Name}.");
        }

        string platform = DebianArchitecture.Host.Name == "amd64" ? "linux-x64" : "linux-arm64";
        Assert.Equal(_folder.At($"native/{platform}/edi-dispatch"), _native.Dispatcher);
        Assert.Equal(_folder.At($"native/{platform}/edi-shim.so"), _native.Shim);
    }

    [Fact]
    public void They_exist_when_none_is_missing()
    {
        Assert.True(_native.Exist);
        Assert.False(new NativeFiles(_folder.At("no/such/folder")).Exist);
        Assert.All([_native.List, _native.Dispatcher, _native.Shim], file =>
        {
            File.Move(file, file + ".away");
            Assert.False(_native.Exist);
            File.Move(file + ".away", file);
        });
    }

    [Fact]
    public void They_are_in_a_twin_that_has_copies_of_them_and_of_the_emulator()
    {
        using var twin = Twin("dispatcher", "shim", "emulator");
        Assert.True(_native.AreIn(twin, _folder.At("qemu")));
    }

    [Theory]
    [InlineData("dispatcheR", "shim", "emulator")]
    [InlineData("dispatcher", "shiM", "emulator")]
    [InlineData("dispatcher", "shim", "emulatoR")]
    [InlineData("dispatcher and more", "shim", "emulator")]
    [InlineData("", "shim", "emulator")]
    [InlineData("shim", "dispatcher", "emulator")]
    public void They_are_not_in_a_twin_with_other_files(string dispatcher, string shim, string emulator)
    {
        using var twin = Twin(dispatcher, shim, emulator);
        Assert.False(_native.AreIn(twin, _folder.At("qemu")));
    }

    [Fact]
    public void They_are_not_in_a_twin_that_was_made_by_another_list()
    {
        using var twin = Twin("dispatcher", "shim", "emulator");
        _folder.Write(_native.List, "- {package: sed, reason: Text.}");
        Assert.False(_native.AreIn(twin, _folder.At("qemu")));
    }

    [Theory]
    [InlineData("edi-dispatch")]
    [InlineData("shim.so")]
    [InlineData("programs.yml")]
    [InlineData("qemu")]
    public void They_are_not_in_a_twin_that_misses_one(string missing)
    {
        using var twin = Twin("dispatcher", "shim", "emulator");
        File.Delete(Path.Combine(twin.Directory, missing));
        Assert.False(_native.AreIn(twin, _folder.At("qemu")));
    }

    private NativeTwin Twin(string dispatcher, string shim, string emulator)
    {
        _folder.Write("twins/one/edi-dispatch", dispatcher);
        _folder.Write("twins/one/shim.so", shim);
        File.Copy(_native.List, _folder.At("twins/one/programs.yml"));
        _folder.Write("twins/one/qemu", emulator);
        NativeTwin.CreateLock(_folder.At("twins/one"));
        File.CreateSymbolicLink(_folder.At("twins/current"), "one");
        return NativeTwin.Open(_folder.At("twins"))!;
    }
}
