using Edi.Tasks.Definition.Variables;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

[Collection(Sudo.Collection)]
public sealed class CurrentUserTests
{
    [Fact]
    public void Who_called_sudo_is_asked_for_at_each_use()
    {
        Assert.SkipUnless(CurrentUser.IsRoot, "Only root has been called by sudo.");
        using var sudo = new Sudo();
        Sudo.CalledBy("1001", "1002");
        Assert.Equal("1001:1002", CurrentUser.SudoCaller);
        Assert.Equal(1001, HostFacts.Read().UserId);
        Sudo.CalledBy("1003", "1004");
        Assert.Equal("1003:1004", CurrentUser.SudoCaller);
        Assert.Equal(1003, HostFacts.Read().UserId);
        Sudo.CalledBy(null, null);
        Assert.Null(CurrentUser.SudoCaller);
    }

    /// <summary>Of a user whom the name service does not know, since it does not answer, sudo has told the name. It is never root's.</summary>
    [Theory]
    [InlineData("ada", "ada", "/home/ada")]
    [InlineData(null, "1987654321", "/home/1987654321")]
    public void Under_sudo_the_caller_is_the_user(string? told, string name, string home)
    {
        Assert.SkipUnless(CurrentUser.IsRoot, "Only root has been called by sudo.");
        using var sudo = new Sudo();
        Sudo.CalledBy("1987654321", "1987654322", told);
        var host = HostFacts.Read();
        Assert.Equal((name, home, 1987654321, "1987654322"), (host.UserName, host.HomeDirectory, host.UserId, host.GroupName));
    }
}
