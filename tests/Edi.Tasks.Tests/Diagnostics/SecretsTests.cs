using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("the word is hunter2", "the word is ***")]
    [InlineData("hunter2hunter2", "******")]
    [InlineData("http://me:mirror@host/ hunter22", "http://me:***@host/ ***")]
    [InlineData("$6$salt", "***")]
    [InlineData("abc is too short to be one", "abc is too short to be one")]
    [InlineData("", "")]
    public void Each_occurrence_is_masked_and_the_longest_first(string text, string masked) =>
        Assert.Equal(masked, new Secrets(["hunter2", "hunter22", "$6$salt", "abc", ""]).Mask(text));

    [Fact]
    public void Without_values_only_passwords_of_urls_are_masked() =>
        Assert.Equal("hunter2 http://me:***@host/", Secrets.None.Mask("hunter2 http://me:x@host/"));
}
