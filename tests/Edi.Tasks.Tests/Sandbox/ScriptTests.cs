using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

public sealed class ScriptTests : IDisposable
{
    private readonly HostToolFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("sandbox-init.sh", "src/Edi.Tasks/Sandbox/sandbox-init.sh")]
    [InlineData("twin-enter.sh", "src/Edi.Tasks/Sandbox/twin-enter.sh")]
    [InlineData("twin-leave.sh", "src/Edi.Tasks/Sandbox/twin-leave.sh")]
    [InlineData("twin-check.sh", "src/Edi.Tasks/Bootstrap/Twin/twin-check.sh")]
    [InlineData("twin-index.sh", "src/Edi.Tasks/Bootstrap/Twin/twin-index.sh")]
    public void A_script_travels_as_it_is(string name, string file) =>
        Assert.Equal(File.ReadAllText(Repository.PathOf(file)), Script.Of(name));

    [Fact]
    public void Its_variables_come_first_in_their_order() =>
        Assert.Equal("twin=/cache/one\nversions='/a b'\n" + Script.Of("twin-check.sh"), Script.Of("twin-check.sh", ("twin", "/cache/one"), ("versions", "/a b")));

    [Theory]
    [InlineData("")]
    [InlineData("/cache/twin")]
    [InlineData("two words")]
    [InlineData("it's")]
    [InlineData("$HOME `id` \\ \" *")]
    [InlineData("~")]
    [InlineData("one\ntwo\n")]
    [InlineData("; exit 1 #")]
    public void A_variables_value_reaches_the_script_as_it_is(string value)
    {
        string variables = Script.Of("twin-leave.sh", ("index", value))[..^NativeTwin.LeaveScript.Length];
        Assert.Equal(
            $"<{value}>\n",
            _fixture.Host.Capture(EdiCodes.TwinNotMade, new ToolCommand("sh", "-euc", variables + "printf '<%s>' \"$index\"")));
    }
}
