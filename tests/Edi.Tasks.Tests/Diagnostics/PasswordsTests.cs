using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData("deb http://me:secret@mirror/debian trixie main", "deb http://me:***@mirror/debian trixie main")]
    [InlineData("'deb [trusted=yes] https://me:s@cr:et@mirror:8443 x/'", "'deb [trusted=yes] https://me:***@mirror:8443 x/'")]
    [InlineData("http://a:b@c/d http://e:f@g/h", "http://a:***@c/d http://e:***@g/h")]
    [InlineData("http://me@corp:secret@mirror/", "http://me@corp:***@mirror/")]
    [InlineData("git+https://me:secret@mirror/", "git+https://me:***@mirror/")]
    [InlineData("http://me@mirror:80/a:b@c", "http://me@mirror:80/a:b@c")]
    [InlineData("http://mirror:80/a:b@c", "http://mirror:80/a:b@c")]
    [InlineData("http://[::1]:80/", "http://[::1]:80/")]
    [InlineData("TASK [a:b@c] // 1:2 @", "TASK [a:b@c] // 1:2 @")]
    public void Of_a_url_in_a_text_the_password_is_masked(string text, string masked) => Assert.Equal(masked, Passwords.Mask(text));
}
