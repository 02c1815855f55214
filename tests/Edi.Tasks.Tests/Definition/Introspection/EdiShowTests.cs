using Edi.Tasks.Definition.Introspection;

namespace Edi.Tasks.Tests;

public sealed class EdiShowTests
{
    /// <summary>As in the plan; a terminal's scrollback and a server's log are read by others.</summary>
    [Theory]
    [InlineData("""{"general":{"parameters":{"wifi_psk":"hunter2","text":"psk=hunter2"}}}""", """{"general":{"parameters":{"wifi_psk":"***","text":"psk=***"}}}""")]
    [InlineData("""{"playbooks":{"100_one":{"parameters":{"tokens":["hunter2"],"password":1234}}}}""", """{"playbooks":{"100_one":{"parameters":{"tokens":["***"],"password":"***"}}}}""")]
    [InlineData("""{"root":"$1$ab$0123456789012345678901"}""", """{"root":"***"}""")]
    [InlineData("""{"bootstrap":{"mirrors":["https://me:hunter2@debian.example"]}}""", """{"bootstrap":{"mirrors":["https://me:***@debian.example"]}}""")]
    [InlineData("""{"suite":"trixie","size":4,"skip":true,"nothing":null}""", """{"suite":"trixie","size":4,"skip":true,"nothing":null}""")]
    public void A_definition_is_shown_without_its_secrets(string definition, string shown) => Assert.Equal(shown, EdiShow.WithoutSecrets(definition).ToJsonString());
}
