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
}
